import { beforeEach, describe, expect, test } from '@jest/globals';
import { dispatchSlots } from '../../../../lambdas/core/sending/dispatching.ts';
import type { DispatchJob, SendJob } from '../../../../lambdas/core/sending/jobs.ts';
import { slotShards } from '../../../../lambdas/core/sending/slot-shards.ts';
import { idOf } from '../../../support/builders.ts';

// Monday 2 November 2026.
const slot = { zone: 'Europe/Berlin', localDate: '2026-11-02', localTime: '07:00' };
type Due = { id: string; days: string };
const people = (count: number, days = 'L1R'): Due[] =>
  Array.from({ length: count }, (_, n) => ({ id: idOf(`p${n}`), days }));

let dispatched: DispatchJob[];
let sent: SendJob[];
let calls: number;
let asked: unknown[];
let index: Record<string, { due: Due[]; after?: string }>;
beforeEach(() => {
  dispatched = [];
  sent = [];
  calls = 0;
  asked = [];
  index = { 'Europe/Berlin|07:00': { due: people(1) } };
});

/** Reads slots; `index` has a page by key and by the id before it. */
const dispatch = (job: DispatchJob, remainingMs: () => number = () => 60_000) => {
  const deps = {
    subscribers: {
      pageDue: async (key: string, page: { after?: string }) => {
        asked.push([key, page]);
        return index[`${key}${page.after === undefined ? '' : `>${page.after}`}`] ?? { due: [] };
      },
    },
    queues: {
      dispatch: async (jobs: DispatchJob[]) => void dispatched.push(...jobs),
      send: async (jobs: SendJob[]) => {
        calls += 1;
        sent.push(...jobs);
      },
    },
  };
  return dispatchSlots(job, deps, remainingMs);
};

describe('a slot', () => {
  test('brings each kind of mail to those whose day it is', async () => {
    const due = [
      { id: idOf('ann'), days: 'L1R3' },
      { id: idOf('ben'), days: 'L2R1' },
      { id: idOf('cleo'), days: 'L2R3' },
      { id: idOf('dora'), days: 'L1R-2026-11-02' },
    ];
    index = { 'Europe/Berlin|07:00': { due } };
    expect(await dispatch({ slots: [slot] })).toEqual({ owed: 2, continued: false });
    expect(sent).toEqual([
      { ...slot, kind: 'lesson', ids: [idOf('ann')], attempt: 0 },
      { ...slot, kind: 'reminder', ids: [idOf('ben')], attempt: 0 },
    ]);
    expect([dispatched, asked]).toStrictEqual([[], [['Europe/Berlin|07:00', { limit: 1_000 }]]]);
  });

  test('in which nobody stands brings nothing', async () => {
    index = {};
    expect(await dispatch({ slots: [slot] })).toEqual({ owed: 0, continued: false });
    expect([calls, dispatched]).toEqual([0, []]);
  });

  test('is sent in batches of fifty', async () => {
    index = { 'Europe/Berlin|07:00': { due: people(51) } };
    expect(await dispatch({ slots: [slot] })).toMatchObject({ owed: 51 });
    expect(sent.map(({ ids }) => ids.length)).toEqual([50, 1]);
  });

  test('that is read once more says so to whom it asks', async () => {
    await dispatch({ slots: [slot], again: true });
    expect(sent).toMatchObject([{ again: true }]);
    await dispatch({ slots: [slot] });
    expect(sent[1]).not.toHaveProperty('again');
  });

  test('with more than a page of people is read in parts, side by side', async () => {
    index = { 'Europe/Berlin|07:00': { due: people(2), after: idOf('p1') } };
    expect(await dispatch({ slots: [slot], again: true })).toEqual({ owed: 0, continued: true });
    expect(sent).toEqual([]);
    expect(dispatched).toStrictEqual(slotShards.map((part) => ({ slots: [slot], part, again: true })));
  });

  test.each<[string, Partial<DispatchJob>]>([
    ['a part', { part: { first: 'p', last: 's' } }],
    ['what is left of it', { after: idOf('p0') }],
  ])('is read to the end, page by page, where it is %s', async (_what, some) => {
    const from = some.after === undefined ? 'Europe/Berlin|07:00' : `Europe/Berlin|07:00>${some.after}`;
    index = {
      [from]: { due: people(1), after: idOf('p1') },
      [`Europe/Berlin|07:00>${idOf('p1')}`]: { due: people(2) },
    };
    expect(await dispatch({ slots: [slot], ...some })).toEqual({ owed: 3, continued: false });
    expect(asked).toStrictEqual([
      ['Europe/Berlin|07:00', { limit: 1_000, ...some }],
      ['Europe/Berlin|07:00', { limit: 1_000, ...some, after: idOf('p1') }],
    ]);
  });
});

