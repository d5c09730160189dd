import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { changeSettings, moveToPresentZone } from '../../lambdas/core/actions/changing.ts';
import { dispatchSlots } from '../../lambdas/core/sending/dispatching.ts';
import type { DispatchJob, SendJob } from '../../lambdas/core/sending/jobs.ts';
import { aSubscriber, idOf, preferences } from '../support/builders.ts';
import { memorySubscribers } from '../support/memory-subscribers.ts';
import { fate } from '../support/mortal.ts';
import { startService, type Service } from '../support/service.ts';
import { aTown, at, everyTick } from '../support/town.ts';
import { joins, personIn } from '../support/people.ts';

/*
 * Goal: people whose zone is stored under a former name are served as before, and moving them to its present name neither loses a mail nor
 * repeats one, at whatever point of plan → dispatch → claim → send → confirm they move.
 */

const formerly = { ...preferences(), zone: 'Asia/Calcutta' };
const presently = { ...preferences(), zone: 'Asia/Kolkata' };
/** Monday 07:00 in India. */
const tick = '2026-11-02T01:30:00Z';
const later = '2026-11-02T05:00:00Z';

type Town = Awaited<ReturnType<typeof aTown>>;

const acts: Record<string, (town: Town, id: string) => Promise<unknown>> = {
  'is moved to its present name': (town, id) => town.person((deps) => moveToPresentZone(id, deps)),
  'saves their settings as they are': (town, id) =>
    town.person((deps) => changeSettings(id, { firstName: 'Ann', preferences: presently }, deps)),
};

/** Two people under the former name and one under the present one live through their slot; the first acts just before a call of the service. */
async function liveMonday(act: (town: Town, id: string) => Promise<unknown>, call?: number) {
  const run = fate([]);
  const change = (index: number) => ({ preferences: index < 2 ? formerly : presently });
  const town = await aTown(3, { run, change, start: '2026-11-02T01:20:00Z' });
  const before = run.calls;
  if (call !== undefined) run.meanwhile.set(before + call, () => act(town, town.ids[0]!));
  await town.advanceTo(at(later), everyTick(tick, later));
  return { town, calls: run.calls - before };
}

describe.each(Object.entries(acts))('somebody under a former name of their zone who %s', (_name, act) => {
  test('at any moment of their slot gets its lesson once, and so does everybody else', async () => {
    const { calls } = await liveMonday(act);
    expect(calls).toBeGreaterThan(20);
    for (let call = 1; call <= calls; call += 1) {
      const { town } = await liveMonday(act, call);
      const lessons = town.ids.map((_, index) => town.lessons().get(`p${index}@example.org`));
      expect([call, lessons]).toEqual([call, [['one'], ['one'], ['one']]]);
      const moved = await personIn(town.subscribers, town.ids[0]!);
      expect([moved.preferences.zone, moved.dueFrom]).toEqual(['Asia/Kolkata', aSubscriber().dueFrom]);
    }
  });
});

test('everybody under former names gets a lesson a week, before, while and after they are moved', async () => {
  const change = (index: number) => ({ preferences: index % 2 === 0 ? formerly : presently });
  const town = await aTown(4, { change, start: '2026-11-02T01:20:00Z' });
  const weeks = ['2026-11-02', '2026-11-09', '2026-11-16'];
  for (const [week, monday] of weeks.entries()) {
    await town.advanceTo(at(`${monday}T05:00:00Z`), everyTick(`${monday}T01:30:00Z`, `${monday}T05:00:00Z`));
    for (const id of town.ids.slice(0, week + 1)) await town.person((deps) => moveToPresentZone(id, deps));
  }
  for (const lessons of town.lessons().values()) expect(lessons).toEqual(['one', 'two', 'three']);
  expect(town.lessons().size).toBe(4);
});

test('several spellings of one zone are followed by one look at its present name', async () => {
  const asked: DispatchJob[] = [];
  const queues = { dispatch: async (jobs: DispatchJob[]) => void asked.push(...jobs), send: async () => undefined };
  const slots = ['Asia/Calcutta', 'asia/calcutta', 'Asia/Kolkata', 'Europe/Berlin', 'Europe/Kiev'].map((zone) => ({
    zone,
    localDate: '2026-11-02',
    localTime: '07:00',
  }));
  const part = { first: 'a', last: 'f' };
  await dispatchSlots({ slots, part }, { subscribers: memorySubscribers(), queues }, () => 60_000);
  expect(asked).toEqual([{ slots: ['Asia/Kolkata', 'Europe/Kyiv'].map((zone) => ({ ...slots[0], zone })), part }]);
  asked.length = 0;
  // Out of time: what goes back on the queue is followed later.
  await dispatchSlots({ slots: slots.slice(0, 1) }, { subscribers: memorySubscribers(), queues }, () => 1_000);
  expect(asked).toEqual([{ slots: slots.slice(0, 1) }]);
});

