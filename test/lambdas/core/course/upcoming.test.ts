import { expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { upcoming } from '../../../../lambdas/core/course/upcoming.ts';
import { aSeries, aSubscriber, preferences } from '../../../support/builders.ts';

const now = Temporal.Instant.from('2026-11-23T12:00:00Z');
const next = (changes: Parameters<typeof aSubscriber>[0], count = 4, at = now) =>
  upcoming(aSubscriber(changes), aSeries(['one', 'two', 'three']), at, count).map(({ slot, kind, title }) =>
    `${slot.localDate} ${kind} ${title}`.trim(),
  );

test('the next mails stand in their order, each lesson once, then the look back', () => {
  expect(next({ sent: { one: '2026-11-23T06:00:00Z' }, lessonSentOn: '2026-11-23' })).toEqual([
    '2026-11-30 lesson Lesson two',
    '2026-12-07 lesson Lesson three',
    '2026-12-14 completion',
  ]);
});

test('reminders stand between, and remind of the lesson before them', () => {
  expect(next({ preferences: preferences({ reminderDays: [3] }) })).toEqual([
    '2026-11-30 lesson Lesson one',
    '2026-12-02 reminder Lesson one',
    '2026-12-07 lesson Lesson two',
    '2026-12-09 reminder Lesson two',
  ]);
});

test('a reminder is no lesson: one shortly before the next lesson keeps it from nobody', () => {
  expect(next({ preferences: preferences({ reminderDays: [5] }) }, 3)).toEqual([
    '2026-11-30 lesson Lesson one',
    '2026-12-04 reminder Lesson one',
    '2026-12-07 lesson Lesson two',
  ]);
});

test('what is due this very moment is not to come, and the look back is of no lesson', () => {
  const monday = Temporal.Instant.from('2026-11-30T06:00:00Z');
  expect(next({}, 1, monday)).toEqual(['2026-12-07 lesson Lesson one']);
  const sent = { one: '2026-11-09T06:00:00Z', two: '2026-11-16T06:00:00Z', three: '2026-11-23T06:00:00Z' };
  expect(upcoming(aSubscriber({ sent }), aSeries(), now, 4)).toMatchObject([
    { kind: 'completion', title: '', lesson: '' },
  ]);
});

test('ten weeks are looked ahead', () => {
  expect(next({ pausedUntil: '2027-02-01' })).toEqual(['2027-02-01 lesson Lesson one']);
  expect(next({ pausedUntil: '2027-02-02' })).toEqual([]);
});

test('a pause, a monthly cadence and leaving are seen', () => {
  expect(next({ pausedUntil: '2026-12-10' }, 1)).toEqual(['2026-12-14 lesson Lesson one']);
  expect(next({ weeksBetween: 4, lessonSentOn: '2026-11-23', sent: { one: '2026-11-23T06:00:00Z' } }, 2)).toEqual([
    '2026-12-21 lesson Lesson two',
    '2027-01-18 lesson Lesson three',
  ]);
  expect(next({ status: 'unsubscribed' })).toEqual([]);
});
