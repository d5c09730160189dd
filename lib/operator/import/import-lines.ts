import { mapConcurrent } from '../../../lambdas/core/kit/parallel.ts';
import { refusalsKept, type ImportReport } from './report.ts';
import type { Line, ReadOptions, Source } from './source.ts';
import { importPerson, type ImportDeps, type TakeOverOptions } from './take-over.ts';

/** Lines taken from the file at once: what an interruption waits for, and what is in memory. */
const batchSize = 256;

/** People looked up and written at the same time; the SDK keeps 50 connections. */
const peopleAtOnce = 32;

export interface ImportOptions extends TakeOverOptions, ReadOptions {
  /** Ends it after the batch under way. */
  signal?: AbortSignal | undefined;
  /** Hears after each batch how far it came, and who was refused in it. The next one waits. */
  onBatch?: (report: ImportReport, refusals: ImportReport['refusals']) => void | Promise<void>;
}

/**
 * Takes people over, batch by batch, however long the file is. May end anywhere and be run again: who is there stays as they are.
 *
 * @param lines - read from the beginning: a packed file cannot be entered in its middle, and a record of CSV may have several lines
 * @param before - what an earlier run did; lines that it did are passed over
 */
export async function importLines(
  source: Pick<Source, 'read'>,
  lines: AsyncIterable<Line>,
  before: ImportReport,
  deps: ImportDeps,
  { signal, onBatch, ...options }: ImportOptions,
): Promise<{ report: ImportReport; finished: boolean }> {
  const once = { ...deps, control: { rememberSlot: rememberOnce(deps.control) } };
  let report = before;
  let batch: Line[] = [];
  const finish = async () => {
    const outcomes = await mapConcurrent(peopleAtOnce, batch, async ({ record }) => {
      const person = source.read(record, options);
      return 'why' in person ? person : importPerson(person, once, options);
    });
    const counted = { ...report, lines: batch.at(-1)?.number ?? report.lines };
    const refusals: ImportReport['refusals'] = [];
    for (const [index, outcome] of outcomes.entries()) {
      if (typeof outcome === 'string') counted[outcome] += 1;
      else refusals.push({ line: batch[index]!.number, why: outcome.why });
    }
    counted.refused += refusals.length;
    counted.refusals = [...report.refusals, ...refusals].slice(0, refusalsKept);
    report = counted;
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
