import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { everyLesson } from '../../../../lambdas/core/course/course.ts';
import { lessonsHad, lessonsToCome } from '../../../../lambdas/core/course/own-lessons.ts';
import { practiceWeek } from '../../../../lambdas/core/course/practice-week.ts';
import { localDateAt, weekdayOf } from '../../../../lambdas/core/time/calendar.ts';
import { aSeries, aSubscriber, preferences } from '../../../support/builders.ts';

const anyInstant = fc
  .integer({ min: 1_700_000_000, max: 1_900_000_000 })
  .map((seconds) => Temporal.Instant.fromEpochMilliseconds(seconds * 1000));
const anyZone = fc.constantFrom('Pacific/Kiritimati', 'Europe/London', 'America/New_York', 'Asia/Kolkata');
const ids = ['one', 'two', 'three', 'four', 'five'];
const course = aSeries(ids.slice(0, 3));
const series = {
  ...course,
  branches: [
    {
      id: 'desk',
      title: 'Desk',
      choice: 'I sit',
      promise: 'It helps.',
      onDemand: false,
      offerAfter: [],
      lessons: aSeries(ids.slice(3)).lessons,
    },
  ],
};
const anyone = fc
  .record({
    sent: fc.dictionary(fc.constantFrom(...ids, 'gone'), anyInstant.map(String)),
    leftOut: fc.subarray(ids),
    kept: fc.subarray(ids),
    branch: fc.constantFrom('desk', 'none'),
    zone: anyZone,
  })
  .map(({ zone, ...rest }) => aSubscriber({ ...rest, preferences: preferences({ zone }) }));

describe('whenever, wherever', () => {
  test('a week of practice is seven days from Monday, one of them today, and each says what its owner said', () => {
    fc.assert(
      fc.property(anyInstant, anyZone, fc.array(fc.nat(20)), (now, zone, ago) => {
        const today = localDateAt(now, zone);
        const practisedOn = ago.map((days) => String(Temporal.PlainDate.from(today).subtract({ days })));
        const week = practiceWeek(aSubscriber({ practisedOn, preferences: preferences({ zone }) }), now);
        expect(week.map(({ date }) => weekdayOf(date))).toEqual([1, 2, 3, 4, 5, 6, 7]);
        expect(week.filter(({ isToday }) => isToday).map(({ date }) => date)).toEqual([today]);
        for (const { date, state } of week)
          expect(state).toBe(practisedOn.includes(date) ? 'did' : date > today ? 'to-come' : 'nothing');
      }),
    );
  });

  test('every lesson that was sent is there once, the newest first, and none that was is still to come', () => {
    fc.assert(
      fc.property(anyone, (person) => {
        const had = lessonsHad(person, series, []).map(({ lesson, isKept }) => ({ id: lesson.id, isKept }));
        expect(had.map(({ id }) => id).toSorted()).toEqual(ids.filter((id) => id in person.sent).toSorted());
        const at = had.map(({ id }) => Temporal.Instant.from(person.sent[id]!).epochMilliseconds);
        expect(at).toEqual(at.toSorted((one, other) => other - one));
        for (const { id, isKept } of had) expect(isKept).toBe(person.kept!.includes(id));
        const toCome = lessonsToCome(person, series).map(({ id }) => id);
        const theirs = person.branch === 'desk' ? everyLesson(series) : series.lessons;
        expect(toCome.toSorted()).toEqual(
          theirs
            .map(({ id }) => id)
            .filter((id) => !(id in person.sent) && !person.leftOut!.includes(id))
            .toSorted(),
        );
      }),
    );
  });

  test('a line stands with the lesson that its check-in asked about: the one before the one that brought it', () => {
    const day = (date: number) => `2026-11-${String(date).padStart(2, '0')}T06:00:00Z`;
    const person = aSubscriber({
      sent: { one: day(16), two: day(9) },
      earlier: [{ lesson: 'one', at: day(2) }],
    });
    const said = (date: number) => ({ week: '2026-11-02', at: day(date), days: '0' as const, note: `said on ${date}` });
    const notes = Object.fromEntries(
      lessonsHad(person, series, [said(3), said(10), said(17)]).map((one) => [one.lesson.id, one.notes]),
    );
    expect(notes).toEqual({ one: ['said on 3', 'said on 10'], two: ['said on 17'] });
  });
});
