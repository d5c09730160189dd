import * as z from 'zod';

const Count = z.number().int().min(0);

/** How far an import came, and what became of the lines. */
export const ImportReport = z.object({
  /** Lines of the file that are done. */
  lines: Count,
  added: Count,
  /** A confirmation mail goes to them. */
  asked: Count,
  /** Subscribed or asked already: nothing about them is changed. */
  known: Count,
  /** They left, complained, bounced or had themselves erased: a file does not bring them back. */
  gone: Count,
  refused: Count,
  /** The first of those refused. */
  refusals: z.array(z.object({ line: Count, why: z.string() })),
});
export type ImportReport = z.infer<typeof ImportReport>;

export const emptyReport: ImportReport = {
  lines: 0,
  added: 0,
  asked: 0,
  known: 0,
  gone: 0,
  refused: 0,
  refusals: [],
};

/** Refusals that are kept and told; all of them go into a file for whoever asks for it. */
export const refusalsKept = 20;

/** People, whatever became of them. */
export function peopleIn({ added, asked, known, gone, refused }: ImportReport): number {
  return added + asked + known + gone + refused;
}

export interface ImportEnd {
  dryRun: boolean;
  /** It was interrupted, and goes on after the lines that are done. */
  interrupted: boolean;
  /** Where all refusals were written. */
  errorsFile?: string | undefined;
}

/** The same for people to read. */
export function formatImport(report: ImportReport, { dryRun, interrupted, errorsFile }: ImportEnd): string {
  const { lines, added, asked, known, gone, refused, refusals } = report;
  const more = refused - refusals.length;
  return [
    `${dryRun ? 'Would be added' : 'Added'}    ${added}`,
    ...(asked > 0 ? [`${dryRun ? 'Would be asked' : 'Asked'} by a confirmation email    ${asked}`] : []),
    `Already here    ${known}`,
    `Gone: unsubscribed, complained, bounced or erased    ${gone}`,
    `Refused    ${refused}`,
    ...refusals.map(({ line, why }) => `  line ${line}: ${why}`),
    ...(more > 0 && errorsFile === undefined ? [`  and ${more} more: --errors <file> writes all of them`] : []),
    ...(errorsFile === undefined || refused === 0 ? [] : [`All of them, by line: ${errorsFile}`]),
    ...(dryRun ? ['Nothing changed. Run it again without --dry-run to apply.'] : []),
    ...(interrupted ? [`Interrupted after line ${lines}. To resume, run the same command again.`] : []),
  ].join('\n');
}
