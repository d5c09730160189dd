import ical, { ICalAlarmType, ICalEventRepeatingFreq, ICalWeekday, type ICalCalendar } from 'ical-generator';
import type { Temporal } from 'temporal-polyfill';
import { addDays, dueTick, type Slot } from '../../../core/time/calendar.ts';
import { hrefOf, links } from '../../../core/mail/links.ts';
import type { PracticeEvent, WeeklyPractice } from '../../../core/course/practice-days.ts';
import type { Lesson } from '../../../core/course/series.ts';
import { localToInstant, offsetAt } from '../../../core/time/zone-clocks.ts';
import { formatOffset, vtimezone } from './vtimezone.ts';

/** Calendars by RFC 5545, with the time zone written out, so that every program counts its clock changes alike. */

interface About {
  /** Who publishes it, as the calendar is named. */
  name: string;
  siteUrl: string;
  /** Makes the identifiers of events unique among everybody's. */
  owner: string;
  now: Temporal.Instant;
}

const weekdays = [
  ICalWeekday.MO,
  ICalWeekday.TU,
  ICalWeekday.WE,
  ICalWeekday.TH,
  ICalWeekday.FR,
  ICalWeekday.SA,
  ICalWeekday.SU,
];

/** How often programs are asked to look again, in seconds. */
const refreshSeconds = 12 * 3600;

/** Weeks of a practice that is put into a calendar once and for all: longer, and it would outlive its lesson by far. */
const practiceWeeks = 4;

/** The practice of a lesson, every week on some days. */
export function practiceFile(
  { first, weekdays: days }: WeeklyPractice,
  lesson: Lesson,
  plan: string,
  about: About,
): string {
  const calendar = emptyCalendar(about);
  const start = startOf(first);
  const event = calendar.createEvent({
    id: `practice-${lesson.id}-${about.owner}@${hostOf(about)}`,
    start,
    end: start.add({ minutes: lesson.minutes }),
    timezone: first.zone,
    stamp: new Date(about.now.epochMilliseconds),
    summary: `Practice: ${lesson.title}`,
    description: plan,
    url: `${about.siteUrl}${hrefOf(links.lesson, { lesson: lesson.id })}`,
    repeating: {
      freq: ICalEventRepeatingFreq.WEEKLY,
      byDay: days.map((day) => weekdays[day - 1]!),
      until: new Date(
        dueTick({ ...first, localDate: addDays(first.localDate, practiceWeeks * 7 - 1) }).epochMilliseconds,
      ),
    },
  });
  event.createAlarm({ type: ICalAlarmType.display, trigger: 0 });
  return calendar.toString();
}

/** Everything that is planned for somebody, to be looked at again from time to time. */
export function feedFile(events: readonly PracticeEvent[], about: About): string {
  const calendar = emptyCalendar(about);
  calendar.ttl(refreshSeconds);
  for (const { slot, kind, title, minutes } of events) {
    const start = startOf(slot);
    calendar.createEvent({
      id: `${kind}-${slot.localDate}-${about.owner}@${hostOf(about)}`,
      start,
      end: start.add({ minutes }),
      timezone: isRepeated(slot) ? 'UTC' : slot.zone,
      stamp: new Date(about.now.epochMilliseconds),
      summary: kind === 'lesson' ? `New lesson: ${title}` : `Practice: ${title}`,
    });
  }
  return calendar.toString();
}

function emptyCalendar({ name, siteUrl, now }: About): ICalCalendar {
  return ical({
    name,
    url: siteUrl,
    prodId: { company: name, product: 'weekwise', language: 'EN' },
    timezone: { name: null, generator: (zone) => vtimezone(zone, now) },
  });
}

/** What clocks show at the very tick that serves the slot, where a change skips its time as well. Its offset is ours, so that nothing asks the runtime. */
function startOf(slot: Slot): Temporal.ZonedDateTime {
  const tick = dueTick(slot);
  return tick.toZonedDateTimeISO(formatOffset(offsetAt(slot.zone, tick.epochMilliseconds)));
}

/** Clocks show this time twice. By RFC 5545 the first is meant, but programs do not agree on that; UTC leaves no doubt. */
function isRepeated(slot: Slot): boolean {
  const tickMs = dueTick(slot).epochMilliseconds;
  return localToInstant(slot.zone, tickMs + offsetAt(slot.zone, tickMs)).kind === 'twice';
}

function hostOf({ siteUrl }: About): string {
  return new URL(siteUrl).host;
}
