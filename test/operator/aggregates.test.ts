import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { peopleMin, percentOf, rate } from '../../lib/operator/aggregates.ts';

describe('a rate of what people said', () => {
  test('is in percent', () => {
    expect(rate(30, 40)).toBe(75);
    expect(rate(0, 40)).toBe(0);
    expect(rate(40, 40)).toBe(100);
  });

  test('is never about fewer than five, neither those who did nor those who did not', () => {
    fc.assert(
      fc.property(fc.nat(300), fc.nat(300), (part, rest) => {
        const few = (count: number) => count > 0 && count < peopleMin;
        const isHidden = rate(part, part + rest) === undefined;
        expect(isHidden).toBe(part + rest < peopleMin || few(part) || few(rest));
      }),
    );
  });
});

test('a percentage of people is told whatever their number, and of nobody is nought', () => {
  expect([percentOf(1, 3), percentOf(3, 3), percentOf(0, 0)]).toEqual([33, 100, 0]);
});
