import type { FaultKind } from './faults.ts';

/** A change of a source on its way into a bundle. */
export interface Mutation {
  /** Relative to the project. */
  file: string;
  from: string;
  to: string;
}

/**
 * The service with one of its safeguards taken out. The chaos suite has to notice each: a suite that lets a mutant pass would also pass a
 * service that had lost that safeguard.
 */
interface Mutant extends Mutation {
  /** Cases that may notice, the surest first. */
  seeds: readonly number[];
  /** Only with these faults. */
  faults: readonly FaultKind[];
}

const lostAnswers = ['answer-dropped', 'timed-out', 'server-error-after-acceptance'] as const;
const severalCases = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

export const mutants = {
  /** A sender mails without asking whether somebody else is mailing. */
  'no-claim': {
    file: 'lambdas/adapters/dynamo/claims.ts',
    from: "const noClaim = 'attribute_not_exists(claim)';",
    to: "const noClaim = '(attribute_not_exists(claim) OR attribute_exists(claim))';",
    seeds: [4, 3, 1, 2, 5],
    faults: ['delivered-twice-at-once', 'slowed'],
  },
  /** The SDK hands a mail over again when it has lost the answer. */
  'sdk-retries': {
    file: 'lambdas/adapters/ses/mailer.ts',
    from: 'maxAttempts: 1',
    to: 'maxAttempts: 4',
    seeds: [4, 2, 1, 3, 5],
    faults: lostAnswers,
  },
  /** A claim in doubt is given up when its time is over, without evidence. */
  'no-evidence': {
    file: 'lambdas/core/sending/in-doubt.ts',
    from: "if (ageSeconds < timings.claimLife) return 'live';",
    to: "if (ageSeconds < timings.claimLife) return 'live';\n  return 'not-accepted';",
    seeds: [2, 17, 35, 28, 23, 43, 55, 8, 6],
    faults: [...lostAnswers, 'events-blocked', 'event-late'],
  },
  /** People for whom a batch has no time are dropped. */
  'out-of-time-is-done': {
    file: 'lambdas/core/sending/outcome.ts',
    from: 'return { delaySeconds: outcome.delaySeconds ?? 0, counts: false };',
    to: 'return undefined;',
    seeds: [13, 10, 9, 8, 7],
    faults: ['short-of-time'],
  },
  /** A restored table plans and mails at once. */
  'no-fence': {
    file: 'lambdas/core/sending/send-control.ts',
    from: 'return gate.tableId !== undefined && gate.tableId !== tableId;',
    to: 'return gate.tableId !== undefined && gate.tableId !== tableId && false;',
    seeds: severalCases,
    faults: ['table-restored'],
  },
  /** Nothing outside the table knows who left. */
  'no-ledger': {
    file: 'lambdas/core/counting/ledger.ts',
    from: 'return reason === undefined || was === is ?',
    to: 'return reason === undefined || was !== is ?',
    seeds: [119, 173],
    faults: ['table-restored'],
  },
  /** A link that ends all mail does so only where it was mailed. */
  'leaving-stays-behind': {
    file: 'lambdas/core/actions/trail.ts',
    from: 'next = found.movedTo;',
    to: 'next = undefined;',
    seeds: [6, 169, 187, 215, 352],
    faults: ['slowed'],
  },
  /** People who change to a slot that nobody had get no mail. */
  'slot-forgotten': {
    file: 'lambdas/core/actions/changing.ts',
    from: 'await deps.control.rememberSlot(...placeOf(wanted.preferences));',
    to: '',
    seeds: [20, 32, 45, 138],
    faults: ['slowed'],
  },
  /** Local time is an hour off where the clock has changed for the summer. */
  'winter-time-for-ever': {
    file: 'lambdas/core/time/zone-clocks.ts',
    from: 'return clocks.offsets[changesUntil(clocks, atMs)]!;',
    to: 'return clocks.offsets[0]!;',
    seeds: [16, 31, 43, 49],
    faults: ['slowed'],
  },
  /** Forms fill an inbox. */
  'no-turns': {
    file: 'lambdas/core/sending/mail-turns.ts',
    from: 'return instants.filter((instant) => Temporal.Instant.compare(instant, since) > 0);',
    to: 'return instants.length > 1_000_000 && since !== undefined ? [...instants] : [];',
    seeds: [1, 3, 9, 12, 13, 15],
    faults: ['slowed'],
  },
  /** Nobody's record says that they had a notice. */
  'notice-not-recorded': {
    file: 'lambdas/core/sending/claim-rules.ts',
    from: "if ('perNotice' in limit) return [{ field: limit.perNotice, append: needed(record, 'notice') }];",
    to: "if ('perNotice' in limit) return [];",
    seeds: severalCases,
    faults: ['notice-sent'],
  },
  /** A notice leaves at once, wherever it is night. */
  'notice-at-night': {
    file: 'lambdas/core/sending/walking.ts',
    from: 'if (isDaytime(zone, now)) awake.push(person);',
    to: 'if (isDaytime(zone, now) || true) awake.push(person);',
    seeds: severalCases,
    faults: ['notice-sent'],
  },
} as const satisfies Record<string, Mutant>;
export type MutantName = keyof typeof mutants;
export const mutantNames = Object.keys(mutants) as MutantName[];

/** What is made smaller for the suite. No mutants: the service behaves the same. */
export const madeSmaller: readonly Mutation[] = [
  /** A time-out of SES that a suite can wait for. */
  { file: 'lambdas/core/kit/timings.ts', from: 'sesAnswer: 10,', to: 'sesAnswer: 0.4,' },
  /** A few people are more than a batch and a page hold. */
  {
    file: 'lambdas/core/sending/jobs.ts',
    from: 'export const batchSizeMax = 50;',
    to: 'export const batchSizeMax = 3;',
  },
  { file: 'lambdas/core/sending/dispatching.ts', from: 'const pageSize = 1_000;', to: 'const pageSize = 2;' },
  /** Four parts in place of sixteen: a few people still fill more than a page of a part. */
  {
    file: 'lambdas/core/sending/slot-shards.ts',
    from: 'const charactersPerPart = 4;',
    to: 'const charactersPerPart = 16;',
  },
  { file: 'lambdas/adapters/dynamo/notices.ts', from: 'const pageSize = 250;', to: 'const pageSize = 20;' },
];
