import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { followUpDays, followUpDue, whyNoFollowUp } from '../../../../lambdas/core/course/follow-up.ts';
import { storedStatuses } from '../../../../lambdas/core/person/fields.ts';
import type { Person } from '../../../../lambdas/core/person/subscriber.ts';
import { addDays, localDateAt, localTimeAt, weekdayOf } from '../../../../lambdas/core/time/calendar.ts';
import { aSubscriber, preferences } from '../../../support/builders.ts';

const series = {};
/** Lessons on Mondays at seven in Berlin; the course ended on 23 November. */
const ended = (changes: Partial<Person> = {}) =>
  aSubscriber({
    status: 'completed',
    completedAt: '2026-11-23T06:00:00Z',
    start: { to: '2026-07-26', stress: 7 },
    ...changes,
  });
/** Mondays at seven in Berlin. */
const monday = '2027-03-01T06:00:00Z';
const why = (changes: Partial<Person>, at = monday, notBefore = at) =>
  whyNoFollowUp(ended(changes), series, { notBefore }, Temporal.Instant.from(at));

describe('a follow-up', () => {
  test('may come from three months after the end on, for four weeks', () => {
    expect(why({}, '2027-02-22T06:00:00Z')).toBe('too-soon');
    expect(why({}, '2027-02-23T06:00:00Z')).toBeUndefined();
    expect(why({}, '2027-03-22T06:00:00Z')).toBeUndefined();
    expect(why({}, '2027-03-23T06:00:00Z')).toBe('too-late');
  });

  test.each<[string, Partial<Person>]>([
    ['not-completed', { status: 'active' }],
    ['not-completed', { status: 'unsubscribed' }],
    ['not-completed', { completedAt: undefined } as unknown as Partial<Person>],
    ['had-it', { followUpSentAt: '2027-02-23T06:00:00Z' }],
    ['no-start', { start: undefined } as unknown as Partial<Person>],
    ['paused', { pausedUntil: '2027-03-02' }],
    ['mailed-lately', { onDemandSentAt: '2027-02-22T06:00:01Z' }],
  ])('comes not: %s', (reason, changes) => {
    expect(why(changes)).toBe(reason);
  });

  test('comes after a pause that is over, and a week after a lesson on demand', () => {
    expect(why({ pausedUntil: '2027-03-01' })).toBeUndefined();
    expect(why({ onDemandSentAt: '2027-02-22T06:00:00Z' })).toBeUndefined();
  });

  test('comes to nobody in a series that is offered no more', () => {
    const at = Temporal.Instant.from(monday);
    expect(whyNoFollowUp(ended(), { withdrawn: true }, { notBefore: monday }, at)).toBe('series-withdrawn');
  });

  test('comes at the hour that they chose, and when it is late, by day', () => {
    expect(why({}, '2027-03-01T02:00:00Z')).toBeUndefined();
    expect(why({}, '2027-03-01T03:00:00Z', '2027-03-01T02:00:00Z')).toBeUndefined();
    expect(why({}, '2027-03-01T03:00:01Z', '2027-03-01T02:00:00Z')).toBe('night');
    expect(why({}, '2027-03-01T09:00:00Z', '2027-03-01T02:00:00Z')).toBeUndefined();
  });

  test('comes by day alone where no time was planned', () => {
    const at = (instant: string) => whyNoFollowUp(ended(), series, {}, Temporal.Instant.from(instant));
    expect(at('2027-03-01T02:00:00Z')).toBe('night');
    expect(at('2027-03-01T09:00:00Z')).toBeUndefined();
  });

  test('is due where it comes within 24 hours from now, the last of them included', () => {
    const due = (now: string, changes = {}) =>
      followUpDue(ended(changes), series, Temporal.Instant.from(now))?.toString();
    expect(due('2027-02-28T05:59:59Z')).toBeUndefined();
    expect(due('2027-02-28T06:00:00Z')).toBe(monday);
    expect(due('2027-03-01T05:59:59Z')).toBe(monday);
    expect(due(monday)).toBeUndefined();
    expect(due('2027-02-28T06:00:00Z', { status: 'active' })).toBeUndefined();
  });
});

const zones = ['Europe/Berlin', 'America/Los_Angeles', 'Pacific/Kiritimati', 'Australia/Lord_Howe'];
const somebody = fc.record({
  status: fc.constantFrom(...storedStatuses.filter((one) => one !== 'erased')),
  lessonDay: fc.integer({ min: 1, max: 7 }),
  sendTime: fc.constantFrom('00:00', '02:15', '07:00', '23:45'),
  zone: fc.constantFrom(...zones),
  endedHour: fc.integer({ min: 0, max: 24 * 365 }),
  hasStart: fc.boolean(),
  pausedDays: fc.option(fc.integer({ min: 0, max: 200 }), { nil: undefined }),
});

test('over all nights, everybody who may get one is asked for within a week, on their own day, and nobody else', () => {
  fc.assert(
    fc.property(somebody, ({ status, endedHour, hasStart, pausedDays, ...chosen }) => {
      const completed = Temporal.Instant.from('2026-01-01T00:00:00Z').add({ hours: endedHour });
      const person = aSubscriber({
        status,
        preferences: preferences(chosen),
        completedAt: completed.toString(),
        ...(hasStart && { start: { to: '2025-09-01', pain: 4 } }),
        ...(pausedDays !== undefined && { pausedUntil: addDays(localDateAt(completed, chosen.zone), pausedDays) }),
      });
      const nights = Array.from({ length: 150 }, (_, day) => completed.add({ hours: 24 * day }));
      const dues = nights.flatMap((night) => followUpDue(person, series, night) ?? []);
      for (const due of dues) {
        expect(weekdayOf(localDateAt(due, chosen.zone))).toBe(chosen.lessonDay);
        // A spring change may skip the time.
        expect(localTimeAt(due, chosen.zone) >= chosen.sendTime).toBe(true);
        expect(whyNoFollowUp(person, series, { notBefore: due.toString() }, due)).toBeUndefined();
      }
      const first = Temporal.PlainDate.from(localDateAt(completed, chosen.zone)).add({ months: 3 }).toString();
      const isAwake = pausedDays === undefined || pausedDays < 80;
      const isOwed = status === 'completed' && hasStart;
      // One a week, as long as none was sent.
      expect(isOwed && !isAwake ? dues.length : isOwed ? followUpDays / 7 : 0).toBe(dues.length);
      expect(dues.every((due) => !isAwake || localDateAt(due, chosen.zone) >= first)).toBe(true);
      expect(dues.slice(0, 1).every((due) => !isAwake || localDateAt(due, chosen.zone) < addDays(first, 7))).toBe(true);
    }),
    { numRuns: 60 },
  );
});
