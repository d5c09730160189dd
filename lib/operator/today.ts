import { Temporal } from 'temporal-polyfill';
import { auditPerson, lessonSlots } from '../../lambdas/core/counting/audit.ts';
import { dueTick } from '../../lambdas/core/time/calendar.ts';
import { owedBy } from '../../lambdas/core/course/course.ts';
import type { Series } from '../../lambdas/core/course/series.ts';
import type { Person } from '../../lambdas/core/person/subscriber.ts';

/** Lessons of a day (UTC). */
export interface Today {
  /** Sent, under way, late and to come. */
  due: number;
  sent: number;
  /** Not sent a quarter hour after their slot: what the planner's next run should have seen to. */
  late: number;
}

const lateMinutes = 15;

/** Adds the day's lessons of a person. */
export function addToday(today: Today, person: Person, series: Series, now: Temporal.Instant): void {
  const begin = now.toZonedDateTimeISO('UTC').startOfDay();
  const [from, until] = [begin.toInstant(), begin.add({ days: 1 }).toInstant()];
  for (const line of auditPerson(person, series, { from, until: now }, now)) {
    if (line.state === 'excluded' || line.state === 'postponed') continue;
    today.due += 1;
    if (line.state === 'confirmed') today.sent += 1;
    else if (line.state === 'unaccounted' || isLate(line.since, now)) today.late += 1;
  }
  if (person.status !== 'active') return;
  for (const slot of lessonSlots(person, { from: now.add({ seconds: 1 }), until: until.subtract({ seconds: 1 }) })) {
    if (owedBy(slot, 'lesson', person, series, dueTick(slot)).owed === 'lesson') today.due += 1;
  }
}

function isLate(since: string, now: Temporal.Instant): boolean {
  return Temporal.Instant.from(since).until(now).total('minutes') > lateMinutes;
}
