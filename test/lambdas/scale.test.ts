import { describe, expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import type { Address } from '../../lambdas/core/person/address.ts';
import { quarterHours, type Slot } from '../../lambdas/core/time/calendar.ts';
import { dispatchSlots } from '../../lambdas/core/sending/dispatching.ts';
import { batchSizeMax, slotsPerMessageMax, type DispatchJob, type SendJob } from '../../lambdas/core/sending/jobs.ts';
import { slotShards } from '../../lambdas/core/sending/slot-shards.ts';
import { planDueSlots } from '../../lambdas/core/sending/planning.ts';
import { daysKey } from '../../lambdas/core/person/preferences.ts';
import type { KeyRange } from '../../lambdas/core/mail/subscribers.ts';
import { signUp } from '../../lambdas/core/actions/sign-up.ts';
import { timings } from '../../lambdas/core/kit/timings.ts';
import { offeredZones } from '../../lambdas/core/time/zones.ts';
import { preferences } from '../support/builders.ts';
import { memoryControl } from '../support/memory-subscribers.ts';
import { aTown, at } from '../support/town.ts';

const slot: Slot = { zone: 'Europe/Berlin', localDate: '2026-11-02', localTime: '07:00' };
const days = daysKey({ preferences: preferences() });
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined, count: () => undefined };

/** An index partition of that many people that is nowhere in memory: equally many behind each first character, in order. */
function vastIndex(people: number) {
  const characters = slotShards.flatMap(({ first, last }) =>
    Array.from({ length: last.charCodeAt(0) - first.charCodeAt(0) + 1 }, (_, offset) =>
      String.fromCharCode(first.charCodeAt(0) + offset),
    ).filter((character) => /[A-Za-z0-9_-]/.test(character)),
  );
  const perCharacter = people / characters.length;
  const idAt = (index: number) => characters[Math.floor(index / perCharacter)]! + String(index).padStart(21, '0');
  const indexAfter = (id: string) => Number(id.slice(1)) + 1;
  return {
    pageDue: async (_key: string, { after, limit, part }: { after?: string; limit: number; part?: KeyRange }) => {
      const spanOf = (character: string) => characters.indexOf(character) * perCharacter;
      const begin = after === undefined ? (part === undefined ? 0 : spanOf(part.first)) : indexAfter(after);
      const end = part === undefined ? people : spanOf(part.last) + perCharacter;
      const stop = Math.min(begin + limit, end);
      const due = Array.from({ length: stop - begin }, (_, offset) => ({ id: idAt(begin + offset), days }));
      return stop < end ? { due, after: idAt(stop - 1) } : { due };
    },
  };
}

describe('a slot of a million people', () => {
  test.each([
    ['a quick table', 100],
    ['a table that takes six seconds a page', 6_000],
  ])('is dispatched once each, no run nears its time-out, no run holds more than a page (%s)', async (_, pageMs) => {
    const people = 1_024_000;
    const index = vastIndex(people);
    const pending: DispatchJob[] = [{ slots: [slot] }];
    let served = 0;
    let longestMs = 0;
    let runs = 0;
    // Within a part ids only ever rise, so nobody can come twice.
    const latest = new Map<string, string>();
    for (let job = pending.shift(); job !== undefined; job = pending.shift()) {
      runs += 1;
      let elapsedMs = 0;
      const subscribers = {
        pageDue: async (...question: Parameters<typeof index.pageDue>) => {
          elapsedMs += pageMs;
          expect(question[1].limit).toBeLessThanOrEqual(1_000);
          return index.pageDue(...question);
        },
      };
      const queues = {
        dispatch: async (jobs: DispatchJob[]) => void pending.push(...jobs),
        send: async (jobs: SendJob[]) => {
          elapsedMs += 200;
          for (const { ids } of jobs) {
            served += ids.length;
            if (ids.length > batchSizeMax) throw new Error('a batch too large');
            for (const id of ids) {
              if (id <= (latest.get(id[0]!) ?? '')) throw new Error(`${id} comes twice`);
              latest.set(id[0]!, id);
            }
          }
        },
      };
      await dispatchSlots(job, { subscribers, queues }, () => timings.timeout.send * 1000 - elapsedMs);
      longestMs = Math.max(longestMs, elapsedMs);
    }
    expect(served).toBe(people);
    expect(longestMs).toBeLessThan(timings.timeout.send * 1000 - 5_000);
    expect(runs).toBeGreaterThanOrEqual(1 + slotShards.length);
  });
});

describe('the planner', () => {
  async function planned(zones: string[], ticks: number) {
    const control = memoryControl();
    for (const zone of zones) for (const localTime of quarterHours) await control.rememberSlot(zone, localTime);
    let nowMs = at('2026-07-01T00:00:00Z');
    const calls: string[] = [];
    const jobs: DispatchJob[] = [];
    const counted = Object.fromEntries(
      Object.entries(control).map(([name, method]) => [
        name,
        async (...args: never[]) => {
          calls.push(name);
          return (method as (...args: never[]) => Promise<unknown>)(...args);
        },
      ]),
    ) as unknown as typeof control;
    const deps = {
      clock: { now: () => Temporal.Instant.fromEpochMilliseconds(nowMs) },
      control: counted,
      queues: {
        dispatch: async (more: DispatchJob[]) => {
          calls.push('dispatch');
          jobs.push(...more);
        },
        notices: async () => undefined,
        send: async () => undefined,
        account: async () => undefined,
      },
      log: silent,
      runtimeClocks: () => undefined,
    };
    await planDueSlots(deps);
    calls.length = 0;
    jobs.length = 0;
    for (let tick = 0; tick < ticks; tick += 1) {
      nowMs += 15 * 60_000;
      await planDueSlots(deps);
    }
    return { calls, jobs, slots: jobs.filter(({ again }) => !again).flatMap(({ slots }) => slots) };
  }

  test('with 400 zones in use plans each of their slots once a day, in few messages', async () => {
    const zones = offeredZones.slice(0, 400);
    const { slots, jobs } = await planned(zones, 96);
    const names = slots.map(({ zone, localTime }) => `${zone} ${localTime}`);
    expect(new Set(names).size).toBe(400 * 96);
    expect(names).toHaveLength(400 * 96);
    // Each slot is read twice.
    expect(jobs.length).toBeLessThanOrEqual(2 * 96 * Math.ceil(400 / slotsPerMessageMax + 1));
  });

  test('of a service without anybody reads twice and writes once a tick, and puts nothing on a queue', async () => {
    const { calls } = await planned([], 4);
    expect(calls).toEqual(Array.from({ length: 4 }, () => ['planning', 'tableId', 'advance']).flat());
  });
});

test('two thousand sign-ups for one address in a day bring it two mails', async () => {
  const town = await aTown(0);
  const victim: Address = { mailbox: 'victim@example.org', identity: 'victim@example.org' };
  const consent = { textVersion: '1', source: 'landing-form' };
  for (let index = 0; index < 2_000; index += 1) {
    await town.person((deps) =>
      signUp({ address: victim, firstName: '', preferences: preferences(), series: 'test-series', consent }, deps),
    );
    await town.advanceTo(town.nowMs() + 40_000);
  }
  expect(town.accepted.map(({ to }) => to)).toEqual(['victim@example.org', 'victim@example.org']);
});
