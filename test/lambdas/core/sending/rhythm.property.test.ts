import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { owedBy } from '../../../../lambdas/core/course/course.ts';
import { upcoming } from '../../../../lambdas/core/course/upcoming.ts';
import { kindOn, daysKey, dayChangesMax, paces, placeOf, timeOf } from '../../../../lambdas/core/person/preferences.ts';
import type { Person } from '../../../../lambdas/core/person/subscriber.ts';
import { dispatchSlots } from '../../../../lambdas/core/sending/dispatching.ts';
import type { DispatchJob, SendJob } from '../../../../lambdas/core/sending/jobs.ts';
import { planDueSlots } from '../../../../lambdas/core/sending/planning.ts';
import {
  addDays,
  daysBetween,
  dueTick,
  isoInstant,
  quarterHours,
  type Slot,
} from '../../../../lambdas/core/time/calendar.ts';
import { aSeries, aSubscriber, idOf, preferences } from '../../../support/builders.ts';
import { memoryControl, memorySubscribers } from '../../../support/memory-subscribers.ts';

/* When lessons and reminders come, for whatever somebody may have chosen: each at its own time, and no date twice. */

const firstDay = '2026-10-20';
const days = 9;
const dates = Array.from({ length: days }, (_, day) => addDays(firstDay, day));
const time = fc.constantFrom('00:00', '01:30', '02:15', '07:00', '12:00', '18:30', '23:45');

const anyPreferences = fc
  .record({
    // Of the second, clocks go back within these days.
    zone: fc.constantFrom('America/New_York', 'Europe/Berlin', 'Asia/Kathmandu'),
    lessonDay: fc.integer({ min: 1, max: 7 }),
    sendTime: time,
    reminderDays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { maxLength: 3 }),
    reminderTime: fc.option(time, { nil: undefined }),
  })
  .map(({ reminderTime, ...others }) =>
    preferences({ ...others, ...(reminderTime !== undefined && { reminderTime }) }),
  );

const anyPerson = fc
  .record({
    preferences: anyPreferences,
    dayChanges: fc.dictionary(fc.constantFrom(...dates), fc.constantFrom('none' as const, 'lesson' as const), {
      maxKeys: dayChangesMax,
      noNullPrototype: true,
    }),
  })
  .map((changes) => aSubscriber({ ...changes, dueFrom: '2026-01-01T00:00:00Z' }));

/** Who is put on the send queue for what, at which tick, from the first day to the last. */
async function sentTo(people: readonly Person[], tickMinutes: number): Promise<Map<string, string[]>> {
  const [control, subscribers] = [memoryControl(), memorySubscribers()];
  for (const person of people) {
    subscribers.profiles.set(person.id, person);
    await control.rememberSlot(...placeOf(person.preferences));
  }
  const found = new Map(people.map(({ id }) => [id, [] as string[]]));
  const jobs: DispatchJob[] = [];
  let now = Temporal.Instant.from(`${firstDay}T00:00:00Z`);
  const until = now.add({ hours: days * 24 });
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined, count: () => undefined };
  const queues = {
    dispatch: async (more: DispatchJob[]) => void jobs.push(...more),
    notices: async () => undefined,
    send: async (sent: SendJob[]) => {
      for (const { ids, kind, ...slot } of sent) {
        for (const id of ids) found.get(id)!.push(`${isoInstant(dueTick(slot))} ${kind} ${slot.localDate}`);
      }
    },
  };
  for (; Temporal.Instant.compare(now, until) <= 0; now = now.add({ minutes: tickMinutes })) {
    const at = now;
    await planDueSlots({ clock: { now: () => at }, control, queues, log, runtimeClocks: () => undefined });
    for (const job of jobs.splice(0)) {
      if (job.again !== true) await dispatchSlots(job, { subscribers, queues }, () => 60_000);
    }
  }
  return found;
}

/** What somebody is to get by their weekdays and what they changed, whatever the index holds. */
function expected(person: Person): string[] {
  const { zone } = person.preferences;
  return dates
    .slice(1, -1)
    .flatMap((localDate) => {
      const kind = kindOn(daysKey(person), localDate);
      if (kind === undefined) return [];
      const slot = { zone, localDate, localTime: timeOf(kind, person.preferences) };
      return [`${isoInstant(dueTick(slot))} ${kind} ${localDate}`];
    })
    .sort();
}

