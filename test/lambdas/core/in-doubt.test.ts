import { describe, expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { heard, judgeClaim, shouldProbe, type EventRoad } from '../../../lambdas/core/in-doubt.ts';
import { timings } from '../../../lambdas/core/timings.ts';

const {
  claimLife: claimLifeSeconds,
  late: lateSeconds,
  probeEvery: probeEverySeconds,
  settling: settlingSeconds,
} = timings;

const takenAt = Temporal.Instant.from('2026-11-02T06:00:00Z');
const claim = { id: 'c', delivery: 'lesson:2026-11-02', at: takenAt.toString() };
const after = (seconds: number) => takenAt.add({ seconds });
const iso = (seconds: number) => after(seconds).toString();
const road = (openSince: number, heardAt: number): EventRoad => ({ openSince: iso(openSince), heardAt: iso(heardAt) });

describe('a claim that somebody else holds', () => {
  test('is left alone while its sender may live', () => {
    expect(judgeClaim(claim, after(claimLifeSeconds - 1), road(-9_000, claimLifeSeconds - 1))).toBe('live');
  });

  test('stays in doubt, however long, while the road is silent', () => {
    expect(judgeClaim(claim, after(30 * 86_400), {})).toBe('in-doubt');
    expect(judgeClaim(claim, after(30 * 86_400), road(-9_000, 2_000))).toBe('in-doubt');
  });

  test('stays in doubt while its send event may still be on its way', () => {
    expect(judgeClaim(claim, after(settlingSeconds - 1), road(-9_000, settlingSeconds - 1))).toBe('in-doubt');
  });

  test('stays in doubt until an event came in that its own, even a late one, would have preceded', () => {
    const early = claimLifeSeconds + lateSeconds - 1;
    expect(judgeClaim(claim, after(settlingSeconds), road(-9_000, early))).toBe('in-doubt');
    expect(judgeClaim(claim, after(settlingSeconds), road(-9_000, early + 1))).toBe('not-accepted');
  });

  test('stays in doubt while a road that was blocked may hold more: nothing is proven before it has been open for a while', () => {
    const reopened = 50_000;
    for (const minutes of [0, 5, 14]) {
      const now = reopened + minutes * 60;
      expect(judgeClaim(claim, after(now), road(reopened, now))).toBe('in-doubt');
    }
    const now = reopened + settlingSeconds;
    expect(judgeClaim(claim, after(now), road(reopened, now))).toBe('not-accepted');
  });

  test('makes the silent road worth a probe, once in a while', () => {
    const later = after(settlingSeconds);
    expect(shouldProbe(claim, later, {})).toBe(true);
    expect(shouldProbe(claim, later, { probedAt: later.subtract({ seconds: 60 }).toString() })).toBe(false);
    expect(shouldProbe(claim, after(10), {})).toBe(false);
  });
});

describe('the road', () => {
  const first = { openSince: iso(0), heardAt: iso(0) };

  test('is open since it was first heard', () => {
    expect(heard({}, { at: iso(0), late: false })).toEqual(first);
  });

  test('stays open while events keep coming in, and probes are often enough for that', () => {
    const at = iso(probeEverySeconds);
    expect(heard(first, { at, late: false })).toEqual({ openSince: iso(0), heardAt: at });
  });

  test('is not written down for every event of a busy minute', () => {
    expect(heard(first, { at: iso(30), late: false })).toBeUndefined();
  });

  test('is open only from now on after an event that was late, or after a long silence', () => {
    expect(heard(first, { at: iso(30), late: true })).toEqual({ openSince: iso(30), heardAt: iso(30) });
    const at = iso(probeEverySeconds + lateSeconds + 1);
    expect(heard(first, { at, late: false })).toEqual({ openSince: at, heardAt: at });
  });
});
