import { Temporal } from 'temporal-polyfill';
import { lessonSlots } from './audit.ts';
import { dueTick, isoInstant } from '../time/calendar.ts';
import { lessonLateDaysMax, owedBy } from '../course/course.ts';
import { followUpDue } from '../course/follow-up.ts';
import type { Series } from '../course/series.ts';
import type { Person } from '../person/subscriber.ts';

/** What a person surely or probably had between a backup and its restoration. */
export interface Assumed {
  lessons: string[];
  /** When they were asked how it is, three months after the end. */
  followUpAt?: string;
  /** What their record is to say. */
  changes: { sent: Person['sent']; lessonSentOn: string } | { followUpSentAt: string };
}

/**
 * A restored table has forgotten what was sent since its backup. Assumes that every lesson and follow-up that was owed in that time was sent: anybody
 * who did not get one misses it, which is better than everybody getting it twice. Undefined when nothing was owed.
 *
 * One may leave days after its slot, so what was planned before the backup and not yet sent counts too.
 *
 * @param from - the planner's mark in the backup
 * @param until - from here on mail goes out again, or the person had left
 */
export function assumeServed(
  person: Person,
  series: Series,
  from: Temporal.Instant,
  until: Temporal.Instant,
): Assumed | undefined {
  const mayStillLeave = from.subtract({ hours: 24 * (lessonLateDaysMax + 1) });
  return person.status === 'completed'
    ? assumeAsked(person, series, mayStillLeave, until)
    : assumeTaught(person, series, mayStillLeave, until);
}

function assumeAsked(
  person: Person,
  series: Series,
  from: Temporal.Instant,
  until: Temporal.Instant,
): Assumed | undefined {
  for (let night = from; Temporal.Instant.compare(night, until) < 0; night = night.add({ hours: 24 })) {
    const due = followUpDue(person, series, night);
    if (due === undefined || Temporal.Instant.compare(due, until) >= 0) continue;
    const followUpAt = isoInstant(due);
    return { lessons: [], followUpAt, changes: { followUpSentAt: followUpAt } };
  }
  return undefined;
}

function assumeTaught(
  person: Person,
  series: Series,
  mayStillLeave: Temporal.Instant,
  until: Temporal.Instant,
): Assumed | undefined {
  const then = { ...person, sent: { ...person.sent } };
  const lessons: string[] = [];
  for (const slot of lessonSlots(person, { from: mayStillLeave, until })) {
    const due = dueTick(slot);
    if (Temporal.Instant.compare(due, until) >= 0) break;
    const owed = owedBy(slot, 'lesson', then, series, due);
    if (owed.owed !== 'lesson') continue;
    then.sent[owed.lesson.id] = isoInstant(due);
    then.lessonSentOn = slot.localDate;
    lessons.push(owed.lesson.id);
  }
  if (lessons.length === 0) return undefined;
  return { lessons, changes: { sent: then.sent, lessonSentOn: then.lessonSentOn! } };
}
