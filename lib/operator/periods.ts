import { Temporal } from 'temporal-polyfill';
import { noDay } from '../../lambdas/core/counting/counting.ts';
import type { DayCounts } from '../../lambdas/core/counting/counts.ts';
import { shown } from './aggregates.ts';

/** Numbers of days or weeks in a row, as they may be shown. */
export interface Periods<What extends string = keyof DayCounts> {
  each: 'day' | 'week';
  /** First dates, oldest first, without a gap: what was not counted is nought. */
  dates: string[];
  values: Record<What, (number | undefined)[]>;
}

/** How far back numbers may be asked for, in days. Half a year is the usual. */
export const spans = { 'a month': 28, 'half a year': 182, 'a year': 364 } as const;
export type SpanOfTime = keyof typeof spans;

/** Days that have room beside each other. */
const daysMax = 60;

/** Some numbers of days in a row; of weeks, where days would hide more of them than they show, or a year of them is asked for. */
export function periods<What extends keyof DayCounts>(
  days: Readonly<Record<string, DayCounts>>,
  what: readonly What[],
  span: SpanOfTime = 'half a year',
): Periods<What> {
  const byDay = inARow(days, what, 1, Math.min(daysMax, spans[span]));
  if (span !== 'a year' && hiddenIn(byDay.values) * 2 <= toldIn(byDay.values)) return { each: 'day', ...byDay };
  return { each: 'week', ...inARow(days, what, 7, spans[span] / 7) };
}

/** Sums up periods of as many days; weeks begin on Mondays. */
function inARow<What extends keyof DayCounts>(
  days: Readonly<Record<string, DayCounts>>,
  what: readonly What[],
  length: 1 | 7,
  most: number,
): Pick<Periods<What>, 'dates' | 'values'> {
  const known = Object.keys(days).toSorted();
  const values = Object.fromEntries(what.map((one) => [one, [] as (number | undefined)[]])) as Periods<What>['values'];
  if (known.length === 0) return { dates: [], values };
  const begin = (date: Temporal.PlainDate) => (length === 1 ? date : date.subtract({ days: date.dayOfWeek - 1 }));
  const last = Temporal.PlainDate.from(known.at(-1)!);
  const dates: string[] = [];
  for (let date = begin(Temporal.PlainDate.from(known[0]!)); Temporal.PlainDate.compare(date, last) <= 0;) {
    const those = Array.from({ length }, (_, offset) => days[date.add({ days: offset }).toString()] ?? noDay);
    dates.push(date.toString());
    for (const one of what) values[one].push(shown(those.reduce((sum, day) => sum + day[one], 0)));
    date = date.add({ days: length });
  }
  for (const one of what) values[one] = values[one].slice(-most);
  return { dates: dates.slice(-most), values };
}

const hiddenIn = (values: Periods<never>['values']) =>
  Object.values<(number | undefined)[]>(values)
    .flat()
    .filter((value) => value === undefined).length;
const toldIn = (values: Periods<never>['values']) =>
  Object.values<(number | undefined)[]>(values)
    .flat()
    .filter((value) => value !== 0).length;
