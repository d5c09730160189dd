import { Temporal } from 'temporal-polyfill';
import { noDay } from '../../lambdas/core/counting/counting.ts';
import type { DayCounts } from '../../lambdas/core/counting/counts.ts';

/** Numbers of days or weeks in a row. */
export interface Periods<What extends string = keyof DayCounts> {
  each: 'day' | 'week';
  /** ISO dates of their first days, oldest first, without a gap: what was not counted is nought. */
  dates: string[];
  values: Record<What, number[]>;
}

/** How far back numbers may be asked for, in days. */
export const spans = { 'two months': 60, 'half a year': 182, 'a year': 364 } as const;
export type SpanOfTime = keyof typeof spans;

/** Some numbers of the latest days in a row, or of weeks where days would have no room beside each other. */
export function periods<What extends keyof DayCounts>(
  days: Readonly<Record<string, DayCounts>>,
  what: readonly What[],
  span: SpanOfTime = 'two months',
): Periods<What> {
  return span === 'two months'
    ? { each: 'day', ...inARow(days, what, 1, spans[span]) }
    : { each: 'week', ...inARow(days, what, 7, spans[span] / 7) };
}

/** Sums up periods of as many days; weeks begin on Mondays. */
function inARow<What extends keyof DayCounts>(
  days: Readonly<Record<string, DayCounts>>,
  what: readonly What[],
  length: 1 | 7,
  most: number,
): Pick<Periods<What>, 'dates' | 'values'> {
  const known = Object.keys(days).toSorted();
  const begins: Temporal.PlainDate[] = [];
  if (known.length > 0) {
    const first = Temporal.PlainDate.from(known[0]!);
    const last = Temporal.PlainDate.from(known.at(-1)!);
    let begin = length === 1 ? last : last.subtract({ days: last.dayOfWeek - 1 });
    while (begins.length < most && Temporal.PlainDate.compare(begin.add({ days: length }), first) > 0) {
      begins.unshift(begin);
      begin = begin.subtract({ days: length });
    }
  }
  const sum = (one: What, begin: Temporal.PlainDate) =>
    Array.from({ length }, (_, offset) => (days[begin.add({ days: offset }).toString()] ?? noDay)[one]).reduce(
      (total, value) => total + value,
    );
  const values = Object.fromEntries(what.map((one) => [one, begins.map((begin) => sum(one, begin))]));
  return { dates: begins.map((begin) => begin.toString()), values: values as Periods<What>['values'] };
}