describe('the calendar', () => {
  test('brings each mail of each person once, at the time of its kind, whether the planner is in time or behind', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyPerson, { minLength: 1, maxLength: 4 }),
        fc.constantFrom(15, 45, 6 * 60),
        async (persons, tickMinutes) => {
          const people = persons.map((person, index) => ({ ...person, id: idOf(`p${index}`) }));
          const found = await sentTo(people, tickMinutes);
          for (const person of people) {
            // The days at the ends are only partly there.
            const whole = found.get(person.id)!.filter((line) => dates.slice(1, -1).includes(line.slice(-10)));
            expect(whole.sort()).toEqual(expected(person));
          }
        },
      ),
      { numRuns: 25 },
    );
  });

  test('puts lessons as many weeks apart as was chosen, and tells of each mail the time at which it comes', () => {
    fc.assert(
      fc.property(anyPreferences, fc.constantFrom(undefined, ...paces), (chosen, weeksBetween) => {
        const person = aSubscriber({ preferences: chosen, ...(weeksBetween !== undefined && { weeksBetween }) });
        const now = Temporal.Instant.from('2026-10-20T12:00:00Z');
        const mails = upcoming(person, aSeries(), now, 40);
        for (const { kind, slot } of mails) {
          expect(slot.localTime).toBe(timeOf(kind === 'reminder' ? 'reminder' : 'lesson', chosen));
        }
        const lessons = mails.filter(({ kind }) => kind === 'lesson').map(({ slot }) => slot.localDate);
        expect(lessons.length).toBeGreaterThan(1);
        lessons.slice(1).forEach((date, index) => {
          expect(daysBetween(lessons[index]!, date)).toBe(7 * (weeksBetween ?? 1));
        });
      }),
      { numRuns: 100 },
    );
  });
});

describe('the texts of reminders', () => {
  test('come in turn, never one twice running if there is another, and those for the evening in the evening alone', () => {
    const texts = fc.integer({ min: 1, max: 4 });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(texts, fc.nat(), fc.integer({ min: 1, max: 5 })), { minLength: 1, maxLength: 6 }),
        fc.constantFrom(...quarterHours),
        (lessons, reminderTime) => {
          const evening = reminderTime >= '17:00';
          let localDate = '2026-11-02';
          const person = aSubscriber({
            preferences: preferences({ reminderDays: [1, 2, 3], lessonDay: 7, reminderTime }),
          });
          let before: string | undefined;
          for (const [index, [count, dark, reminders]] of lessons.entries()) {
            const series = aSeries([`lesson-${index}`]);
            const lesson = series.lessons[0]!;
            // Never all of them.
            lesson.eveningReminders = Array.from({ length: count - 1 }, (_, text) => text).filter(
              (text) => (dark >> text) & 1,
            );
            lesson.reminders = Array.from({ length: count }, () => lesson.reminders[0]!);
            person.sent = { [lesson.id]: '2026-10-01T06:00:00Z' };
            const fitting = Array.from({ length: count }, (_, text) => text).filter(
              (text) => evening || !lesson.eveningReminders.includes(text),
            );
            const had: number[] = [];
            for (let reminder = 0; reminder < reminders; reminder += 1) {
              // Some reminders are left out: the next one goes on from the last that came.
              do localDate = addDays(localDate, 1);
              while (kindOn(daysKey(person), localDate) !== 'reminder');
              const slot: Slot = {
                zone: 'Europe/Berlin',
                localDate,
                localTime: timeOf('reminder', person.preferences),
              };
              const owed = owedBy(slot, 'reminder', person, series, dueTick(slot));
              if (owed.owed !== 'reminder') throw new Error(`nothing owed: ${JSON.stringify(owed)}`);
              expect(fitting).toContain(owed.text);
              const text = `${index} ${owed.text}`;
              expect(fitting.length > 1 && text === before).toBe(false);
              before = text;
              had.push(owed.text);
              person.reminderText = owed.text;
            }
            expect(new Set(had.slice(0, fitting.length)).size).toBe(Math.min(had.length, fitting.length));
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});
