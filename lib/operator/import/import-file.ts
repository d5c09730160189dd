import { existsSync } from 'node:fs';
import { appendFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Readable } from 'node:stream';
import { csvLine } from '../csv.ts';
import { OperatorError } from '../operator-error.ts';
import type { SourceName } from './choices.ts';
import { formatColumns, type ColumnPlan } from './columns.ts';
import { importLines } from './import-lines.ts';
import { openFile } from './open-file.ts';
import type { Preview } from './preview.ts';
import { peopleOf, type ReadOptions } from './read-people.ts';
import { emptyReport, type DryRun, type ImportReport } from './report.ts';
import { readResumePoint, removeResumePoint, writeResumePoint } from './resume-point.ts';
import type { ImportDeps, TakeOverOptions } from './take-over.ts';

export interface ImportFileOptions extends Omit<TakeOverOptions, 'name'>, Omit<ReadOptions, 'onColumns'> {
  /** What the import is called; by default after the file and the day. */
  name?: string | undefined;
  /** First mails per day; undefined: as fast as the account may send. */
  perDay?: number | undefined;
  /** Begins anew, whatever an earlier run did. */
  restart: boolean;
  /** Where every refusal is written, as CSV. */
  errorsFile?: string | undefined;
  signal?: AbortSignal;
  onProgress?: (progress: Progress) => void;
}

export interface Progress {
  report: ImportReport;
  /** Of the file's bytes, 0 to 100. */
  percent: number;
  /** Lines done by an earlier run. */
  resumedAfter: number;
}

export interface ImportResult extends DryRun {
  report: ImportReport;
  interrupted: boolean;
  name: string;
}

/** Columns that are shown; records of JSON may each have others. */
const columnsShown = 200;

/** How often the resume point is written, in milliseconds; what was done since is looked at once more after a crash. */
const resumePointEveryMs = 1_000;

/** Mailchimp's file of customers has the columns of its file of subscribers; only its name tells them apart. */
const neverSubscribed =
  'Mailchimp calls these people “nonsubscribed”: they never asked for email. Import the file whose name begins with subscribed_.';

/**
 * Imports people from a file. An interrupted run leaves a resume point next to it, from which the next one goes on.
 *
 * @throws OperatorError when there is no such file, or it is of another kind
 */
export async function importFile(
  path: string,
  deps: ImportDeps & { name: string; table: { name: string } },
  options: ImportFileOptions,
): Promise<ImportResult> {
  const { restart, errorsFile, signal, onProgress, ...wishes } = options;
  const { dryRun, confirm, series, perDay, name: _, ...reading } = wishes;
  const file = await openFile(path);
  const { sizeBytes, modifiedMs } = file;
  const job = {
    service: deps.name,
    table: deps.table.name,
    sizeBytes,
    modifiedMs,
    wishes: JSON.stringify(Object.fromEntries(Object.entries(wishes).toSorted(([a], [b]) => (a < b ? -1 : 1)))),
  };
  const before = dryRun || restart ? undefined : readResumePoint(path, job);
  if (errorsFile !== undefined && (before === undefined || !existsSync(errorsFile))) {
    await writeFile(errorsFile, csvLine(['line', 'why']));
  }
  const name = options.name ?? before?.name ?? defaultName(path, deps.clock.now().toString());

  let latest = before?.report ?? emptyReport;
  let writtenAtMs = performance.now();
  const keep = () => {
    if (!dryRun && latest.lines > 0) writeResumePoint(path, job, { bytes: file.bytesRead(), name, report: latest });
  };
  let from: SourceName | undefined;
  const columns = new Map<string, ColumnPlan>();
  const onColumns: ReadOptions['onColumns'] = (source, plan) => {
    from = source;
    if (source === 'mailchimp' && /^nonsubscribed_/i.test(basename(path))) throw new OperatorError(neverSubscribed);
    for (const column of plan)
      if (columns.size < columnsShown || column.use === undefined) columns.set(column.name, column);
  };
  const previews: Preview[] = [];
  let finished: boolean;
  try {
    const how = { ...reading, now: deps.clock.now(), onColumns };
    const out = await addressesOut(path, how, signal);
    const lines = peopleOf(untilInterrupted(file.content, signal), how);
    ({ finished } = await importLines(lines, latest, deps, {
      dryRun,
      confirm,
      series,
      perDay,
      name,
      out,
      signal,
      onPreview: (preview) => void previews.push(preview),
      onBatch: async (report, refusals) => {
        if (errorsFile !== undefined && refusals.length > 0) {
          await appendFile(errorsFile, refusals.map(({ line, why }) => csvLine([String(line), why])).join(''));
        }
        latest = report;
        if (performance.now() - writtenAtMs >= resumePointEveryMs) {
          keep();
          writtenAtMs = performance.now();
        }
        const percent = sizeBytes === 0 ? 100 : (file.bytesRead() / sizeBytes) * 100;
        onProgress?.({ report, percent, resumedAfter: before?.report.lines ?? 0 });
      },
    }));
  } catch (error) {
    keep();
    if (error instanceof Interrupted) finished = false;
    else if (isDamage(error)) throw new OperatorError(`${path} is packed, and damaged after line ${latest.lines}.`);
    else if (dryRun && error instanceof OperatorError && from !== undefined && columns.size > 0) {
      throw new OperatorError(`${formatColumns([...columns.values()], from)}\n${error.message}`, { cause: error });
    } else throw error;
  } finally {
    file.content.destroy();
  }
  if (!finished) keep();
  else if (!dryRun) removeResumePoint(path);
  return { report: latest, interrupted: !finished, name, from, columns: [...columns.values()], previews };
}

/**
 * Reads the whole file for those whom it says are not to be written to. A tool may have an address twice, once for each list or device, and the line
 * that opts out may come after the other.
 */
async function addressesOut(
  path: string,
  how: Parameters<typeof peopleOf>[1],
  signal: AbortSignal | undefined,
): Promise<Set<string>> {
  const { content } = await openFile(path);
  const out = new Set<string>();
  try {
    for await (const { read } of peopleOf(untilInterrupted(content, signal), how)) {
      const one = read();
      if ('why' in one && one.identity !== undefined) out.add(one.identity);
    }
    return out;
  } finally {
    content.destroy();
  }
}

/** "people-2026-11-28" for people.csv.gz: short, without spaces, and to be typed again. */
function defaultName(path: string, now: string): string {
  const stem = basename(path)
    .replace(/(\.(csv|tsv|txt|json|ndjson|jsonl|gz))+$/i, '')
    .replaceAll(/[^\p{L}\p{N}._-]+/gu, '-')
    .slice(0, 40);
  return `${stem}-${now.slice(0, 10)}`;
}

class Interrupted extends Error {}

/** The file, up to an interruption: a line may be long, and a long stretch may have none. */
async function* untilInterrupted(file: Readable, signal: AbortSignal | undefined): AsyncGenerator<Buffer> {
  for await (const chunk of file) {
    if (signal?.aborted) throw new Interrupted('The import was interrupted');
    yield chunk as Buffer;
  }
}

/** zlib could not unpack what it read. */
function isDamage(error: unknown): boolean {
  return String((error as NodeJS.ErrnoException).code).startsWith('Z_');
}
