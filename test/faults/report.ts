import { everyFaultKind } from './faults.ts';
import type { CaseReport } from './run-case.ts';

/** Every way in which a case broke a promise, as lines. */
export function problemsOf({ duplicated, lost, afterEnd, uncivil, flooded, wrong }: CaseReport): string[] {
  return [
    ...duplicated.map((what) => `duplicated: ${what}`),
    ...lost.map((what) => `lost: ${what}`),
    ...afterEnd.map((what) => `after the end: ${what}`),
    ...uncivil.map((what) => `uncivil: ${what}`),
    ...flooded.map((what) => `flooded: ${what}`),
    ...wrong.map((what) => `wrong: ${what}`),
  ];
}

/** What all cases together prove: how much went wrong on the way, and what came of it. */
export function table(reports: CaseReport[]): string {
  const sum = (number: (report: CaseReport) => number) => reports.reduce((total, report) => total + number(report), 0);
  const rows: [string, string | number][] = [
    ['cases', reports.length],
    ...everyFaultKind.map((kind): [string, number] => [
      `fault: ${kind}`,
      sum(({ injected }) => injected.get(kind) ?? 0),
    ]),
    ['lessons owed', sum(({ owed }) => owed)],
    ['confirmation, welcome and farewell emails owed', sum(({ accountMailOwed }) => accountMailOwed)],
    ['notices owed, one for each person', sum(({ noticesOwed }) => noticesOwed)],
    ['mails accepted', sum(({ accepted }) => accepted)],
    ['duplicated', sum(({ duplicated }) => duplicated.length)],
    ['lost', sum(({ lost }) => lost.length)],
    ['after leaving, complaint or bounce', sum(({ afterEnd }) => afterEnd.length)],
    ['at night, or two in a day', sum(({ uncivil }) => uncivil.length)],
    ['more than five asked-for emails in a day', sum(({ flooded }) => flooded.length)],
    ['otherwise wrong', sum(({ wrong }) => wrong.length)],
    ['came with the next slot', sum(({ postponed }) => postponed)],
    ['latest lesson', `${(Math.max(0, ...reports.map(({ latestMinutes }) => latestMinutes)) / 60).toFixed(1)} h`],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `${name.padEnd(width)}  ${String(value).padStart(8)}`).join('\n');
}
