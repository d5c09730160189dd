import { describe, expect, test } from '@jest/globals';
import type { Subscriber } from '../../../../lambdas/core/person/subscriber.ts';
import { webhookEventTypes } from '../../../../lambdas/core/webhooks/webhook-contract.ts';
import { webhookEventsOf } from '../../../../lambdas/core/webhooks/webhook-events.ts';
import { aSubscriber, idOf, aGone } from '../../../support/builders.ts';
import type { CheckIn } from '../../../../lambdas/core/person/records.ts';

const at = '2026-11-30T08:00:00Z';
const all = webhookEventTypes;
const told = (was: Subscriber | undefined, is: Subscriber | undefined) =>
  webhookEventsOf({ id: 'c1', at, of: 'person', was, is }, all).map(({ event }) => event);
const active = aSubscriber();
const completed = aSubscriber({ status: 'completed' });
const left = aSubscriber({ status: 'unsubscribed', unsubscribedAt: '2026-11-30T07:59:59Z' });
const data = { subscriber: active.id, series: active.series };
const claim = { id: 'x', delivery: 'lesson:2026-11-30', at };
/** What is known of an address that nobody ever confirmed. */
const stranger = aGone({ status: 'bounced' });
const erased = aGone({ erasedAt: '2026-11-30T07:59:58Z' });

describe('subscribed', () => {
  test('when somebody confirms, at the instant of their confirmation', () => {
    expect(told(undefined, active)).toEqual([{ type: 'subscribed', timestamp: active.confirmedAt, data }]);
  });

  test.each([
    ['who left', left],
    ['who was erased', erased],
    ['of whom only a bounce was known', stranger],
    ['who had every lesson', completed],
  ])('when somebody signs up again %s', (_, was) => {
    const is = aSubscriber({ confirmedAt: at });
    expect(told(was, is)).toEqual([{ type: 'subscribed', timestamp: at, data }]);
  });

  test('when leaving is taken back, at the instant of the write', () => {
    expect(told(left, active)).toEqual([{ type: 'subscribed', timestamp: at, data }]);
  });

  test('not when somebody goes on after the course', () => {
    expect(told(completed, active)).toEqual([]);
    expect(told(completed, aSubscriber({ weeksBetween: 4 }))).toEqual([]);
  });
});

describe('lesson.sent', () => {
  const sent = { ...active, sent: { one: at } };
  const event = { type: 'lesson.sent', timestamp: at, data: { ...data, lesson: 'one' } };

  test('when the claim of a lesson is dropped and the lesson written down', () => {
    expect(told({ ...active, claim }, sent)).toEqual([event]);
  });

  test('once more when it comes again', () => {
    const again = { ...sent, sent: { one: '2026-12-07T08:00:00Z' } };
    expect(told({ ...sent, claim }, again)).toEqual([{ ...event, timestamp: '2026-12-07T08:00:00Z' }]);
  });

  test.each<[string, Subscriber | undefined, Subscriber]>([
    ['a claim', active, { ...active, claim }],
    ['a claim that is given back', { ...active, claim }, active],
    ['the end of another mail', { ...active, claim: { ...claim, delivery: 'welcome:x' } }, sent],
    ['lessons that a restore takes as sent', active, sent],
    ['the same beside a claim in doubt', { ...active, claim }, { ...sent, claim }],
    ['lessons that are forgotten for a new start', sent, active],
  ])('not for %s', (_, was, is) => {
    expect(told(was, is)).toEqual([]);
  });

  test('not for lessons that come along from another address', () => {
    expect(told(undefined, sent).map(({ type }) => type)).toEqual(['subscribed']);
  });

  test('not for the mail that ends the course', () => {
    expect(told({ ...active, claim }, completed)).toEqual([{ type: 'completed', timestamp: at, data }]);
  });
});

