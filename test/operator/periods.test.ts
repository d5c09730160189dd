import { expect, test } from '@jest/globals';
import { noDay } from '../../lambdas/core/counting/counting.ts';
import { periods } from '../../lib/operator/periods.ts';

const lessons = (count: number) => ({ ...noDay, lessons: count });

test('days without numbers are nought, not left out: an axis of time has no holes', () => {
  expect(periods({ '2026-11-30': lessons(12), '2026-12-03': lessons(1) }, ['lessons'])).toEqual({
    each: 'day',
    dates: ['2026-11-30', '2026-12-01', '2026-12-02', '2026-12-03'],
    values: { lessons: [12, 0, 0, 1] },
  });
});

test('nothing is nothing, and old days fall out', () => {
  expect(periods({}, ['lessons'])).toEqual({ each: 'day', dates: [], values: { lessons: [] } });
  const { dates, values } = periods({ '2026-01-05': lessons(5), '2026-11-30': lessons(5) }, ['lessons']);
  expect([dates.length, dates.at(-1), values.lessons.at(-1)]).toEqual([60, '2026-11-30', 5]);
});

test('half a year and a year are of weeks, from Mondays on', () => {
  const days = {
    '2025-01-06': lessons(5),
    '2026-11-24': lessons(1),
    '2026-11-29': lessons(2),
    '2026-11-30': lessons(5),
  };
  const { each, dates, values } = periods(days, ['lessons'], 'a year');
  expect([each, dates.length, dates.at(-1)]).toEqual(['week', 52, '2026-11-30']);
  expect(values.lessons.slice(-2)).toEqual([3, 5]);
  expect(periods(days, ['lessons'], 'half a year').dates).toHaveLength(26);
});
