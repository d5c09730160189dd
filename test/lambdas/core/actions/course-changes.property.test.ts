import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { addDays, dueTick, isoInstant } from '../../../../lambdas/core/time/calendar.ts';
import { weekOf } from '../../../../lambdas/core/time/calendar.ts';
import { owedBy } from '../../../../lambdas/core/course/course.ts';
import { daysKey, kindOn } from '../../../../lambdas/core/person/preferences.ts';
import * as steering from '../../../../lambdas/core/actions/course-changes.ts';
import { upcoming } from '../../../../lambdas/core/course/upcoming.ts';
import { aSeries, aSubscriber, idOf, libraryOf, preferences } from '../../../support/builders.ts';
import { memorySubscribers } from '../../../support/memory-subscribers.ts';

const id = idOf('ann');
const names = ['one', 'two', 'three', 'four'];
const series = aSeries(names);
const days = 20 * 7;
const quietFrom = 6 * 7;

/** One of the mails to come. */
const mail = fc.integer({ min: 0, max: 3 });
const step = fc.oneof(
  fc.record({ do: fc.constantFrom('again', 'leave-out', 'back-in'), lesson: fc.constantFrom(...names) }),
  fc.record({ do: fc.constant('skip'), mail }),
  fc.record({ do: fc.constant('move'), mail, by: fc.integer({ min: -4, max: 4 }) }),
  fc.record({ do: fc.constant('as-usual') }),
  fc.record({ do: fc.constant('pause'), for: fc.integer({ min: 1, max: 15 }) }),
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

test('however somebody steers: one lesson a week at most, none in a pause, none left out, and no other lost', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.dictionary(fc.integer({ min: 0, max: quietFrom - 1 }).map(String), step, { maxKeys: 25 }),
      fc.integer({ min: 1, max: 7 }),
      async (steps, lessonDay) => {
        const lived = await live(steps, lessonDay);
        expect(lived.unwanted).toEqual([]);
        const weeks = lived.sent.map(({ date }) => weekOf(date));
        expect(new Set(weeks).size).toBe(weeks.length);
        for (const name of names) {
          const had = lived.sent.some(({ lesson }) => lesson === name);
          expect([name, had || lived.leftOut.includes(name)]).toEqual([name, true]);
        }
      },
    ),
    {
      numRuns: 100,
      // A lesson moved to the Monday of its week, sent, and its move taken back: the Friday does not bring another one.
      examples: [
        [
          {
            '4': { do: 'skip', mail: 2 },
            '11': { do: 'skip', mail: 0 },
            '12': { do: 'move', mail: 1, by: -4 },
            '21': { do: 'as-usual' },
          },
          5,
        ],
      ],
    },
  );
});

/** Lives through half a year, day by day, as planner, dispatcher and sender see it. */
async function live(steps: Record<string, Step>, lessonDay: number) {
  const subscribers = memorySubscribers();
  subscribers.profiles.set(id, aSubscriber({ preferences: preferences({ lessonDay, reminderDays: [3] }) }));
  const person = () => subscribers.person(id);
  const sent: { date: string; lesson: string }[] = [];
  const unwanted: string[] = [];
  const start = '2026-11-23';
  for (let offset = 0; offset < days; offset += 1) {
    const date = addDays(start, offset);
    const slot = { zone: 'Europe/Berlin', localDate: date, localTime: '07:00' };
    const now = dueTick(slot);
    const kind = kindOn(daysKey(person()), date);
    const owed = kind && owedBy(slot, kind, person(), series, now);
    if (owed?.owed === 'lesson') {
      const { leftOut = [], pausedUntil = '' } = person();
      if (leftOut.includes(owed.lesson.id) || pausedUntil > date) unwanted.push(date);
      person().sent[owed.lesson.id] = isoInstant(now);
      person().lessonSentOn = date;
      sent.push({ date, lesson: owed.lesson.id });
    }
    const step = steps[String(offset)];
    if (step !== undefined) await take(step, date, subscribers);
  }
  return { sent, unwanted, leftOut: person().leftOut ?? [] };
}

async function take(step: Step, today: string, subscribers: ReturnType<typeof memorySubscribers>): Promise<void> {
  const noon = Temporal.Instant.from(`${today}T11:00:00Z`);
  const deps = { clock: { now: () => noon }, subscribers, series: libraryOf(series) };
  if ('lesson' in step) {
    const how = { again: steering.repeatLesson, 'leave-out': steering.skipLesson, 'back-in': steering.unskipLesson };
    await how[step.do as keyof typeof how](id, step.lesson, deps);
  } else if ('mail' in step) {
    const from = upcoming(subscribers.person(id), series, noon, 4)[step.mail]?.slot.localDate ?? today;
    if ('by' in step) await steering.rescheduleEmail(id, from, addDays(from, step.by), deps);
    else await steering.skipMail(id, from, deps);
  } else if ('for' in step) subscribers.person(id).pausedUntil = addDays(today, step.for);
  else await steering.clearDayChanges(id, deps);
}