describe('the end', () => {
  const bounce = (reason: 'bounce' | 'soft-bounces' | 'complaint') => ({ reason, at: '2026-11-29T00:00:00Z' });

  test('when somebody leaves, at the instant of their leaving', () => {
    const event = { type: 'unsubscribed', timestamp: left.unsubscribedAt, data };
    expect(told(active, left)).toEqual([event]);
    expect(told(completed, left)).toEqual([event]);
  });

  test('when mail bounces, and why', () => {
    const bounced = (reason: 'bounce' | 'soft-bounces') =>
      told(active, aSubscriber({ status: 'bounced', suppression: bounce(reason) }));
    expect(bounced('bounce')).toEqual([
      { type: 'bounced', timestamp: bounce('bounce').at, data: { ...data, reason: 'bounce' } },
    ]);
    expect(bounced('soft-bounces')).toMatchObject([{ data: { reason: 'soft-bounces' } }]);
  });

  test('when somebody complains, even after a bounce', () => {
    const complained = aSubscriber({ status: 'complained', suppression: bounce('complaint') });
    const event = { type: 'complained', timestamp: bounce('complaint').at, data };
    expect(told(active, complained)).toEqual([event]);
    expect(told(aSubscriber({ status: 'bounced' }), complained)).toEqual([event]);
  });

  test('when somebody is erased, with the series that they had', () => {
    const event = { type: 'erased', timestamp: erased.erasedAt, data };
    expect(told(left, erased)).toEqual([event]);
    expect(told(aSubscriber({ status: 'moved' }), erased)).toEqual([event]);
  });

  test.each<[string, Subscriber | undefined, Subscriber]>([
    ['a stranger’s address that bounces', undefined, stranger],
    ['a stranger who complains', stranger, { ...stranger, status: 'complained' }],
    ['a stranger who is erased', stranger, erased],
    ['a bounce after the erasing', erased, { ...erased, status: 'bounced' }],
    ['who is taken off the suppression list', aSubscriber({ status: 'bounced' }), left],
    ['a record that is closed for a move', active, aSubscriber({ status: 'moved' })],
    ['settings', active, aSubscriber({ firstName: 'Anna', version: 2 })],
    ['a pause', active, aSubscriber({ pausedUntil: '2026-12-24' })],
  ])('never of %s', (_, was, is) => {
    expect(told(was, is)).toEqual([]);
  });

  test('never of a record that somebody deleted by hand', () => {
    expect(told(active, undefined)).toEqual([]);
  });
});

describe('checkin', () => {
  const said: CheckIn = { week: '2026-11-23', at, days: '3-4', pain: 4, note: 'hard week' };
  const toldOf = (was: CheckIn | undefined, is: CheckIn | undefined) =>
    webhookEventsOf({ id: 'c1', at, of: 'check-in', subscriber: idOf('ann'), was, is }, all).map(({ event }) => event);

  test('when a week is told, and told anew; never what was said', () => {
    const event = { type: 'checkin', timestamp: at, data: { subscriber: idOf('ann'), week: '2026-11-23' } };
    expect(toldOf(undefined, said)).toEqual([event]);
    expect(toldOf(said, { ...said, pain: 2 })).toEqual([event]);
  });

  test('not when the very same is stored once more, erased, or moves along to another address', () => {
    expect(toldOf(said, said)).toEqual([]);
    expect(toldOf(said, undefined)).toEqual([]);
    expect(toldOf(undefined, { ...said, movedAlong: true })).toEqual([]);
  });
});

test('an event has the same id whatever else is chosen', () => {
  const change = {
    id: 'c1',
    at,
    of: 'person' as const,
    was: { ...active, claim },
    is: { ...completed, sent: { one: at } },
  };
  const ids = (types: typeof all) => webhookEventsOf(change, types).map(({ id, event }) => [event.type, id]);
  expect(ids(all)).toEqual([
    ['lesson.sent', 'evt_c1_0'],
    ['completed', 'evt_c1_1'],
  ]);
  expect(ids(['completed'])).toEqual([['completed', 'evt_c1_1']]);
});
