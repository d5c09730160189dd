/**
 * The service with one of its safeguards taken out. The chaos suite has to notice each: a suite that lets a mutant pass would also pass a
 * service that had lost that safeguard.
 */
export interface Mutation {
  /** Relative to the project. */
  file: string;
  from: string;
  to: string;
}

export const mutants = {
  /** A sender mails without asking whether somebody else is mailing. */
  'no-claim': {
    file: 'lambdas/adapters/dynamo-claims.ts',
    from: "const noClaim = 'attribute_not_exists(claim)';",
    to: "const noClaim = '(attribute_not_exists(claim) OR attribute_exists(claim))';",
  },
  /** The SDK hands a mail over again when it has lost the answer. */
  'sdk-retries': { file: 'lambdas/adapters/ses-outbox.ts', from: 'maxAttempts: 1', to: 'maxAttempts: 4' },
  /** A claim in doubt is given up when its time is over, without evidence. */
  'no-evidence': {
    file: 'lambdas/core/in-doubt.ts',
    from: "if (ageSeconds < timings.claimLife) return 'live';",
    to: "if (ageSeconds < timings.claimLife) return 'live';\n  return 'not-accepted';",
  },
} as const satisfies Record<string, Mutation>;
export type MutantName = keyof typeof mutants;

/** A time-out of SES that a suite can wait for. Not a mutant: the service behaves the same, sooner. */
export const quickTimeout: Mutation = {
  file: 'lambdas/core/timings.ts',
  from: 'sesAnswer: 10,',
  to: 'sesAnswer: 0.25,',
};