describe('on the real table', () => {
  let service: Service;
  let people = 0;
  let id: string;

  beforeAll(async () => {
    service = await startService('2026-11-02T01:15:03Z');
  });
  afterAll(async () => service.stop());
  beforeEach(async () => {
    id = idOf(`calcutta${(people += 1)}`);
    const person = { id, address: `${id}@example.org`, preferences: formerly, series: 'stress-and-back-pain' };
    await joins(service.subscribers, aSubscriber(person));
    await service.control.rememberSlot(formerly.zone, formerly.sendTime);
  });

  const move = () => moveToPresentZone(id, service);
  const mailsTo = (address: string) =>
    service.emulators.ses.mails().filter(({ destinations }) => destinations[0] === address).length;
  const mailsToThem = () => mailsTo(`${id}@example.org`);
  const plan = async (at = tick) => {
    service.now.iso = at;
    await service.plan();
    return (await service.takeAll('send')) as DispatchJob[];
  };
  /** Dispatches, and what that brings back to the queue as well. */
  const dispatch = async (jobs: DispatchJob[]): Promise<SendJob[]> => {
    const mails: SendJob[] = [];
    for (let rest = jobs; rest.length > 0;) {
      expect(await service.send(...rest)).toEqual({ batchItemFailures: [] });
      const put = (await service.takeAll('send')) as (DispatchJob | SendJob)[];
      mails.push(...put.filter((job) => 'ids' in job));
      rest = put.filter((job) => 'slots' in job);
    }
    return mails;
  };
  const send = async (jobs: SendJob[]) => {
    for (const job of jobs) expect(await service.send(job)).toEqual({ batchItemFailures: [] });
  };
  const slot = { zone: 'Asia/Calcutta', localDate: '2026-11-02', localTime: '07:00' };

  test('a slot keeps the name under which it was planned', async () => {
    const planned = await plan();
    expect(planned).toEqual([{ slots: [slot] }]);
    const jobs = await dispatch(planned);
    expect(jobs).toEqual([{ ...slot, kind: 'lesson', ids: [id], attempt: 0 }]);
    await send(jobs);
    expect(mailsToThem()).toBe(1);
  });

  test('somebody who moves between the plan and the dispatcher is served once', async () => {
    await move();
    await send(await dispatch([{ slots: [slot] }]));
    expect(mailsToThem()).toBe(1);
  });

  test('somebody who moves between the dispatcher and the sender is served once, however often the job comes', async () => {
    const jobs = await dispatch([{ slots: [slot] }]);
    await move();
    await send(jobs);
    expect(mailsToThem()).toBe(1);
    await send([...jobs, ...jobs.map((job) => ({ ...job, zone: 'Asia/Kolkata' }))]);
    expect(mailsToThem()).toBe(1);
  });

  test('somebody who moves after their lesson gets no second one from the slot under the present name', async () => {
    await send(await dispatch([{ slots: [slot] }]));
    await move();
    await send(await dispatch([{ slots: [{ ...slot, zone: 'Asia/Kolkata' }] }]));
    expect(mailsToThem()).toBe(1);
  });

  test('somebody who moves before the plan is served from the present name alone, once the former is forgotten', async () => {
    await move();
    await service.control.forgetZone('Asia/Calcutta');
    const planned = await plan('2026-11-09T01:30:00Z');
    expect(planned.flatMap(({ slots }) => slots).filter(({ localDate }) => localDate === '2026-11-09')).toEqual([
      { ...slot, zone: 'Asia/Kolkata', localDate: '2026-11-09' },
    ]);
    await send(await dispatch(planned));
    expect(mailsToThem()).toBe(1);
  });

  test('a job in a spelling that nobody could type any more is still served', async () => {
    const spelling = 'aSiA/cAlCuTtA';
    const typed = idOf('typed');
    const person = { id: typed, address: 'typed@example.org', preferences: { ...formerly, zone: spelling } };
    await joins(service.subscribers, aSubscriber({ ...person, series: 'stress-and-back-pain' }));
    await send(await dispatch([{ slots: [{ ...slot, zone: spelling, localDate: '2026-11-09' }] }]));
    expect(mailsTo('typed@example.org')).toBe(1);
  });
});
