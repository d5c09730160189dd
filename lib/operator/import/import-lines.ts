import { isoInstant } from '../../../lambdas/core/time/calendar.ts';
import { mapConcurrent } from '../../../lambdas/core/kit/parallel.ts';
import type { Known } from '../../../lambdas/core/mail/subscribers.ts';
import { mailTurns } from './mail-turns.ts';
import { previewOf, previewsMax, type Preview } from './preview.ts';
import { counted, type Done, type ImportReport, type RefusedLine } from './report.ts';
import type { Line } from './read-people.ts';
import { importPerson, mayCome, type ImportDeps, type TakeOverOptions } from './take-over.ts';

/** Lines taken from the file at once: what an interruption waits for, and what is in memory. */
const batchSize = 256;

/** People looked up and written at the same time; the SDK keeps 50 connections. */
const peopleAtOnce = 32;

export interface ImportOptions extends TakeOverOptions {
  /** First mails per day, welcomes and confirmations; undefined: as fast as the account may send. */
  perDay?: number | undefined;
  /** Identities of addresses that some line says are not to be written to: no other line of theirs is taken. */
  out?: ReadonlySet<string> | undefined;
  /** Ends it after the batch under way. */
  signal?: AbortSignal | undefined;
  /** Hears after each batch how far it came, and who was refused in it. The next one waits. */
  onBatch?: (report: ImportReport, refusals: readonly RefusedLine[]) => void | Promise<void>;
  /** Hears, when it is dry, of the first people as they would be. */
  onPreview?: ((preview: Preview) => void) | undefined;
}

/**
 * Imports people, batch by batch, however long the file is. May end anywhere and be run again: who is there stays as they are.
 *
 * @param lines - read from the beginning: a packed file cannot be entered in its middle, and a record of CSV may have several lines
 * @param before - what an earlier run did; lines that it did are passed over
 */
export async function importLines(
  lines: AsyncIterable<Line>,
  before: ImportReport,
  deps: ImportDeps,
  { signal, onBatch, onPreview, perDay, out, ...options }: ImportOptions,
): Promise<{ report: ImportReport; finished: boolean }> {
  const once = { ...deps, control: { rememberSlot: rememberOnce(deps.control) } };
  const turn = mailTurns(before, deps.clock, perDay);
  let report: ImportReport = { ...before, startedAt: before.startedAt ?? isoInstant(deps.clock.now()) };
  let batch: Line[] = [];
  let shown = 0;
  const finish = async () => {
    const read = batch.map(({ number, read: one }) => ({ number, person: one() }));
    const ids = read.flatMap(({ person }) =>
      'why' in person || !mayCome(person, options) ? [] : [deps.keyring.subscriberId(person.address.identity)],
    );
    const lookUp = await looker(ids, deps.subscribers);
    const done = await mapConcurrent(peopleAtOnce, read, async ({ number, person }): Promise<Done> => {
      if ('why' in person) return { number, outcome: person, nameDropped: false };
      if (out?.has(person.address.identity)) return { number, outcome: { why: saidElsewhere }, nameDropped: false };
      const outcome = await importPerson(person, once, options, turn, lookUp);
      return { number, outcome, nameDropped: isNew(outcome) && person.nameDropped };
    });
    // In the order of the file, whoever was looked at first.
    for (const [index, { number, outcome }] of options.dryRun ? done.entries() : []) {
      const { person } = read[index]!;
      if (shown >= previewsMax || !isNew(outcome) || 'why' in person) continue;
      shown += 1;
      onPreview?.(previewOf(number, outcome, person, deps, options));
    }
    const { report: now, refusals } = counted(report, done, batch.at(-1)?.number ?? report.lines);
    report = now;
    batch = [];
    await onBatch?.(report, refusals);
  };
  for await (const line of lines) {
    if (signal?.aborted) return { report, finished: false };
    if (line.number <= before.lines) continue;
    batch.push(line);
    if (batch.length >= batchSize) await finish();
  }
  if (batch.length > 0) await finish();
  return { report, finished: true };
}

function isNew(outcome: Done['outcome']): outcome is 'added' | 'asked' {
  return outcome === 'added' || outcome === 'asked';
}

const saidElsewhere = 'another line of this file says of the same address that they are not subscribed';

/**
 * Looks many people up at once, a hundred records a request. Somebody whose address comes again is looked up anew: the line before may have brought
 * them.
 */
async function looker(
  ids: readonly string[],
  { find, findSignUp, findAll }: ImportDeps['subscribers'],
): Promise<(id: string) => Promise<Known>> {
  const found = await findAll(ids);
  const fresh = new Set(ids);
  return async (id) =>
    fresh.delete(id) ? (found.get(id) ?? {}) : { subscriber: await find(id), signUp: await findSignUp(id) };
}

/** Many people share a slot: one question for each slot, which all of them wait for. */
function rememberOnce({ rememberSlot }: ImportDeps['control']): ImportDeps['control']['rememberSlot'] {
  const remembered = new Map<string, Promise<void>>();
  return (...place) => {
    const slot = place.join(' ');
    const known = remembered.get(slot) ?? rememberSlot(...place);
    remembered.set(slot, known);
    return known;
  };
}
