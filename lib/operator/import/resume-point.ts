import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import * as z from 'zod';
import { ImportReport } from './report.ts';

/** What an import is: another file, another service or another way of reading begins anew. */
const ImportJob = z.object({
  service: z.string(),
  table: z.string(),
  sizeBytes: z.number(),
  modifiedMs: z.number(),
  /** Everything that the command says about how to read and what to do, as JSON. */
  wishes: z.string(),
});
export type ImportJob = z.infer<typeof ImportJob>;

const ResumePoint = z.object({
  /** For whoever finds the file. */
  what: z.string(),
  undertaking: ImportJob,
  /** Of the file as it lies on the disk; about: it is read ahead. */
  bytes: z.number(),
  /** What the import is called. */
  name: z.string(),
  report: ImportReport,
});

/** Lies next to the data. It holds line numbers and reasons, and nothing about people. */
export function resumeFile(dataFile: string): string {
  return `${dataFile}.weekwise-import.json`;
}

/** What an interrupted import of the same file did; undefined when there was none. */
export function readResumePoint(
  dataFile: string,
  undertaking: ImportJob,
): { name: string; report: ImportReport } | undefined {
  try {
    const { undertaking: before, ...done } = ResumePoint.parse(JSON.parse(readFileSync(resumeFile(dataFile), 'utf8')));
    const isSame = JSON.stringify(before) === JSON.stringify(ImportJob.parse(undertaking));
    return isSame ? done : undefined;
  } catch {
    // None, or one that a crash cut short: then everything is looked at once more, which changes nobody.
    return undefined;
  }
}

/** Writes how far it came, whole or not at all. Where nothing may be written beside the data, the next run looks at everybody once more. */
export function writeResumePoint(
  dataFile: string,
  undertaking: ImportJob,
  { bytes, name, report }: { bytes: number; name: string; report: ImportReport },
): void {
  const what = 'How far weekwise import came with the file beside this one. The same command goes on from there.';
  const file = resumeFile(dataFile);
  try {
    writeFileSync(`${file}.new`, `${JSON.stringify({ what, undertaking, bytes, name, report }, undefined, 2)}\n`);
    renameSync(`${file}.new`, file);
  } catch (error) {
    if (!['EACCES', 'EPERM', 'EROFS'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}

export function removeResumePoint(dataFile: string): void {
  rmSync(resumeFile(dataFile), { force: true });
}
