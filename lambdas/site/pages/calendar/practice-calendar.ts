import type { Temporal } from 'temporal-polyfill';
import { words } from '../../../content/words.ts';
import { addDays, dueTick, type Slot } from '../../../core/time/calendar.ts';
import type { PracticeEvent, WeeklyPractice } from '../../../core/course/practice-days.ts';
import type { Lesson } from '../../../core/course/series.ts';
import { localToInstant, offsetAt } from '../../../core/time/zone-clocks.ts';
import { type CalendarEvent, calendarText } from './icalendar.ts';
import { vtimezone } from './vtimezone.ts';

/** Somebody's lessons and practices as calendars. */

const says = words.calendar.entry;

export interface About {
  /** Who publishes it, as the calendar is named. */
  name: string;
  siteUrl: string;
  /** The page on which anybody may read a lesson. */
  pageOf: (lesson: string) => string;
  /** Makes the identifiers of events unique among everybody's. */
  owner: string;
  /** Goes up with every change that they make. */
  version: number;
  now: Temporal.Instant;
}

/** How often programs are asked to look again. */
const refreshHours = 12;

/** Weeks of a practice that is put into a calendar once and for all: longer, and it would outlive its lesson by far. */
const practiceWeeks = 4;

/** The practice of a lesson, every week on some days. */
export function practiceFile(
  { first, weekdays }: WeeklyPractice,
  { id, title, minutes }: Pick<Lesson, 'id' | 'title' | 'minutes'>,
  plan: string,
  about: About,
): string {
  const until = dueTick({ ...first, localDate: addDays(first.localDate, practiceWeeks * 7 - 1) });
  const event: CalendarEvent = {
    uid: uidOf(`practice-${id}`, about),
    ...startOf(first),
    // A rule that goes by the clocks of the place, at whatever time its first day is.
    clocks: clocksAt(first),
    minutes,
    weekly: { weekdays, until },
    title: says.practice({ lesson: title }),
    about: [plan, says.takes({ minutes })].filter(Boolean).join('\n'),
    url: about.pageOf(id),
    alarm: true,
  };
  return written([event], about);
}

/** Everything that is planned for somebody, to be looked at again from time to time. */
export function feedFile(events: readonly PracticeEvent[], about: About): string {
  const all = events.map(({ slot, kind, title, lesson, minutes }): CalendarEvent => ({
    uid: uidOf(`${kind}-${slot.localDate}`, about),
    ...startOf(slot),
    minutes,
    title: kind === 'lesson' ? says.lesson({ lesson: title }) : says.practice({ lesson: title }),
    about: kind === 'lesson' ? says.lessonTakes({ minutes }) : says.takes({ minutes }),
    url: about.pageOf(lesson),
  }));
  return written(all, about, { refreshHours });
}

function written(events: readonly CalendarEvent[], about: About, more: { refreshHours?: number } = {}): string {
  const { name, siteUrl: url, version: sequence, now } = about;
  return calendarText({ name, url, now, sequence, ...more, events, timezone: (zone) => vtimezone(zone, now) });
}

function uidOf(what: string, { owner, siteUrl }: About): string {
  return `${what}-${owner}@${new URL(siteUrl).host}`;
}

/**
 * The very tick that serves the slot, where a change skips its time as well. A time that clocks show twice is told in UTC: by RFC 5545 the first is
 * meant, but programs do not agree on that.
 */
function startOf(slot: Slot): Pick<CalendarEvent, 'start' | 'clocks'> {
  const start = dueTick(slot);
  const shownMs = start.epochMilliseconds + offsetAt(slot.zone, start.epochMilliseconds);
  const isTwice = localToInstant(slot.zone, shownMs).kind === 'twice';
  return { start, clocks: isTwice ? undefined : clocksAt(slot) };
}

function clocksAt(slot: Slot): NonNullable<CalendarEvent['clocks']> {
  return { zone: slot.zone, offsetMs: offsetAt(slot.zone, dueTick(slot).epochMilliseconds) };
}
