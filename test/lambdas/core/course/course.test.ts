import { describe, expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import {
  hasNewFor,
  latestLesson,
  lessonOnDemand,
  nextLesson,
  nextLessonSlot,
  owedBy,
} from '../../../../lambdas/core/course/course.ts';
import { addDays } from '../../../../lambdas/core/time/calendar.ts';
import type { Branch } from '../../../../lambdas/core/course/series.ts';
import { aSeries, aSubscriber, preferences } from '../../../support/builders.ts';

const series = aSeries();
// Monday 2 November 2026, 07:00 in Berlin.
const slot = { zone: 'Europe/Berlin', localDate: '2026-11-02', localTime: '07:00' };
const onTime = Temporal.Instant.from('2026-11-02T06:00:05Z');
const aBranch = (id: string, onDemand = false): Branch => ({
  id,
  title: id,
  choice: `I am ${id}`,
  promise: 'It may help.',
  onDemand,
  offerAfter: [],
  lessons: aSeries([`${id}-1`, `${id}-2`]).lessons,
});
const branched = { ...series, branches: [aBranch('sitting'), aBranch('flare', true)] };
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
    ['skipped', { dayChanges: { '2026-11-02': 'none' as const } }],
    ['moved', { preferences: preferences({ sendTime: '07:15' }) }],
    ['moved', { preferences: preferences({ zone: 'Europe/Paris' }) }],
    ['moved', { dueFrom: '2026-11-02T06:15:00Z' }],
    ['not-their-day', { preferences: preferences({ lessonDay: 2 }) }],
    ['already-sent', { lessonSentOn: '2026-11-02' }],
    ['already-sent', { lessonSentOn: '2026-11-03' }],
    ['too-soon', { lessonSentOn: '2026-10-30', sent: { one: '2026-10-30T06:00:00Z' } }],
    ['one-a-day', { lessonSentOn: '2026-10-26', sent: { one: '2026-11-02T05:00:00Z' } }],
    ['one-a-day', { sent: { two: '2026-11-01T23:30:00Z', one: '2026-10-26T06:00:00Z' } }],
  ])('nothing: %s', (why, changes) => {
    expect(lessonFor(aSubscriber(changes))).toEqual({ owed: 'nothing', why });
  });

  test.each([
    ['on the day a pause ends', { pausedUntil: '2026-11-02' }],
    ['at the very tick at which their arrangement begins', { dueFrom: '2026-11-02T06:00:00Z' }],
    ['four days after the last slot that brought one', { lessonSentOn: '2026-10-29' }],
    ['on the day after one that came late', { sent: { one: '2026-11-01T22:30:00Z' } }],
    [
      'on a day that they chose instead',
      { preferences: preferences({ lessonDay: 2 }), dayChanges: { '2026-11-02': 'lesson' as const } },
    ],
  ])('a lesson %s', (_when, changes) => {
    expect(lessonFor(aSubscriber(changes))).toMatchObject({ owed: 'lesson' });
  });

  test('a lesson days late, but not one that the next slot owes', () => {
    expect(lessonFor(aSubscriber(), onTime.add({ hours: 6 * 24 }))).toMatchObject({ owed: 'lesson' });
    expect(lessonFor(aSubscriber(), onTime.add({ hours: 7 * 24 }))).toEqual({ owed: 'nothing', why: 'too-late' });
  });

  test('nothing of a series that was withdrawn', () => {
    const withdrawn = { ...series, withdrawn: true as const };
    const why = (person = aSubscriber()) => owedBy(slot, 'lesson', person, withdrawn, onTime);
    expect(why()).toEqual({ owed: 'nothing', why: 'series-withdrawn' });
    expect(why(aSubscriber({ status: 'unsubscribed' }))).toEqual({ owed: 'nothing', why: 'not-subscribed' });
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

  test('the practice of the latest lesson, with the text after the one that they had last', () => {
    expect(reminderFor(wednesday)).toMatchObject({ owed: 'reminder', lesson: { id: 'one' }, text: 0 });
    expect(reminderFor(friday, { ...person, reminderText: 0 })).toMatchObject({ owed: 'reminder', text: 1 });
    expect(reminderFor(friday, { ...person, reminderText: 1 })).toMatchObject({ owed: 'reminder', text: 0 });
  });

  test('nothing before the first lesson', () => {
    const fresh = aSubscriber({ preferences: preferences({ reminderDays: [3] }) });
    expect(reminderFor(wednesday, fresh)).toEqual({ owed: 'nothing', why: 'no-lesson-yet' });
  });

  test('nothing when it comes more than four hours late', () => {
    expect(reminderFor(wednesday, person, 4)).toMatchObject({ owed: 'reminder' });
    expect(reminderFor(wednesday, person, 5)).toEqual({ owed: 'nothing', why: 'too-late' });
  });

  test('nothing of a lesson that they left out since', () => {
    expect(reminderFor(wednesday, { ...person, leftOut: ['one'] })).toEqual({ owed: 'nothing', why: 'left-out' });
    expect(reminderFor(wednesday, { ...person, leftOut: ['two'] })).toMatchObject({ owed: 'reminder' });
  });

  test('at a time of its own, and no lesson then', () => {
    const evening = { ...person, preferences: preferences({ reminderDays: [3], reminderTime: '18:30' }) };
    const at = (localTime: string, hoursLate: number) => reminderFor({ ...wednesday, localTime }, evening, hoursLate);
    expect(at('07:00', 0)).toEqual({ owed: 'nothing', why: 'moved' });
    expect(at('18:30', 12)).toMatchObject({ owed: 'reminder' });
    expect(at('18:30', 15)).toMatchObject({ owed: 'reminder' });
    expect(at('18:30', 16)).toEqual({ owed: 'nothing', why: 'too-late' });
    const fresh = aSubscriber({ preferences: evening.preferences });
    expect(lessonFor(fresh)).toMatchObject({ owed: 'lesson' });
    expect(lessonFor(fresh, onTime, { ...slot, localTime: '18:30' })).toEqual({ owed: 'nothing', why: 'moved' });
  });

  test.each([
    [true, { recentCheckIns: [{ week: '2026-11-02', days: '5-7' as const }] }],
    [false, { recentCheckIns: [{ week: '2026-11-02', days: '3-4' as const }] }],
    [false, { recentCheckIns: [{ week: '2026-10-26', days: '5-7' as const }] }],
    [true, { practisedOn: ['2026-10-29', '2026-10-30', '2026-10-31', '2026-11-01', '2026-11-02'] }],
    [false, { practisedOn: ['2026-10-28', '2026-10-30', '2026-10-31', '2026-11-01', '2026-11-02'] }],
    [false, { practisedOn: ['2026-10-30', '2026-10-31', '2026-11-01', '2026-11-02'] }],
  ])('nothing to who practised on most days of a week (%p: %j)', (practised, changes) => {
    const owed = reminderFor(wednesday, { ...person, ...changes });
    expect(owed).toMatchObject(practised ? { owed: 'nothing', why: 'practised' } : { owed: 'reminder' });
  });
});

