import { beforeEach, describe, expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { goOn, stopHere } from '../../../../lambdas/core/actions/stopping.ts';
import type { Person } from '../../../../lambdas/core/person/subscriber.ts';
import { aSeries, aSubscriber, idOf, libraryOf } from '../../../support/builders.ts';
import { memoryControl, memorySubscribers, type MemorySubscribers } from '../../../support/memory-subscribers.ts';

const id = idOf('ann');
const now = '2026-11-23T12:00:00Z';
const before = '2026-11-20T06:00:00Z';
const series = { ...aSeries(['one', 'two', 'three']), halfway: 'two' };
const sent = { one: '2026-11-09T06:00:00Z', two: '2026-11-16T06:00:00Z' };
let subscribers: MemorySubscribers;
let said: string[];
let remembered: unknown[];
const say = (event: string) => void said.push(event);
const deps = () => ({
  clock: { now: () => Temporal.Instant.from(now) },
  subscribers,
  series: libraryOf(series),
  control: {
    ...memoryControl(),
    rememberSlot: async (...slot: unknown[]) => void remembered.push([...slot, ann().status]),
  },
  log: { info: say, warn: say, error: say, count: () => undefined },
});
const ann = () => subscribers.person(id);
const known = (changes: Partial<Person>) => void subscribers.profiles.set(id, aSubscriber({ sent, ...changes }));

beforeEach(() => {
  subscribers = memorySubscribers();
  said = [];
  remembered = [];
});

describe('stopping half way', () => {
  test('is noted once, however often somebody asks', async () => {
    known({});
    expect(await stopHere(id, deps())).toBe(true);
    expect(ann()).toMatchObject({ status: 'active', stoppedAt: now });
    expect(said).toEqual(['subscriber.stopped-half-way']);
    const { version } = ann();
    expect(await stopHere(id, deps())).toBe(true);
    expect(ann()).toMatchObject({ stoppedAt: now, version });
    expect(said).toHaveLength(1);
  });

  test.each<[string, Partial<Person>]>([
    ['who is not that far', { sent: { one: sent.one } }],
    ['whose course is over', { status: 'completed' }],
    ['who stopped, and whose look back has come', { status: 'completed', stoppedAt: before }],
    ['whose series is not known', { series: 'another' }],
  ])('is not for somebody %s', async (_who, changes) => {
    known(changes);
    const was = structuredClone(ann());
    expect(await stopHere(id, deps())).toBe(false);
    expect(ann()).toEqual(was);
    expect(said).toEqual([]);
  });
});

test('nobody who is not known has stopped', async () => {
  expect(await stopHere(id, deps())).toBe(false);
});

describe('going on', () => {
  test('ends the stop of somebody whose look back has not come, and a look back on its way ends nothing', async () => {
    known({ stoppedAt: before });
    expect(await goOn(id, deps())).toBe(true);
    expect(ann()).toEqual(aSubscriber({ sent, wentOnAt: now, version: 2 }));
    expect([said, remembered]).toEqual([['subscriber.went-on'], []]);
  });

  test('begins again where the look back has come, at their own time and pace, once the planner knows of it', async () => {
    known({ status: 'completed', stoppedAt: before, completedAt: before, weeksBetween: 2 });
    expect(await goOn(id, deps())).toBe(true);
    expect(ann()).toEqual(aSubscriber({ sent, dueFrom: '2026-11-23T12:15:00Z', weeksBetween: 2, version: 2 }));
    expect([said, remembered]).toEqual([['subscriber.went-on'], [['Europe/Berlin', '07:00', 'completed']]]);
  });

  test('is for nobody who had not stopped, or who is not subscribed any more', async () => {
    for (const changes of [
      {},
      { status: 'completed', completedAt: before },
      { status: 'unsubscribed', stoppedAt: before },
    ] as const) {
      known(changes);
      const was = structuredClone(ann());
      expect(await goOn(id, deps())).toBe(false);
      expect(ann()).toEqual(was);
    }
    expect([said, remembered]).toEqual([[], []]);
  });
});
