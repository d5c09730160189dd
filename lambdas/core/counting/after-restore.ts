import { Temporal } from 'temporal-polyfill';
import { lessonSlots } from './audit.ts';
import { dueTick, isoInstant } from '../time/calendar.ts';
import { lessonLateDaysMax, owedBy } from '../course/course.ts';
import type { Series } from '../course/series.ts';
import type { Person } from '../person/subscriber.ts';

/** Lessons that a person surely or probably had between a backup and its restoration. */
export interface Assumed {
  lessons: string[];
  /** What their record is to say. */
  changes: Pick<Person, 'sent'> & { lessonSentOn: string };
}

/**
 * A restored table has forgotten what was sent since its backup. Assumes that every lesson that was owed in that time was sent: who did not get
 * one misses it, which is better than everybody getting it twice. Undefined when nothing was owed.
 *
 * A lesson may leave days after its slot, so one that was planned before the backup and not yet sent counts too.
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
  const then = { ...person, sent: { ...person.sent } };
  const lessons: string[] = [];
  const mayStillLeave = from.subtract({ hours: 24 * (lessonLateDaysMax + 1) });
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
