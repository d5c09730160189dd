import { Temporal } from 'temporal-polyfill';
import { noDay } from '../../lambdas/core/counting/counting.ts';
import type { DayCounts } from '../../lambdas/core/counting/counts.ts';

/** Numbers of days in a row. */
export interface Periods<What extends string = keyof DayCounts> {
  /** ISO dates, oldest first, without a gap: what was not counted is nought. */
  dates: string[];
  values: Record<What, number[]>;
}

const daysMax = 60;

/** Some numbers of the latest days in a row. */
export function periods<What extends keyof DayCounts>(
  days: Readonly<Record<string, DayCounts>>,
  what: readonly What[],
): Periods<What> {
  const known = Object.keys(days).toSorted();
  const dates: string[] = [];
  if (known.length > 0) {
    const last = Temporal.PlainDate.from(known.at(-1)!);
    const count = Temporal.PlainDate.from(known[0]!).until(last, { largestUnit: 'days' }).days + 1;
    for (let ago = Math.min(count, daysMax) - 1; ago >= 0; ago -= 1)
      dates.push(last.subtract({ days: ago }).toString());
  }
  const valuesOf = (one: What) => dates.map((date) => (days[date] ?? noDay)[one]);
  return { dates, values: Object.fromEntries(what.map((one) => [one, valuesOf(one)])) as Periods<What>['values'] };
}
