import { describe, expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { warmUpCap, WarmUpText } from '../../../../lambdas/core/sending/warm-up.ts';

const warmUp = { from: '2026-12-01', firstDay: 200, growth: 1.5 };

test.each([
  ['2026-11-30T12:00:00Z', 200],
  ['2026-12-01T12:00:00Z', 200],
  ['2026-12-02T00:00:00Z', 300],
  ['2026-12-05T00:00:00Z', 1012],
  ['2027-02-01T00:00:00Z', Math.floor(200 * 1.5 ** 62)],
])('on %s a warm-up allows %i mails a day', (now, cap) => {
  expect(warmUpCap(warmUp, Temporal.Instant.from(now))).toBe(cap);
});

describe('the setting of a warm-up', () => {
  test.each([
    ['', undefined],
    [JSON.stringify(warmUp), warmUp],
    [JSON.stringify({ ...warmUp, firstDay: 1, growth: 1 }), { ...warmUp, firstDay: 1, growth: 1 }],
    [JSON.stringify({ ...warmUp, growth: 4 }), { ...warmUp, growth: 4 }],
  ])('is read: %s', (text, read) => {
    expect(WarmUpText.parse(text)).toEqual(read);
  });

  test.each([
    'slowly',
    '{}',
    JSON.stringify({ ...warmUp, from: '1 December' }),
    JSON.stringify({ ...warmUp, firstDay: 0 }),
    JSON.stringify({ ...warmUp, firstDay: 1.5 }),
    JSON.stringify({ ...warmUp, growth: 0.9 }),
    JSON.stringify({ ...warmUp, growth: 4.1 }),
  ])('is refused with what it has to look like: %s', (text) => {
    expect(WarmUpText.safeParse(text).error?.issues.map(({ message }) => message)).toEqual([
      'must be like {"from":"2026-12-01","firstDay":200,"growth":1.5}',
    ]);
  });
});
