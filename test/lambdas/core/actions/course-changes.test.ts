import { describe, expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import * as steering from '../../../../lambdas/core/actions/course-changes.ts';
import type { Person } from '../../../../lambdas/core/person/subscriber.ts';
import { upcoming } from '../../../../lambdas/core/course/upcoming.ts';
import { aSeries, aSubscriber, idOf, libraryOf, preferences } from '../../../support/builders.ts';
import { memorySubscribers } from '../../../support/memory-subscribers.ts';

const id = idOf('ann');
const series = aSeries(['one', 'two', 'three', 'four']);

/** Ann, on the Monday after her first lesson, at noon. */
function ann(changes: Partial<Person> = {}) {
  const clock = { now: () => Temporal.Instant.from('2026-11-23T11:00:00Z') };
  const subscribers = memorySubscribers();
  const had = { sent: { one: '2026-11-23T06:00:00Z' }, lessonSentOn: '2026-11-23' };
  subscribers.profiles.set(id, aSubscriber({ preferences: preferences({ reminderDays: [4] }), ...had, ...changes }));
  const deps = { clock, subscribers, series: libraryOf(series) };
  return {
    deps,
    person: () => subscribers.person(id),
    next: (count = 4) =>
      upcoming(subscribers.person(id), series, clock.now(), count).map(
        ({ slot, kind, lesson }) => `${slot.localDate.slice(5)} ${kind} ${lesson}`,
      ),
  };
}

test('a lesson is had once more, and then the course goes on', async () => {
  const { deps, next } = ann();
  expect(await steering.repeatLesson(id, 'one', deps)).toBe(true);
  expect(next()).toEqual(['11-26 reminder one', '11-30 lesson one', '12-03 reminder one', '12-07 lesson two']);
});

test('a lesson that was never had cannot be had again', async () => {
  const { deps } = ann();
  expect(await steering.repeatLesson(id, 'two', deps)).toBe(false);
});

test('a lesson that is skipped does not come, and can be brought back', async () => {
  const { deps, next } = ann();
  await steering.skipLesson(id, 'two', deps);
  expect(next(2)).toEqual(['11-26 reminder one', '11-30 lesson three']);
  expect(await steering.unskipLesson(id, 'two', deps)).toBe(true);
  expect(next(2)).toEqual(['11-26 reminder one', '11-30 lesson two']);
  expect(await steering.unskipLesson(id, 'two', deps)).toBe(false);
});

test('what is not for them is not reminded of, nor had again', async () => {
  const { deps, next, person } = ann({ ownPlan: { lesson: 'one', text: 'When I eat, I will begin.' } });
  await steering.repeatLesson(id, 'one', deps);
  await steering.skipLesson(id, 'one', deps);
  expect(next(2)).toEqual(['11-30 lesson two', '12-03 reminder two']);
  expect(person().ownPlan).toBeUndefined();
});

test('a lesson that is no part of the series cannot be left out', async () => {
  expect(await steering.skipLesson(id, 'nonsense', ann().deps)).toBe(false);
});

describe('a single mail', () => {
  test('that is skipped does not come: the lesson comes a week later', async () => {
    const { deps, next } = ann();
    await steering.skipMail(id, '2026-11-26', deps);
    await steering.skipMail(id, '2026-11-30', deps);
    expect(next(2)).toEqual(['12-03 reminder one', '12-07 lesson two']);
    await steering.clearDayChanges(id, deps);
    expect(next(2)).toEqual(['11-26 reminder one', '11-30 lesson two']);
  });

  test('that is moved comes on that day of its week, and the next on its usual one', async () => {
    const { deps, next, person } = ann();
    expect(steering.otherDates(person(), '2026-11-30', deps)).toEqual(['2026-12-01', '2026-12-02', '2026-12-03']);
    expect(await steering.rescheduleEmail(id, '2026-11-30', '2026-12-02', deps)).toBe(true);
    expect(next(4)).toEqual(['11-26 reminder one', '12-02 lesson two', '12-03 reminder two', '12-07 lesson three']);
  });

  test('is not moved to where another lesson would be lost', async () => {
    const { deps } = ann();
    expect(await steering.rescheduleEmail(id, '2026-11-30', '2026-12-04', deps)).toBe(false);
    expect(await steering.rescheduleEmail(id, '2026-11-30', '2026-11-24', deps)).toBe(false);
    expect(await steering.rescheduleEmail(id, '2026-11-29', '2026-12-02', deps)).toBe(false);
    // A reminder cannot be moved.
    expect(await steering.rescheduleEmail(id, '2026-12-03', '2026-12-04', deps)).toBe(false);
  });

  test('can be moved again after it was moved', async () => {
    const { deps, next } = ann();
    await steering.rescheduleEmail(id, '2026-11-30', '2026-12-02', deps);
    expect(await steering.rescheduleEmail(id, '2026-12-02', '2026-12-01', deps)).toBe(true);
    expect(next(2)).toEqual(['11-26 reminder one', '12-01 lesson two']);
  });

  test('that no one expects cannot be skipped, nor more of them than are kept in mind', async () => {
    const { deps } = ann();
    expect(await steering.skipMail(id, '2026-11-27', deps)).toBe(false);
    let skipped = 0;
    for (let week = 1; week <= 9; week += 1) {
      const date = Temporal.PlainDate.from('2026-11-23').add({ weeks: week }).toString();
      if (await steering.skipMail(id, date, deps)) skipped += 1;
    }
    expect(skipped).toBe(7);
  });
});

test('somebody who left steers nothing', async () => {
  const { deps } = ann({ status: 'unsubscribed' });
  expect(await steering.repeatLesson(id, 'one', deps)).toBe(false);
  expect(await steering.skipLesson(id, 'two', deps)).toBe(false);
  expect(await steering.skipMail(id, '2026-11-30', deps)).toBe(false);
});

const noon = '2026-11-23T11:00:00Z';

test('a lesson that is had once more keeps when it was sent before, the last twenty times, each once', async () => {
  const at = '2026-11-23T06:00:00Z';
  const first = ann();
  await steering.repeatLesson(id, 'one', first.deps);
  expect(first.person()).toMatchObject({ earlier: [{ lesson: 'one', at }], again: { lesson: 'one', at: noon } });
  const before = Array.from({ length: 20 }, (_, week) => ({ lesson: 'two', at: `2026-05-01T06:00:${10 + week}Z` }));
  const { deps, person } = ann({ earlier: [...before.slice(0, 19), { lesson: 'one', at }, ...before.slice(19)] });
  await steering.repeatLesson(id, 'one', deps);
  expect(person().earlier).toEqual([...before.slice(1), { lesson: 'one', at }]);
});

test('what is had once more, or brought back, is left out no more; what else was stays so', async () => {
  const { deps, person } = ann({ leftOut: ['three', 'one', 'two'] });
  await steering.repeatLesson(id, 'one', deps);
  expect(person().leftOut).toEqual(['three', 'two']);
  await steering.unskipLesson(id, 'three', deps);
  await steering.unskipLesson(id, 'two', deps);
  expect(Object.keys(person())).not.toContain('leftOut');
});

test('a lesson that is skipped is left out once, last; another that was asked for, or has a plan, keeps that', async () => {
  const asked = { again: { lesson: 'one', at: noon }, ownPlan: { lesson: 'one', text: 'When I eat, I will begin.' } };
  const { deps, person } = ann(asked);
  await steering.skipLesson(id, 'two', deps);
  expect(person()).toMatchObject({ ...asked, leftOut: ['two'] });
  await steering.skipLesson(id, 'three', deps);
  await steering.skipLesson(id, 'two', deps);
  expect(person().leftOut).toEqual(['three', 'two']);
});

describe('changes of single days', () => {
  test('are kept as long as what is past may be owed, and each day has one', async () => {
    const { deps, person } = ann({
      dayChanges: { '2026-11-15': 'none', '2026-11-16': 'none', '2026-11-17': 'lesson', '2026-11-30': 'lesson' },
    });
    await steering.rescheduleEmail(id, '2026-11-30', '2026-12-02', deps);
    const kept = { '2026-11-16': 'none', '2026-11-17': 'lesson' };
    expect(person().dayChanges).toEqual({ ...kept, '2026-11-30': 'none', '2026-12-02': 'lesson' });
  });

  test('are taken back together, but for the day of a lesson that came on another one of its week', async () => {
    expect(await steering.clearDayChanges(id, ann().deps)).toBe(false);
    const after = async (changes: Partial<Person>) => {
      const { deps, person } = ann(changes);
      expect(await steering.clearDayChanges(id, deps)).toBe(true);
      return Object.hasOwn(person(), 'dayChanges') ? person().dayChanges : 'none';
    };
    const came = { lessonSentOn: '2026-11-24' };
    const [monday, next] = ['2026-11-23', '2026-11-30'];
    expect(await after({ ...came, dayChanges: { [monday]: 'none', '2026-11-26': 'none', [next]: 'none' } })).toEqual({
      [monday]: 'none',
    });
    expect(await after({ ...came, dayChanges: { [monday]: 'lesson' } })).toBe('none');
    expect(await after({ lessonSentOn: undefined as never, dayChanges: { [monday]: 'none' } })).toBe('none');
  });

  test('offer no day on which the lesson would not come, or the next one would be lost', () => {
    const others = (from: string, changes: Partial<Person>) => {
      const { deps, person } = ann({ lessonSentOn: '2026-11-16', ...changes });
      return steering.otherDates(person(), from, deps);
    };
    expect(others('2026-11-25', { dayChanges: { '2026-11-25': 'lesson' } })).toEqual(['2026-11-24', '2026-11-26']);
    expect(others('2026-11-30', { dayChanges: { '2026-12-01': 'lesson' } })).toEqual(['2026-12-01']);
    // However far away the lesson is: of somebody who has one a month, and after a pause.
    const monthly = { weeksBetween: 4, lessonSentOn: '2026-11-23' } as const;
    expect(others('2026-12-21', monthly)).toEqual(['2026-12-22', '2026-12-23', '2026-12-24']);
    expect(others('2026-12-14', { lessonSentOn: '2026-11-23', weeksBetween: 2, pausedUntil: '2026-12-12' })).toEqual([
      '2026-12-15',
      '2026-12-16',
      '2026-12-17',
    ]);
    // A reminder, and a lesson when as many days as are kept in mind are changed already.
    expect(others('2026-12-03', {})).toEqual([]);
    const full = Array.from({ length: 7 }, (_, day) => [`2027-01-1${day}`, 'none'] as const);
    expect(others('2026-11-30', { dayChanges: Object.fromEntries(full) })).toEqual([]);
  });
});
