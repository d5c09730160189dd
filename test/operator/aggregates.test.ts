import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { allShown, peopleMin, rate, shown } from '../../lib/operator/aggregates.ts';

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

describe('a count', () => {
  test('is shown in fives, nought as nought, and not at all where it is about fewer than five', () => {
    expect([0, 1, 4, 5, 9, 10, 1043].map(shown)).toEqual([0, undefined, undefined, 5, 5, 10, 1040]);
    expect(allShown({ active: 12, bounced: 2 })).toEqual({ active: 10, bounced: undefined });
  });

  test('that is hidden cannot be worked out from a total and the other part, nor from one lesson and the next', () => {
    for (const [hidden, other] of range(1, peopleMin - 1).flatMap((few) =>
      range(5, 60).map((many) => [few, many] as const),
    )) {
      // Whatever the few really are, some other part would have led to the very same page.
      for (const guess of range(1, peopleMin - 1)) {
        const fits = range(0, 70).some(
          (part) => shown(part) === shown(other) && shown(part + guess) === shown(other + hidden),
        );
        expect([hidden, other, guess, fits]).toEqual([hidden, other, guess, true]);
      }
    }
  });
});

describe('a rate', () => {
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
