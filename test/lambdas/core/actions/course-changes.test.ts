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
