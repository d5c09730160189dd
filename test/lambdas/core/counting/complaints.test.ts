import { expect, test } from '@jest/globals';
import { warnOfComplaints } from '../../../../lambdas/core/counting/complaints.ts';
import { noDay } from '../../../../lambdas/core/counting/counting.ts';

const warned = (...days: [day: string, complained: number, lessons: number][]) => {
  const lines: unknown[] = [];
  const nothing = () => undefined;
  const log = { info: nothing, warn: nothing, error: (...line: unknown[]) => void lines.push(line), count: nothing };
  const counts = Object.fromEntries(days.map(([day, complained, lessons]) => [day, { ...noDay, complained, lessons }]));
  warnOfComplaints([counts], '2026-12-01', log);
  return lines;
};

test('one complaint among a hundred lessons proves nothing, two are too many', () => {
  expect(warned(['2026-12-02', 1, 100])).toEqual([]);
  expect(warned(['2026-12-02', 1, 100], ['2026-12-05', 1, 0])).toEqual([
    ['complaints.too-many', { complained: 2, lessons: 100 }],
  ]);
});

test('fewer than one in a thousand are not too many, and earlier days do not count', () => {
  expect(warned(['2026-12-02', 19, 20_000])).toEqual([]);
  expect(warned(['2026-12-02', 20, 20_000])).toHaveLength(1);
  expect(warned(['2026-11-30', 20, 100])).toEqual([]);
});
