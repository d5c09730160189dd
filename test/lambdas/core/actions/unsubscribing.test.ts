import { beforeEach, describe, expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { giveReason, leave, mayUndo, undoUnsubscribe } from '../../../../lambdas/core/actions/unsubscribing.ts';
import { trailOf } from '../../../../lambdas/core/actions/trail.ts';
import { changeRecord } from '../../../../lambdas/core/actions/update-with-retry.ts';
import type { Person } from '../../../../lambdas/core/person/subscriber.ts';
import type { AccountJob } from '../../../../lambdas/core/sending/jobs.ts';
import { aSubscriber, idOf } from '../../../support/builders.ts';
import { memorySubscribers } from '../../../support/memory-subscribers.ts';
import { joins } from '../../../support/people.ts';
import { recordedLog } from '../../../support/recorded-log.ts';

const [ann, ben] = [idOf('ann'), idOf('ben')];
const start = '2026-11-02T06:00:00Z';
const later = (span: Temporal.DurationLike) => Temporal.Instant.from(start).add(span).toString();

let subscribers: ReturnType<typeof memorySubscribers>;
let log: ReturnType<typeof recordedLog>;
let jobs: AccountJob[];
let now: string;
beforeEach(() => {
  [subscribers, log, jobs, now] = [memorySubscribers(), recordedLog(), [], start];
});
const deps = () => ({
  clock: { now: () => Temporal.Instant.from(now) },
  subscribers,
  queues: { account: async (job: AccountJob) => void jobs.push(job) },
  log,
});
const leaves = (farewell = false) => leave(ann, { farewell }, deps());
const comes = (changes: Partial<Person> = {}) => joins(subscribers, aSubscriber(changes));
const statuses = () => [...subscribers.profiles.values()].map(({ id, status }) => `${id.replace(/_+$/, '')} ${status}`);
const farewellJob = { kind: 'farewell', id: ann, askedAt: start, attempt: 0 };

describe('who leaves', () => {
  test('gets no more mail, and no farewell that they did not ask for', async () => {
    await comes();
    expect(await leaves()).toEqual({ outcome: 'stopped', justNow: true });
    expect(subscribers.person(ann)).toMatchObject({ status: 'unsubscribed', unsubscribedAt: start });
    expect([jobs, log.events]).toEqual([[], ['subscriber.unsubscribed']]);
    expect(await leaves()).toMatchObject({ outcome: 'stopped' });
    expect([jobs, log.events.length]).toEqual([[], 1]);
  });

  test('may ask for one last mail, which is asked for again where a crash lost the message', async () => {
    await comes();
    await leaves(true);
    now = later({ minutes: 1 });
    await leaves();
    expect(jobs).toEqual([farewellJob, farewellJob]);
    subscribers.person(ann).farewellSentAt = now;
    await leaves(true);
    expect(jobs).toHaveLength(2);
  });

  test('has left also where they had had every lesson', async () => {
    await comes({ status: 'completed' });
    expect(await leaves()).toMatchObject({ outcome: 'stopped' });
    expect(statuses()).toEqual(['ann unsubscribed']);
  });

  test('is nobody where there is no record, or mail ended for another reason', async () => {
    expect(await leaves()).toEqual({ outcome: 'nobody' });
    await comes({ status: 'bounced' });
    expect(await leaves(true)).toEqual({ outcome: 'nobody' });
    expect([statuses(), jobs, log.events]).toEqual([['ann bounced'], [], []]);
  });

  test('is told for an hour that it was just now', async () => {
    await comes();
    await leaves();
    now = later({ hours: 1 });
    expect(await leaves()).toMatchObject({ justNow: true });
    now = later({ hours: 1, seconds: 1 });
    expect(await leaves()).toEqual({ outcome: 'stopped', justNow: false });
  });
});

describe('who moved to another address and leaves by an old link', () => {
  test('leaves where they are now', async () => {
    await comes({ status: 'moved', movedTo: ben });
    await comes({ id: ben });
    expect(await leaves(true)).toMatchObject({ outcome: 'stopped' });
    expect([statuses(), jobs]).toEqual([['ann moved', 'ben unsubscribed'], [{ ...farewellJob, id: ben }]]);
  });

  test('closes what a link could go on with, where they had left there or never came', async () => {
    await comes({ status: 'moved', movedTo: ben });
    expect(await leaves(true)).toMatchObject({ outcome: 'stopped' });
    expect([statuses(), jobs]).toEqual([['ann unsubscribed'], [farewellJob, farewellJob]]);
    jobs.length = 0;
    subscribers.person(ann).status = 'moved';
    await comes({ id: ben, status: 'unsubscribed', unsubscribedAt: start });
    expect(await leaves(true)).toEqual({ outcome: 'stopped', justNow: true });
    expect([statuses(), jobs]).toEqual([['ann unsubscribed', 'ben unsubscribed'], []]);
  });

  test('ends nowhere else, even where two records name each other', async () => {
    await comes({ status: 'moved', movedTo: ben });
    await comes({ id: ben, status: 'moved', movedTo: ann });
    expect(await leaves()).toMatchObject({ outcome: 'stopped' });
    expect(statuses()).toEqual(['ann unsubscribed', 'ben unsubscribed']);
  });

  test('leaves there also where they move at the same moment', async () => {
    await comes();
    const { change } = subscribers;
    subscribers.change = async (was, changes) => {
      subscribers.change = change;
      await comes({ id: ben });
      await change(was, { ...changes, status: 'moved', movedTo: ben } as typeof changes);
      return false;
    };
    expect(await leaves()).toMatchObject({ outcome: 'stopped' });
    expect(statuses()).toEqual(['ann unsubscribed', 'ben unsubscribed']);
  });

  test('is told of a fault where they never stop moving', async () => {
    await comes();
    let tries = 0;
    subscribers.change = async () => (tries += 1) > 0;
    await expect(leaves()).rejects.toThrow('kept moving while leaving');
    expect(tries).toBe(5);
  });
});

test('a trail has each record once, and is read no further than it goes', async () => {
  const read: string[] = [];
  const { find } = subscribers;
  const noted = { subscribers: { find: async (id: string) => (read.push(id), find(id)) } };
  expect(await trailOf(ann, noted)).toEqual([]);
  await comes({ status: 'moved', movedTo: ben });
  await comes({ id: ben });
  expect((await trailOf(ann, noted)).map(({ id }) => id)).toEqual([ann, ben]);
  expect(read).toStrictEqual([ann, ann, ben]);
});

describe('leaving is taken back', () => {
  test('for thirty days, wherever they are', async () => {
    await comes({ status: 'moved', movedTo: ben });
    await comes({ id: ben, status: 'unsubscribed', unsubscribedAt: start });
    now = later({ hours: 30 * 24 });
    expect(await undoUnsubscribe(ann, deps())).toBe(true);
    expect(subscribers.person(ben)).toMatchObject({ status: 'active', dueFrom: '2026-12-02T06:15:00Z' });
    expect(log.events).toEqual(['subscriber.returned']);
  });

  test('to the end of the course by somebody who had come to it: no email ends it once more', async () => {
    await comes({ status: 'completed', completedAt: '2026-10-01T06:00:00Z' });
    await leaves();
    expect(await undoUnsubscribe(ann, deps())).toBe(true);
    expect(subscribers.person(ann)).toMatchObject({ status: 'completed', completedAt: '2026-10-01T06:00:00Z' });
  });

  test('by nobody else, and not later', async () => {
    expect(await undoUnsubscribe(ann, deps())).toBe(false);
    await comes();
    expect(await undoUnsubscribe(ann, deps())).toBe(false);
    await leaves();
    now = later({ hours: 30 * 24, seconds: 1 });
    expect(await undoUnsubscribe(ann, deps())).toBe(false);
    expect([statuses(), log.events]).toEqual([['ann unsubscribed'], ['subscriber.unsubscribed']]);
  });

  test('not where it is not known when that was', () => {
    const at = Temporal.Instant.from(now);
    expect(mayUndo(aSubscriber({ status: 'unsubscribed' }), at)).toBe(false);
    expect(mayUndo(aSubscriber({ status: 'bounced', unsubscribedAt: now }), at)).toBe(false);
  });
});

describe('why somebody left', () => {
  const gives = () => giveReason(ann, 'too-many', deps());

  test('is kept of who left', async () => {
    await comes({ status: 'unsubscribed' });
    expect(await gives()).toBe(true);
    expect(subscribers.person(ann).leavingReason).toBe('too-many');
  });

  test('is not of who did not, or came back meanwhile', async () => {
    expect(await gives()).toBe(false);
    await comes({ status: 'unsubscribed' });
    const { find } = subscribers;
    subscribers.find = async (id) => {
      const found = await find(id);
      subscribers.person(ann).status = 'active';
      return found;
    };
    await gives();
    expect([await gives(), subscribers.person(ann).leavingReason]).toEqual([false, undefined]);
  });
});

describe('a change made while others write', () => {
  test('is decided again, five times at most', async () => {
    await comes();
    let [decided, refusals] = [0, 4];
    const { change } = subscribers;
    subscribers.change = async (was, changes) => (refusals-- > 0 ? false : change(was, changes));
    const decide = () => {
      decided += 1;
      return { firstName: `Ann ${decided}` };
    };
    expect(await changeRecord(ann, deps(), decide)).toBe(true);
    expect(subscribers.person(ann).firstName).toBe('Ann 5');
    [decided, refusals] = [0, 5];
    await expect(changeRecord(ann, deps(), decide)).rejects.toThrow('kept changing while being changed');
    expect(decided).toBe(5);
  });

  test('is none of who is gone, or of nobody', async () => {
    expect(await changeRecord(ann, deps(), () => ({ firstName: 'x' }))).toBe(false);
    await subscribers.suppress(ben, 'bounced', { reason: 'bounce', at: start });
    expect(await giveReason(ben, 'other', deps())).toBe(false);
  });
});
