import * as z from 'zod';
import type { SourceName } from './choices.ts';
import { formatColumns, type ColumnPlan } from './columns.ts';
import { formatPreview, type Preview } from './preview.ts';
import type { Refusal } from './row.ts';
import type { Outcome } from './take-over.ts';

const Count = z.number().int().min(0);

/** Lines of one kind: how many, and which are the first. */
const Kind = z.object({ count: Count, lines: z.array(Count) });

/** How far an import came, and what became of the lines. */
export const ImportReport = z.object({
  /** When it began, an ISO instant: the pace of mails is counted from it. */
  startedAt: z.iso.datetime().optional(),
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
  /** People who are here without the name that the file has, since it cannot be used. */
  namesDropped: Count,
  /** Lines by what became of them: outcomes, and reasons of refusals. */
  kinds: z.record(z.string(), Kind),
  /** The first of those refused. */
  refusals: z.array(z.object({ line: Count, why: z.string() })),
});
export type ImportReport = z.infer<typeof ImportReport>;
export type RefusedLine = ImportReport['refusals'][number];

export const emptyReport: ImportReport = {
  lines: 0,
  added: 0,
  asked: 0,
  known: 0,
  gone: 0,
  refused: 0,
  namesDropped: 0,
  kinds: {},
  refusals: [],
};

/** Refusals that are kept; all of them go into a file for whoever asks for it. */
const refusalsKept = 20;
/** Kinds of lines that are told apart, and line numbers that are kept of each. */
const kindsMax = 40;
const linesOfKind = 5;
const otherKinds = 'other reasons';

/** A line that is done. */
export interface Done {
  number: number;
  outcome: Outcome | Refusal;
  nameDropped: boolean;
}

/** The report with a batch added, and the refusals in it. */
export function counted(
  before: ImportReport,
  batch: readonly Done[],
  lines: number,
): { report: ImportReport; refusals: RefusedLine[] } {
  const report: ImportReport = { ...before, lines, kinds: { ...before.kinds } };
  const refusals: RefusedLine[] = [];
  for (const { number, outcome, nameDropped } of batch) {
    if (nameDropped) report.namesDropped += 1;
    const kind = typeof outcome === 'string' ? outcome : outcome.why;
    if (typeof outcome === 'string') report[outcome] += 1;
    else refusals.push({ line: number, why: outcome.why });
    const isKnown = Object.hasOwn(report.kinds, kind);
    const name = isKnown || Object.keys(report.kinds).length < kindsMax ? kind : otherKinds;
    const { count, lines: first } = report.kinds[name] ?? { count: 0, lines: [] };
    report.kinds[name] = { count: count + 1, lines: first.length < linesOfKind ? [...first, number] : first };
  }
  report.refused += refusals.length;
  report.refusals = [...before.refusals, ...refusals].slice(0, refusalsKept);
  return { report, refusals };
}

/** People, whatever became of them. */
export function peopleIn({ added, asked, known, gone, refused }: ImportReport): number {
  return added + asked + known + gone + refused;
}

export interface ImportEnd {
  name: string;
  dryRun: boolean;
  /** It was interrupted, and goes on after the lines that are done. */
  interrupted: boolean;
  /** Where all refusals were written. */
  errorsFile?: string | undefined;
}

/** The same for people to read. */
export function formatImport(report: ImportReport, { name, dryRun, interrupted, errorsFile }: ImportEnd): string {
  const { lines, added, asked, refused, namesDropped } = report;
  const would = dryRun ? 'Would be added' : 'Added';
  const reasons = Object.entries(report.kinds).filter(([kind]) => !(kind in outcomeWords));
  return [
    `${would}    ${added}${first(report, 'added', dryRun)}`,
    ...(asked > 0
      ? [`${dryRun ? 'Would be asked' : 'Asked'} by a confirmation email    ${asked}${first(report, 'asked', dryRun)}`]
      : []),
    ...(['known', 'gone'] as const).map(
      (kind) => `${outcomeWords[kind]}    ${report[kind]}${first(report, kind, dryRun)}`,
    ),
    ...(namesDropped > 0 ? [`Without a first name, since the one in the file cannot be used    ${namesDropped}`] : []),
    `Refused    ${refused}`,
    ...reasons.map(([why, kind]) => `  ${linesIn(kind)}: ${why}`),
    ...(refused > report.refusals.length && errorsFile === undefined ? ['  --errors <file> writes each line'] : []),
    ...(errorsFile === undefined || refused === 0 ? [] : [`All of them, by line: ${errorsFile}`]),
    ...(dryRun ? ['Nothing changed. Run it again without --dry-run to apply.'] : []),
    ...(!dryRun && added + asked > 0 ? [`Its name is ${name}: weekwise import --undo ${name} takes it back.`] : []),
    ...(interrupted ? [`Interrupted after line ${lines}. To resume, run the same command again.`] : []),
  ].join('\n');
}

const outcomeWords = {
  added: 'Added',
  asked: 'Asked',
  known: 'Already here',
  gone: 'Gone: unsubscribed, complained, bounced or erased',
} as const;

function first({ kinds }: ImportReport, outcome: keyof typeof outcomeWords, dryRun: boolean): string {
  const kind = kinds[outcome];
  return dryRun && kind !== undefined ? ` (${linesIn(kind)})` : '';
}

/** "line 3", "lines 3, 7 and 12 more". */
function linesIn({ count, lines }: z.infer<typeof Kind>): string {
  const more = count - lines.length;
  return `${count === 1 ? 'line' : 'lines'} ${lines.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** What a dry run shows. */
export interface DryRun {
  /** Undefined where the file has no columns. */
  from: SourceName | undefined;
  /** What became of the columns. */
  columns: readonly ColumnPlan[];
  /** The first people as they would be. */
  previews: readonly Preview[];
}

/** The same for people to read. */
export function formatDryRun({ from, columns, previews }: DryRun): string {
  return [
    ...(from === undefined ? [] : [formatColumns(columns, from)]),
    ...(previews.length === 0 ? [] : ['The first people, as they would be:', ...previews.map(formatPreview)]),
  ].join('\n');
}
