import { Temporal } from 'temporal-polyfill';
import { slotOn } from '../person/preferences.ts';
import type { Person } from '../person/subscriber.ts';
import { addDays, dueTick, localDateAt, weekdayOf } from '../time/calendar.ts';
import { isDaytime } from '../time/quiet-hours.ts';
import type { Series } from './series.ts';

/*
 * The follow-up: one email, three months after the end of a course, that asks how it is. It comes on the weekday and at the time that somebody chose for
 * lessons, and only to people who said where they start: without that there is nothing to compare an answer with.
 */

/** From the end of a course. */
const monthsAfter = 3;

/** Days from then on in which it may still come, where a night was missed or another email was in the way. Later it would not be three months. */
export const followUpDays = 28;

/** Days to another email that they got beside the course. */
const daysApart = 7;

/** Minutes after its time in which it comes at any hour; later it keeps to the day. */
const onTimeMinutes = 60;

export type NoFollowUp =
  | 'not-completed'
  | 'had-it'
  | 'no-start'
  | 'series-withdrawn'
  | 'too-soon'
  | 'too-late'
  | 'paused'
  | 'mailed-lately'
  | 'night';

/** What is looked at of a person. */
type Asked = Pick<
  Person,
  'status' | 'start' | 'completedAt' | 'followUpSentAt' | 'onDemandSentAt' | 'pausedUntil' | 'preferences'
>;

/**
 * Why somebody gets no follow-up at an instant; undefined where they do.
 *
 * @param due - the ISO instant for which it was planned: long after it, nobody is mailed at night
 */
export function whyNoFollowUp(
  person: Asked,
  series: Pick<Series, 'withdrawn'>,
  due: { notBefore?: string | undefined },
  now: Temporal.Instant,
): NoFollowUp | undefined {
  const { status, start, completedAt, followUpSentAt, onDemandSentAt, pausedUntil } = person;
  if (status !== 'completed' || completedAt === undefined) return 'not-completed';
  if (followUpSentAt !== undefined) return 'had-it';
  if (start === undefined) return 'no-start';
  if (series.withdrawn) return 'series-withdrawn';
  const { zone } = person.preferences;
  const today = localDateAt(now, zone);
  const from = firstDay(completedAt, zone);
  if (today < from) return 'too-soon';
  if (today >= addDays(from, followUpDays)) return 'too-late';
  if ((pausedUntil ?? '') > today) return 'paused';
  if (hoursSince(onDemandSentAt, now) < daysApart * 24) return 'mailed-lately';
  const isOnTime = hoursSince(due.notBefore, now) * 60 <= onTimeMinutes;
  return isOnTime || isDaytime(zone, now) ? undefined : 'night';
}

/** When somebody's follow-up is due within the next 24 hours; undefined where none is. */
export function followUpDue(
  person: Asked,
  series: Pick<Series, 'withdrawn'>,
  now: Temporal.Instant,
): Temporal.Instant | undefined {
  if (person.status !== 'completed') return undefined;
  const { preferences } = person;
  const today = localDateAt(now, preferences.zone);
  const until = now.add({ hours: 24 });
  return [0, 1]
    .map((days) => slotOn('lesson', addDays(today, days), preferences))
    .filter(({ localDate }) => weekdayOf(localDate) === preferences.lessonDay)
    .map(dueTick)
    .find(
      (due) =>
        Temporal.Instant.compare(due, now) > 0 &&
        Temporal.Instant.compare(due, until) <= 0 &&
        whyNoFollowUp(person, series, { notBefore: due.toString() }, due) === undefined,
    );
}

/** The first local date on which it may come. */
function firstDay(completedAt: string, zone: string): string {
  const ended = Temporal.PlainDate.from(localDateAt(Temporal.Instant.from(completedAt), zone));
  return ended.add({ months: monthsAfter }).toString();
}

/** Infinite where it never was. */
function hoursSince(instant: string | undefined, now: Temporal.Instant): number {
  return instant === undefined ? Infinity : Temporal.Instant.from(instant).until(now).total('hours');
}
