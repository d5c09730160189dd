import { describe, expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { heard, judgeClaim, shouldProbe, type EventFeedState } from '../../../../lambdas/core/sending/in-doubt.ts';
import { timings } from '../../../../lambdas/core/kit/timings.ts';

const { claimLife, late, probeEvery, feedHealthy, settling } = timings;

const takenAt = Temporal.Instant.from('2026-11-02T06:00:00Z');
const claimOf = (delivery: string) => ({ id: 'c', delivery, at: takenAt.toString() });
const after = (seconds: number) => takenAt.add({ seconds });
const iso = (seconds: number) => after(seconds).toString();
const feed = (openSince: number, heardAt: number): EventFeedState => ({
  openSince: iso(openSince),
  heardAt: iso(heardAt),
});
const everOpen = (now: number) => feed(-90_000, now);

describe.each([
  ['a lesson', 'lesson:2026-11-02', settling.owed],
  ['a reminder', 'reminder:2026-11-02', settling.owed],
  ['a link that somebody asked for', 'link:2026-11-02T05:59:00Z', settling.asked],
  ['a confirmation', 'confirmation:2026-11-02T05:59:00Z', settling.asked],
  ['a follow-up, which nobody waits for', 'follow-up:2026-11-02T05:59:00Z', settling.owed],
])('a claim of %s that somebody else holds', (_, delivery, settles) => {
  const claim = claimOf(delivery);

  test('is left alone while its sender may live', () => {
    expect(judgeClaim(claim, after(claimLife - 1), everOpen(claimLife - 1))).toBe('live');
  });

  test('stays in doubt, however long, while the feed is silent', () => {
    for (const known of [{}, { openSince: iso(-9_000) }, { heardAt: iso(30 * 86_400) }]) {
      expect(judgeClaim(claim, after(30 * 86_400), known)).toBe('in-doubt');
    }
    expect(judgeClaim(claim, after(30 * 86_400), feed(-9_000, 30_000))).toBe('in-doubt');
  });

  test('stays in doubt while its send event may still be on its way, although those of other mails come in', () => {
    for (const age of [claimLife, settles / 2, settles - 1]) {
      expect(judgeClaim(claim, after(age), everOpen(age))).toBe('in-doubt');
    }
    expect(judgeClaim(claim, after(settles), everOpen(settles))).toBe('not-accepted');
  });

  test('stays in doubt while a feed that was blocked may hold more: nothing is proven before it has been open for a while', () => {
    const reopened = 50_000;
    for (const minutes of [0, 5, 14]) {
      const now = reopened + minutes * 60;
      expect(judgeClaim(claim, after(now), feed(reopened, now))).toBe('in-doubt');
    }
    const now = reopened + feedHealthy;
    expect(judgeClaim(claim, after(now), feed(reopened, now))).toBe('not-accepted');
  });

  test('makes a silent feed worth a probe once in a while, early enough for it to be known as open in time', () => {
    const early = settles - feedHealthy - probeEvery;
    expect(shouldProbe(claim, after(Math.max(early, claimLife)), {})).toBe(true);
    expect(shouldProbe(claim, after(early - 1), {})).toBe(false);
    expect(shouldProbe(claim, after(settles), {})).toBe(true);
    expect(shouldProbe(claim, after(settles), { probedAt: iso(settles - probeEvery + 1) })).toBe(false);
    expect(shouldProbe(claim, after(settles), { probedAt: iso(settles - probeEvery) })).toBe(true);
    expect(shouldProbe(claim, after(10), {})).toBe(false);
  });
});

test('a claim stays in doubt until an event came in that its own, even a late one, would have preceded', () => {
  const early = claimLife + late - 1;
  const claim = claimOf('link:2026-11-02T05:59:00Z');
  expect(judgeClaim(claim, after(settling.asked), everOpen(early))).toBe('in-doubt');
  expect(judgeClaim(claim, after(settling.asked), everOpen(early + 1))).toBe('not-accepted');
});

test('a claim stays in doubt once the feed has been silent for longer than a probe and its event may take', () => {
  const claim = claimOf('link:2026-11-02T05:59:00Z');
  const quiet = probeEvery + late;
  expect(judgeClaim(claim, after(5_000 + quiet), everOpen(5_000))).toBe('not-accepted');
  expect(judgeClaim(claim, after(5_001 + quiet), everOpen(5_000))).toBe('in-doubt');
});

describe('the feed', () => {
  const first = { openSince: iso(0), heardAt: iso(0) };

  test('is open since it was first heard', () => {
    expect(heard({}, { at: iso(0), late: false })).toEqual(first);
    const again = { openSince: iso(70), heardAt: iso(70) };
    for (const half of [{ heardAt: iso(0) }, { openSince: iso(0) }]) {
      expect(heard(half, { at: iso(70), late: false })).toEqual(again);
    }
  });

  test('stays open while events keep coming in, and probes are often enough for that', () => {
    const at = iso(probeEvery);
    expect(heard(first, { at, late: false })).toEqual({ openSince: iso(0), heardAt: at });
  });

  test('is not written down for every event of a busy minute', () => {
    expect(heard(first, { at: iso(59), late: false })).toBeUndefined();
    expect(heard(first, { at: iso(60), late: false })).toEqual({ openSince: iso(0), heardAt: iso(60) });
  });

  test('is open only from now on after an event that was late, or after a long silence', () => {
    expect(heard(first, { at: iso(30), late: true })).toEqual({ openSince: iso(30), heardAt: iso(30) });
    const inTime = iso(probeEvery + late);
    expect(heard(first, { at: inTime, late: false })).toEqual({ openSince: iso(0), heardAt: inTime });
    const at = iso(probeEvery + late + 1);
    expect(heard(first, { at, late: false })).toEqual({ openSince: at, heardAt: at });
  });
});
