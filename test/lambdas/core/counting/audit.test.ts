import { describe, expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { changeSeries, changeSettings } from '../../../../lambdas/core/actions/changing.ts';
import { auditPerson, lessonSlots } from '../../../../lambdas/core/counting/audit.ts';
import type { Person } from '../../../../lambdas/core/person/subscriber.ts';
import { aSeries, aSubscriber, preferences } from '../../../support/builders.ts';
import { memoryControl, memorySubscribers } from '../../../support/memory-subscribers.ts';

const series = aSeries();
const instant = (iso: string) => Temporal.Instant.from(iso);
const audit = (person: Person, now: string, days = 21) => {
  const until = instant(now);
  return auditPerson(person, series, { from: until.subtract({ hours: days * 24 }), until }, until);
};
/** Mondays at 7:00 in Berlin. */
const first = '2026-11-02T06:00:00Z';
const second = '2026-11-09T06:00:00Z';

test('of who goes over to a faster pace, nothing is owed that was left out before', async () => {
  const subscribers = memorySubscribers();
  const control = memoryControl();
  const now = '2026-11-11T12:00:00Z';
  const deps = {
    subscribers,
    control,
    clock: { now: () => instant(now) },
    queues: { account: async () => undefined },
    log: { info: () => undefined, warn: () => undefined, error: () => undefined, count: () => undefined },
  };
  const had = { sent: { one: first }, lessonSentOn: '2026-11-02' };
  for (const [weeksBetween, change] of [
    [2, (id: string) => changeSettings(id, { ...aSubscriber(), weeksBetween: 1 }, deps)],
    [4, (id: string) => changeSeries(id, { ...aSeries(['four']), id: 'another' }, deps)],
  ] as const) {
    const before = aSubscriber({ ...had, weeksBetween });
    subscribers.profiles.set(before.id, before);
    expect(await change(before.id)).toBe(true);
    expect(subscribers.person(before.id)).not.toHaveProperty('weeksBetween');
    const states = audit(subscribers.person(before.id), '2026-11-16T05:00:00Z').map(({ state }) => state);
    expect(states).not.toContain('waiting');
    expect(states).not.toContain('unaccounted');
  }
});

describe('the account of a person', () => {
  test.each<[string, string, Partial<Person>, object]>([
    ['a lesson that came', '2026-11-03T06:00:00Z', { sent: { one: first } }, { state: 'confirmed', lesson: 'one' }],
    [
      'one that came a day late',
      '2026-11-04T06:00:00Z',
      { sent: { one: '2026-11-03T08:00:00Z' } },
      { state: 'confirmed' },
    ],
    ['one that may come yet', '2026-11-03T06:00:00Z', {}, { state: 'waiting', since: first }],
    ['a pause', '2026-11-03T06:00:00Z', { pausedUntil: '2026-11-09' }, { state: 'excluded', why: 'paused' }],
    ['who left', '2026-11-03T06:00:00Z', { status: 'unsubscribed' }, { state: 'excluded', why: 'not-subscribed' }],
    [
      'a claim at work',
      '2026-11-02T06:01:00Z',
      { claim: { id: 'c', delivery: 'lesson:2026-11-02', at: first } },
      { state: 'waiting' },
    ],
    [
      'a claim whose sender is gone',
      '2026-11-02T07:00:00Z',
      { claim: { id: 'c', delivery: 'lesson:2026-11-02', at: first } },
      { state: 'in-doubt', since: first },
    ],
  ])('%s', (_, now, changes, expected) => {
    const lines = audit(aSubscriber({ dueFrom: '2026-11-01T00:00:00Z', ...changes }), now);
    expect(lines).toEqual([{ localDate: '2026-11-02', ...lines[0] }]);
    expect(lines[0]).toMatchObject(expected);
  });

  test('a lesson that neither came nor is excused, and is past its time, is unaccounted for', () => {
    const person = aSubscriber({ dueFrom: '2026-11-01T00:00:00Z' });
    expect(audit(person, '2026-11-08T22:00:00Z')).toMatchObject([{ state: 'unaccounted' }]);
  });

  test('a slot whose lesson came with the next one is postponed', () => {
    const person = aSubscriber({ dueFrom: '2026-11-01T00:00:00Z', sent: { one: second }, lessonSentOn: '2026-11-09' });
    expect(audit(person, '2026-11-10T06:00:00Z').map(({ state }) => state)).toEqual(['postponed', 'confirmed']);
  });

  test('a lesson sent when it was due by an earlier edition of the time zones, an hour before this one, is not missing', () => {
    const sentAt = '2026-11-02T05:00:00Z';
    const person = aSubscriber({ dueFrom: '2026-11-01T00:00:00Z', sent: { one: sentAt }, lessonSentOn: '2026-11-02' });
    for (const now of ['2026-11-02T06:00:00Z', '2026-11-08T22:00:00Z']) {
      expect(audit(person, now)).toEqual([{ localDate: '2026-11-02', state: 'excluded', why: 'already-sent' }]);
    }
  });

  test('after the last lesson nothing more is owed', () => {
    const sent = { one: '2026-10-19T06:00:00Z', two: '2026-10-26T06:00:00Z', three: first };
    const lines = audit(aSubscriber({ sent, lessonSentOn: '2026-11-02' }), '2026-11-12T06:00:00Z', 12);
    expect(lines).toMatchObject([
      { localDate: '2026-11-02', state: 'confirmed' },
      { localDate: '2026-11-09', state: 'excluded', why: 'already-sent' },
    ]);
  });
});

describe('slots of a span', () => {
  const span = { from: instant('2026-10-19T00:00:00Z'), until: instant('2026-11-03T00:00:00Z') };

  test('begin with the arrangement, and keep their local time when the clocks change', () => {
    const person = aSubscriber({ dueFrom: '2026-10-20T00:00:00Z' });
    expect(lessonSlots(person, span).map(({ localDate }) => localDate)).toEqual(['2026-10-26', '2026-11-02']);
  });

  test.each([
    ['Pacific/Kiritimati', ['2026-10-26', '2026-11-02']],
    ['Pacific/Pago_Pago', ['2026-10-19', '2026-10-26', '2026-11-02']],
  ])('at midnight in %s none is missed at either end', (zone, dates) => {
    const person = aSubscriber({ preferences: preferences({ zone, sendTime: '00:00' }) });
    expect(lessonSlots(person, span).map(({ localDate }) => localDate)).toEqual(dates);
  });
});
