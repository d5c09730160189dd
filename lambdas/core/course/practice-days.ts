import { addDays, dueTick, localDateAt, weekdayOf, type Slot } from '../time/calendar.ts';
import { everyLesson } from './course.ts';
import { type Preferences, slotOn } from '../person/preferences.ts';
import type { Series } from './series.ts';
import type { Person } from '../person/subscriber.ts';
import { upcoming } from './upcoming.ts';
import type { Temporal } from 'temporal-polyfill';

/** What a calendar shows of somebody's practice. */

/** One practice, at the minute at which the mail about it comes. */
export interface PracticeEvent {
  slot: Slot;
  kind: 'lesson' | 'reminder';
  title: string;
  /** Id of the lesson. */
  lesson: string;
  minutes: number;
}

/** More than all mails that are planned ahead. */
const eventsMax = 60;

/** The practices of the weeks to come: exactly the lessons and reminders that the service will send, if nothing changes. */
export function practiceEvents(person: Person, series: Series, now: Temporal.Instant): PracticeEvent[] {
  const lessons = everyLesson(series);
  return upcoming(person, series, now, eventsMax).flatMap(({ slot, kind, title, lesson }) => {
    const minutes = lessons.find(({ id }) => id === lesson)?.minutes;
    return kind === 'completion' || minutes === undefined ? [] : [{ slot, kind, title, lesson, minutes }];
  });
}

/** A practice that comes again every week. */
export interface WeeklyPractice {
  /** Its first time. */
  first: Slot;
  /** ISO weekdays. */
  weekdays: number[];
}

/** The practice on the days of somebody's reminders, or on their lesson day when they have none. */
export function weeklyPractice(preferences: Preferences, now: Temporal.Instant): WeeklyPractice {
  const { zone, reminderDays, lessonDay } = preferences;
  const [weekdays, kind] =
    reminderDays.length === 0 ? [[lessonDay], 'lesson' as const] : [reminderDays, 'reminder' as const];
  const on = (localDate: string) => slotOn(kind, localDate, preferences);
  let date = localDateAt(now, zone);
  while (!weekdays.includes(weekdayOf(date)) || dueTick(on(date)).epochMilliseconds <= now.epochMilliseconds) {
    date = addDays(date, 1);
  }
  return { first: on(date), weekdays };
}