describe('which lesson is next', () => {
  const [first, second] = ['2026-10-19T06:00:00Z', '2026-10-26T06:00:00Z'];

  test.each([
    ['the first of the branch that they chose', { branch: 'sitting' }, 'sitting-1'],
    ['that of the course where they chose the branch for bad days', { branch: 'flare' }, 'one'],
    ['none that they left out', { leftOut: ['one'] }, 'two'],
    [
      'one that they asked to have again',
      { sent: { one: first, two: first }, again: { lesson: 'two', at: second } },
      'two',
    ],
    [
      'the one after it, once it was sent',
      { sent: { one: first, two: second }, again: { lesson: 'two', at: second } },
      'three',
    ],
    ['one that they asked for before they ever had it', { again: { lesson: 'flare-2', at: first } }, 'flare-2'],
  ])('is %s', (_which, state, id) => {
    expect(nextLesson(branched, { sent: {}, ...state })?.id).toBe(id);
  });

  test('is new to somebody while one of the course is neither sent nor left out', () => {
    expect(hasNewFor({ sent: {} }, branched)).toBe(true);
    expect(hasNewFor({ sent: { one: first }, leftOut: ['two'] }, branched)).toBe(true);
    expect(hasNewFor({ sent: { one: first, three: second }, leftOut: ['two'] }, branched)).toBe(false);
  });

  test('on a bad day is the first of the branch for those', () => {
    expect([lessonOnDemand(branched)?.id, lessonOnDemand(series)]).toEqual(['flare-1', undefined]);
  });

  test('comes after the latest: the one that was sent last, of two at once the later one, and none that is gone', () => {
    const latest = (sent: Record<string, string>) => latestLesson(branched, sent)?.id;
    expect(latest({})).toBeUndefined();
    expect(latest({ gone: second })).toBeUndefined();
    expect(latest({ one: second, two: first, gone: second })).toBe('one');
    expect(latest({ one: first, 'sitting-1': second })).toBe('sitting-1');
    expect(latest({ one: first, two: first })).toBe('two');
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

  test.each([
    ['2026-12-01', '2026-12-07'],
    // However long it is.
    ['2027-06-01', '2027-06-07'],
    ['2026-10-01', '2026-11-09'],
  ])('after a pause until %s', (pausedUntil, comes) => {
    expect(nextLessonSlot(aSubscriber({ pausedUntil }), series, onTime)?.localDate).toBe(comes);
  });

  test('not in the slot of this very moment: its mail is on its way', () => {
    const at = (iso: string) => nextLessonSlot(aSubscriber(), series, Temporal.Instant.from(iso))?.localDate;
    expect(at('2026-11-02T05:59:59Z')).toBe('2026-11-02');
    expect(at('2026-11-02T06:00:00Z')).toBe('2026-11-09');
  });

  test('even where as many lessons in a row are skipped as can be', () => {
    const mondays = Array.from({ length: 8 }, (_, week) => addDays('2026-11-09', week * 7));
    const person = aSubscriber({ dayChanges: Object.fromEntries(mondays.map((day) => [day, 'none'])) });
    expect(nextLessonSlot(person, series, onTime)?.localDate).toBe(addDays('2026-11-09', 8 * 7));
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
