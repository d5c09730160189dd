import { expect, test } from '@jest/globals';
import { noDay } from '../../lambdas/core/counting/counting.ts';
import { periods } from '../../lib/operator/periods.ts';

const lessons = (count: number) => ({ ...noDay, lessons: count });

test('days without numbers are nought, not left out: an axis of time has no holes', () => {
  expect(periods({ '2026-11-30': lessons(12), '2026-12-03': lessons(5) }, ['lessons'])).toEqual({
    each: 'day',
    dates: ['2026-11-30', '2026-12-01', '2026-12-02', '2026-12-03'],
    values: { lessons: [10, 0, 0, 5] },
  });
});

test('where most days would be hidden, weeks from Monday on are told', () => {
  const days = {
    '2026-11-30': lessons(4),
    '2026-12-02': lessons(3),
    '2026-12-06': lessons(6),
    '2026-12-08': lessons(2),
  };
  expect(periods(days, ['lessons'])).toEqual({
    each: 'week',
    dates: ['2026-11-30', '2026-12-07'],
    values: { lessons: [10, undefined] },
  });
});

test('nothing is nothing, and old days fall out', () => {
  expect(periods({}, ['lessons'])).toEqual({ each: 'day', dates: [], values: { lessons: [] } });
  const { dates, values } = periods({ '2026-01-05': lessons(5), '2026-11-30': lessons(5) }, ['lessons']);
  expect([dates.length, dates.at(-1), values.lessons.at(-1)]).toEqual([60, '2026-11-30', 5]);
});

test('a month has its days, and a year its weeks', () => {
  const days = { '2025-01-06': lessons(5), '2026-11-30': lessons(5) };
  expect(periods(days, ['lessons'], 'a month').dates).toHaveLength(28);
  const { each, dates } = periods(days, ['lessons'], 'a year');
  expect([each, dates.length, dates.at(-1)]).toEqual(['week', 52, '2026-11-30']);
});
