import { describe, expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { claimLifeSeconds, judgeClaim, settlingSeconds, shouldProbe } from '../../../lambdas/core/in-doubt.ts';

const takenAt = Temporal.Instant.from('2026-11-02T06:00:00Z');
const claim = { id: 'c', delivery: 'lesson:2026-11-02', at: takenAt.toString() };
const after = (seconds: number) => takenAt.add({ seconds });
const open = (seconds: number) => ({ openThrough: after(seconds).toString() });

describe('a claim that somebody else holds', () => {
  test('is left alone while its sender may live', () => {
    expect(judgeClaim(claim, after(claimLifeSeconds - 1), open(claimLifeSeconds * 2))).toBe('live');
  });

  test('stays in doubt, however long, while the road is silent', () => {
    expect(judgeClaim(claim, after(30 * 86_400), {})).toBe('in-doubt');
    expect(judgeClaim(claim, after(30 * 86_400), open(-60))).toBe('in-doubt');
  });

  test('stays in doubt while send events may still be on their way', () => {
    expect(judgeClaim(claim, after(settlingSeconds - 1), open(claimLifeSeconds))).toBe('in-doubt');
  });

  test('led to no mail when events of later mails came in and its own did not', () => {
    expect(judgeClaim(claim, after(settlingSeconds), open(claimLifeSeconds))).toBe('not-accepted');
  });

  test('makes the silent road worth a probe, once in a while', () => {
    const later = after(settlingSeconds);
    expect(shouldProbe(claim, later, {})).toBe(true);
    expect(shouldProbe(claim, later, { probedAt: later.subtract({ seconds: 60 }).toString() })).toBe(false);
    expect(shouldProbe(claim, after(10), {})).toBe(false);
  });
});
