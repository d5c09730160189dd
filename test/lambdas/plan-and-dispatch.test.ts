import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { randomIds } from '../../lambdas/adapters/random-ids.ts';
import { quarterHours } from '../../lambdas/core/time/calendar.ts';
import { dispatchSlots } from '../../lambdas/core/sending/dispatching.ts';
import { placeOf } from '../../lambdas/core/person/preferences.ts';
import type { DispatchJob, SendJob } from '../../lambdas/core/sending/jobs.ts';
import { aSubscriber, idOf, preferences } from '../support/builders.ts';
import { memorySubscribers } from '../support/memory-subscribers.ts';
import { startService, type Service } from '../support/service.ts';
import { joins } from '../support/people.ts';

/** Not those that are looked at once more. */
const slotsOf = (jobs: unknown[]) =>
  (jobs as DispatchJob[]).filter(({ again }) => !again).flatMap(({ slots }) => slots);

describe('the planner', () => {
  let service: Service;
  beforeAll(async () => {
    service = await startService('2026-11-02T06:00:03Z');
    for (const localTime of quarterHours) {
      await service.control.rememberSlot('Europe/Berlin', localTime);
      await service.control.rememberSlot('Asia/Kathmandu', localTime);
    }
  });
  afterAll(async () => service.stop());
  beforeEach(async () => void (await service.takeAll('send')));

  test('puts the slots of its tick on the queue, once', async () => {
    await service.plan();
    expect(slotsOf(await service.takeAll('send'))).toEqual([
      { zone: 'Asia/Kathmandu', localDate: '2026-11-02', localTime: '11:45' },
      { zone: 'Europe/Berlin', localDate: '2026-11-02', localTime: '07:00' },
    ]);
    await service.plan();
    expect(await service.takeAll('send')).toEqual([]);
  });

  test('works through every tick it missed, however long it was down', async () => {
    const before = Temporal.Instant.from(service.now.iso);
    service.now.iso = before.add({ hours: 72 }).toString();
    await service.plan();
    const slots = slotsOf(await service.takeAll('send'));
    expect(slots).toHaveLength(2 * 4 * 72);
    expect(new Set(slots.map((slot) => JSON.stringify(slot))).size).toBe(slots.length);
  });

  test('in a table restored from a backup plans nothing, and says nothing is missing once it is accepted', async () => {
    const tableId = await service.control.tableId();
    await service.control.rememberTable('the table that was backed up', tableId);
    service.now.iso = Temporal.Instant.from(service.now.iso).add({ minutes: 15 }).toString();
    await service.plan();
    expect(await service.takeAll('send')).toEqual([]);
    await service.control.rememberTable(tableId, 'the table that was backed up');
    await service.plan();
    expect(slotsOf(await service.takeAll('send'))).toHaveLength(2);
  });

  test('running twice at once repeats slots at worst, and loses none', async () => {
    service.now.iso = Temporal.Instant.from(service.now.iso).add({ minutes: 15 }).toString();
    await Promise.all([service.plan(), service.plan()]);
    const slots = slotsOf(await service.takeAll('send')).map(({ zone }) => zone);
    expect(new Set(slots)).toEqual(new Set(['Asia/Kathmandu', 'Europe/Berlin']));
    expect(slots.length).toBeLessThanOrEqual(4);
  });
});

describe('the dispatcher', () => {
  let service: Service;
  beforeAll(async () => {
    service = await startService('2026-11-02T06:00:03Z');
  });
  afterAll(async () => service.stop());

  test('sorts a slot into lessons and reminders of the day', async () => {
    const people = { mon: { lessonDay: 1 }, tue: { lessonDay: 2, reminderDays: [1] }, wed: { lessonDay: 3 } };
    for (const [name, changes] of Object.entries(people)) {
      const person = aSubscriber({ id: idOf(name), preferences: preferences(changes) });
      await joins(service.subscribers, person);
    }
    const monday = { zone: 'Europe/Berlin', localDate: '2026-11-02', localTime: '07:00' };
    expect(await service.send({ slots: [monday] })).toEqual({ batchItemFailures: [] });
    expect(await service.takeAll('send')).toEqual([
      { ...monday, kind: 'lesson', ids: [idOf('mon')], attempt: 0 },
      { ...monday, kind: 'reminder', ids: [idOf('tue')], attempt: 0 },
    ]);
  });

  test('looks for reminders with a time of their own among those who have their lessons at another', async () => {
    const chosen = { lessonDay: 2, sendTime: '09:15', reminderDays: [1], reminderTime: '18:30' };
    const evening = aSubscriber({ id: idOf('evening'), preferences: preferences(chosen) });
    await joins(service.subscribers, evening);
    await joins(
      service.subscribers,
      aSubscriber({ id: idOf('day'), preferences: preferences({ ...chosen, reminderTime: '09:15' }) }),
    );
    await service.control.rememberSlot(...placeOf(evening.preferences));
    await service.plan();
    await service.takeAll('send');
    for (const [now, local, ids] of [
      ['2026-11-02T08:15:03Z', { localTime: '09:15' }, [idOf('day')]],
      ['2026-11-02T17:30:03Z', { localTime: '18:30', lessonTime: '09:15' }, [idOf('evening')]],
    ] as const) {
      service.now.iso = now;
      await service.plan();
      const slot = { zone: 'Europe/Berlin', localDate: '2026-11-02', ...local };
      const slots = slotsOf(await service.takeAll('send'));
      expect(slots).toEqual([slot]);
      await service.send({ slots });
      expect(await service.takeAll('send')).toEqual([{ ...slot, kind: 'reminder', ids, attempt: 0 }]);
    }
  });

  test('gives back what is no dispatch job, and serves the rest', async () => {
    const result = await service.send('rubbish', {
      slots: [{ zone: 'UTC', localDate: '2026-11-02', localTime: '06:00' }],
    });
    expect(result).toEqual({ batchItemFailures: [{ itemIdentifier: 'message-0' }] });
  });
});

describe('a dispatcher that runs out of time', () => {
  test('or meets a crowd puts the rest back, so that everybody is served once', async () => {
    const subscribers = memorySubscribers();
    for (let index = 0; index < 2_500; index += 1) {
      const id = randomIds.fresh();
      subscribers.profiles.set(id, aSubscriber({ id }));
    }
    const sent: SendJob[] = [];
    const pending: DispatchJob[] = [
      {
        slots: ['06:45', '07:00', '07:15'].map((localTime) => ({
          zone: 'Europe/Berlin',
          localDate: '2026-11-02',
          localTime,
        })),
      },
    ];
    let runs = 0;
    for (let job = pending.shift(); job !== undefined; job = pending.shift()) {
      runs += 1;
      let steps = 0;
      const queues = {
        dispatch: async (jobs: DispatchJob[]) => void pending.push(...jobs),
        send: async (jobs: SendJob[]) => void sent.push(...jobs),
      };
      // Time for one page a run.
      await dispatchSlots(job, { subscribers, queues }, () => (steps++ === 0 ? 60_000 : 1_000));
    }
    const ids = sent.flatMap((job) => job.ids);
    expect(runs).toBeGreaterThan(3);
    expect(ids).toHaveLength(2_500);
    expect(new Set(ids).size).toBe(2_500);
    expect(Math.max(...sent.map((job) => job.ids.length))).toBeLessThanOrEqual(50);
  });
});
