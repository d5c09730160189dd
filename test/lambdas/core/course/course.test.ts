import { describe, expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { nextLessonSlot, owedBy } from '../../../../lambdas/core/course/course.ts';
import { aSeries, aSubscriber, preferences } from '../../../support/builders.ts';

const series = aSeries();
// Monday 2 November 2026, 07:00 in Berlin.
const slot = { zone: 'Europe/Berlin', localDate: '2026-11-02', localTime: '07:00' };
const onTime = Temporal.Instant.from('2026-11-02T06:00:05Z');
const lessonFor = (person: ReturnType<typeof aSubscriber>, now = onTime, where = slot) =>
  owedBy(where, 'lesson', person, series, now);

describe('what a lesson slot owes', () => {
  test('the first lesson that was not sent', () => {
    expect(lessonFor(aSubscriber())).toMatchObject({ owed: 'lesson', lesson: { id: 'one' } });
    const second = aSubscriber({ sent: { one: '2026-10-26T06:00:00Z' }, lessonSentOn: '2026-10-26' });
    expect(lessonFor(second)).toMatchObject({ owed: 'lesson', lesson: { id: 'two' } });
  });

  test('the completion mail when every lesson was sent', () => {
    const sent = { one: '2026-10-12T06:00:00Z', two: '2026-10-19T06:00:00Z', three: '2026-10-26T06:00:00Z' };
    expect(lessonFor(aSubscriber({ sent }))).toEqual({ owed: 'completion' });
  });

  test('a lesson put in front of the live series, to those who have not had it', () => {
    const changed = aSeries(['new', 'one', 'two']);
    const person = aSubscriber({ sent: { one: '2026-10-26T06:00:00Z' } });
    expect(owedBy(slot, 'lesson', person, changed, onTime)).toMatchObject({ lesson: { id: 'new' } });
  });

  test.each([
    ['not-subscribed', { status: 'unsubscribed' as const }],
    ['paused', { pausedUntil: '2026-11-03' }],
    ['moved', { preferences: preferences({ sendTime: '07:15' }) }],
    ['moved', { preferences: preferences({ zone: 'Europe/Paris' }) }],
    ['moved', { dueFrom: '2026-11-02T06:15:00Z' }],
    ['not-their-day', { preferences: preferences({ lessonDay: 2 }) }],
    ['already-sent', { lessonSentOn: '2026-11-02' }],
    ['too-soon', { lessonSentOn: '2026-10-30', sent: { one: '2026-10-30T06:00:00Z' } }],
    ['one-a-day', { lessonSentOn: '2026-10-26', sent: { one: '2026-11-02T05:00:00Z' } }],
  ])('nothing: %s', (why, changes) => {
    expect(lessonFor(aSubscriber(changes))).toEqual({ owed: 'nothing', why });
  });

  test('mail again on the day a pause ends', () => {
    expect(lessonFor(aSubscriber({ pausedUntil: '2026-11-02' }))).toMatchObject({ owed: 'lesson' });
  });

  test('a lesson days late, but not one that the next slot owes', () => {
    expect(lessonFor(aSubscriber(), onTime.add({ hours: 3 * 24 }))).toMatchObject({ owed: 'lesson' });
    expect(lessonFor(aSubscriber(), onTime.add({ hours: 7 * 24 }))).toEqual({ owed: 'nothing', why: 'too-late' });
  });
});

describe('what a reminder slot owes', () => {
  const wednesday = { ...slot, localDate: '2026-11-04' };
  const friday = { ...slot, localDate: '2026-11-06' };
  const person = aSubscriber({
    preferences: preferences({ reminderDays: [3, 5] }),
    sent: { one: '2026-11-02T06:00:00Z' },
    lessonSentOn: '2026-11-02',
  });
  const reminderFor = (where: typeof slot, who = person, hoursLate = 0) =>
    owedBy(
      where,
      'reminder',
      who,
      series,
      Temporal.Instant.from(`${where.localDate}T06:00:00Z`).add({ hours: hoursLate }),
    );

  test('the practice of the latest lesson, with the texts in turn', () => {
    expect(reminderFor(wednesday)).toMatchObject({ owed: 'reminder', lesson: { id: 'one' }, index: 0 });
    expect(reminderFor(friday)).toMatchObject({ owed: 'reminder', lesson: { id: 'one' }, index: 1 });
  });

  test('nothing before the first lesson', () => {
    const fresh = aSubscriber({ preferences: preferences({ reminderDays: [3] }) });
    expect(reminderFor(wednesday, fresh)).toEqual({ owed: 'nothing', why: 'no-lesson-yet' });
  });

  test('nothing when it comes hours late', () => {
    expect(reminderFor(wednesday, person, 5)).toEqual({ owed: 'nothing', why: 'too-late' });
  });
});

describe('when the next lesson comes', () => {
  test('on the chosen weekday, not before the arrangement begins', () => {
    const person = aSubscriber({ dueFrom: '2026-11-02T06:15:00Z' });
    expect(nextLessonSlot(person, series, onTime)).toEqual({ ...slot, localDate: '2026-11-09' });
  });

  test('not too soon after the last one when the day is moved', () => {
    const person = aSubscriber({
      lessonSentOn: '2026-11-02',
      sent: { one: '2026-11-02T06:00:00Z' },
      preferences: preferences({ lessonDay: 4 }),
    });
    expect(nextLessonSlot(person, series, onTime)?.localDate).toBe('2026-11-12');
  });

  test('after a pause', () => {
    expect(nextLessonSlot(aSubscriber({ pausedUntil: '2026-12-01' }), series, onTime)?.localDate).toBe('2026-12-07');
  });

  test('never, when everything was sent or the person left', () => {
    expect(nextLessonSlot(aSubscriber({ status: 'unsubscribed' }), series, onTime)).toBeUndefined();
    expect(nextLessonSlot(aSubscriber({ sent: { one: 'x', two: 'x', three: 'x' } }), series, onTime)).toBeUndefined();
  });
});

describe('who keeps a lesson a month', () => {
  const person = aSubscriber({
    sent: { one: '2026-10-26T06:00:00Z', two: '2026-11-02T06:00:00Z' },
    lessonSentOn: '2026-11-02',
    weeksBetween: 4,
  });
  const on = (localDate: string) =>
    lessonFor(person, Temporal.Instant.from(`${localDate}T06:00:05Z`), { ...slot, localDate });

  test('is owed nothing for three weeks, and the next lesson in the fourth', () => {
    for (const localDate of ['2026-11-09', '2026-11-16', '2026-11-23']) {
      expect(on(localDate)).toEqual({ owed: 'nothing', why: 'too-soon' });
    }
    expect(on('2026-11-30')).toMatchObject({ owed: 'lesson', lesson: { id: 'three' } });
  });

  test('is told when it comes', () => {
    expect(nextLessonSlot(person, series, onTime.add({ hours: 24 }))?.localDate).toBe('2026-11-30');
  });
});

test('a lesson that its author lets people wait for comes after those weeks', () => {
  const patient = aSeries(['one', 'two']);
  patient.lessons[1]!.wait = 3;
  const person = aSubscriber({ sent: { one: '2026-11-02T06:00:00Z' }, lessonSentOn: '2026-11-02' });
  const on = (localDate: string) =>
    owedBy({ ...slot, localDate }, 'lesson', person, patient, Temporal.Instant.from(`${localDate}T06:00:05Z`));
  expect(on('2026-11-09')).toEqual({ owed: 'nothing', why: 'too-soon' });
  expect(on('2026-11-16')).toEqual({ owed: 'nothing', why: 'too-soon' });
  expect(on('2026-11-23')).toMatchObject({ owed: 'lesson', lesson: { id: 'two' } });
  expect(nextLessonSlot(person, patient, onTime.add({ hours: 24 }))?.localDate).toBe('2026-11-23');
});