describe('with less than fifteen seconds left', () => {
  test('a slot goes back as it came', async () => {
    const job: DispatchJob = { slots: [slot], after: idOf('p0'), part: { first: 'p', last: 's' }, again: true };
    expect(await dispatch(job, () => 14_999)).toEqual({ owed: 0, continued: true });
    expect([dispatched, asked]).toStrictEqual([[job], []]);
    expect(await dispatch({ slots: [slot] }, () => 14_999)).toMatchObject({ continued: true });
    expect(dispatched[1]).toStrictEqual({ slots: [slot] });
    expect(await dispatch({ slots: [slot] }, () => 15_000)).toMatchObject({ continued: false });
  });

  test('what is left of one goes back, and what was read of it counts', async () => {
    index = { [`Europe/Berlin|07:00>${idOf('p0')}`]: { due: people(1), after: idOf('p1') } };
    const times = [60_000, 1_000];
    expect(await dispatch({ slots: [slot], after: idOf('p0') }, () => times.shift()!)).toEqual({
      owed: 1,
      continued: true,
    });
    expect(dispatched).toStrictEqual([{ slots: [slot], after: idOf('p1') }]);
  });

  test('of several, those that are not read go back, each by itself', async () => {
    const later = { ...slot, localTime: '07:15' };
    const times = [60_000, 1_000];
    const job = { slots: [slot, later], after: idOf('p0') };
    expect(await dispatch(job, () => times.shift()!)).toEqual({ owed: 0, continued: true });
    // Only the first was begun before.
    expect(dispatched).toStrictEqual([{ slots: [later] }]);
    expect(asked).toStrictEqual([['Europe/Berlin|07:00', { limit: 1_000, after: idOf('p0') }]]);
  });
});

describe('a slot under a former name of its zone', () => {
  const former = { ...slot, zone: 'Europe/Kiev' };
  const spelled = { ...slot, zone: 'europe/kiev' };
  const present = { ...slot, zone: 'Europe/Kyiv' };

  test('is read under the present one afterwards, once: somebody may have moved there meanwhile', async () => {
    await dispatch({ slots: [former, spelled, slot], part: { first: 'p', last: 's' }, again: true });
    expect(dispatched).toStrictEqual([{ slots: [present], part: { first: 'p', last: 's' }, again: true }]);
    dispatched = [];
    await dispatch({ slots: [former] });
    expect(dispatched).toStrictEqual([{ slots: [present] }]);
  });

  test('is not, before it was read to the end itself', async () => {
    await dispatch({ slots: [former] }, () => 1_000);
    expect(dispatched).toStrictEqual([{ slots: [former] }]);
  });
});

test('the parts of a slot hold everybody, once', () => {
  const first = Array.from('-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz');
  const parts = first.map((one) => slotShards.filter((part) => part.first <= one && one <= part.last));
  expect(parts.filter((found) => found.length !== 1)).toEqual([]);
  expect(new Set(parts.flat()).size).toBe(16);
});
