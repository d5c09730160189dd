import { existsSync } from 'node:fs';
import { appendFile, writeFile } from 'node:fs/promises';
import { csvLine } from '../csv.ts';
import { OperatorError } from '../operator-error.ts';
import { importLines } from './import-lines.ts';
import { openFile } from './open-file.ts';
import { emptyReport, type ImportReport } from './report.ts';
import { readResumePoint, removeResumePoint, writeResumePoint } from './resume-point.ts';
import type { SourceName } from './choices.ts';
import { sources } from './sources.ts';
import type { ImportDeps } from './take-over.ts';

export interface ImportFileOptions {
  from: SourceName;
  dryRun: boolean;
  confirm: boolean;
  zone?: string | undefined;
  series?: string | undefined;
  ignoreColumns?: readonly string[] | undefined;
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

/** How often the resume point is written, in milliseconds; what was done since is looked at once more after a crash. */
const resumePointEveryMs = 1_000;

/**
 * Takes people over from a file. An interrupted run leaves a resume point next to it, from which the next one goes on.
 *
 * @throws OperatorError when there is no such file, or it is of another kind
 */
export async function importFile(
  path: string,
  deps: ImportDeps & { name: string; table: { name: string } },
  {
    from,
    dryRun,
    confirm,
    zone,
    series,
    ignoreColumns = [],
    restart,
    errorsFile,
    signal,
    onProgress,
  }: ImportFileOptions,
): Promise<{ report: ImportReport; interrupted: boolean }> {
  const file = await openFile(path);
  const { sizeBytes, modifiedMs } = file;
  const undertaking = {
    service: deps.name,
    table: deps.table.name,
    sizeBytes,
    modifiedMs,
    from,
    confirm,
    zone,
    series,
    ignoreColumns,
  };
  const before = dryRun || restart ? undefined : readResumePoint(path, undertaking);
  if (errorsFile !== undefined && (before === undefined || !existsSync(errorsFile))) {
    await writeFile(errorsFile, csvLine(['line', 'why']));
  }

  let latest = before ?? emptyReport;
  let writtenAtMs = performance.now();
  const keep = () => {
    if (!dryRun && latest.lines > 0) writeResumePoint(path, undertaking, { bytes: file.bytesRead(), report: latest });
  };
  let finished: boolean;
  try {
    const source = sources[from];
    ({ finished } = await importLines(source, source.lines(file.content, path, { ignoreColumns }), latest, deps, {
      dryRun,
      confirm,
      from,
      zone,
      series,
      signal,
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
        onProgress?.({ report, percent, resumedAfter: before?.lines ?? 0 });
      },
    }));
  } catch (error) {
    keep();
    throw isDamage(error) ? new OperatorError(`${path} is packed, and damaged after line ${latest.lines}.`) : error;
  } finally {
    file.content.destroy();
  }
  if (!finished) keep();
  else if (!dryRun) removeResumePoint(path);
  return { report: latest, interrupted: !finished };
}

/** zlib could not unpack what it read. */
function isDamage(error: unknown): boolean {
  return String((error as NodeJS.ErrnoException).code).startsWith('Z_');
}
