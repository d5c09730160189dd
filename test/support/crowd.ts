import { Temporal } from 'temporal-polyfill';
import { practiceAnswers } from '../../lambdas/core/stored-values.ts';
import { isoInstant } from '../../lambdas/core/calendar.ts';
import type { Person } from '../../lambdas/core/subscriber.ts';
import { weekOf } from '../../lambdas/core/check-in.ts';
import { itemOf } from '../bench/people.ts';
import { checkInKey } from '../../lambdas/core/table-keys.ts';
import { personAt } from '../bench/people.ts';

/**
 * Made-up people of a series, the same for the same numbers: one signs up every few hours, gets a lesson on each Monday, checks in now and
 * then, and one in nine leaves. Everything as it would lie in the table at `now`.
 *
 * @param lessons - ids, in order
 */
export function crowdItems(
  people: number,
  lessons: readonly string[],
  series: string,
  now: Temporal.Instant,
): Record<string, unknown>[] {
  return Array.from({ length: people }, (_, index) => index).flatMap((index) => {
    const confirmed = now.subtract({ minutes: Math.round(60 * (24 * 50 * (1 - index / people) + 12)) });
    const mondays = mondaysAfter(confirmed, now);
    const leaves = index % 9 === 4;
    const had = mondays.slice(0, leaves ? 1 + (index % 4) : lessons.length);
    const sent = Object.fromEntries(
      had
        .slice(0, lessons.length)
        .map((monday, week) => [
          lessons[week]!,
          isoInstant(monday.add({ seconds: 5 + (index % 50 === 7 ? 2_400 : 0) })),
        ]),
    );
    const last = had.at(-1)?.toZonedDateTimeISO('Europe/Berlin').toPlainDate().toString();
    const person: Person = {
      ...personAt(index, [], series),
      sent,
      confirmedAt: isoInstant(confirmed),
      dueFrom: isoInstant(confirmed),
      ...(last !== undefined && { lessonSentOn: last }),
      ...(leaves &&
        had.length > 0 && {
          status: 'unsubscribed' as const,
          unsubscribedAt: isoInstant(had.at(-1)!.add({ hours: 9 })),
        }),
    };
    const checkIns = had.slice(1).flatMap((monday, week) => {
      if ((index + week) % 3 === 0) return [];
      const local = monday.toZonedDateTimeISO('Europe/Berlin').toPlainDate().toString();
      const days = practiceAnswers[(index * 7 + week) % practiceAnswers.length];
      return [
        {
          ...checkInKey(person.id, weekOf(local)),
          week: weekOf(local),
          at: isoInstant(monday.add({ hours: 3 })),
          days,
        },
      ];
    });
    const { dueKey, days, ...profile } = itemOf(person);
    return [person.status === 'active' ? { ...profile, dueKey, days } : profile, ...checkIns];
  });
}

/** Mondays at seven in Berlin. */
function mondaysAfter(from: Temporal.Instant, until: Temporal.Instant): Temporal.Instant[] {
  const local = from.toZonedDateTimeISO('Europe/Berlin');
  const first = local.toPlainDate().add({ days: (8 - local.dayOfWeek) % 7 || 7 });
  return Array.from({ length: 60 }, (_, week) =>
    first.add({ weeks: week }).toZonedDateTime({ timeZone: 'Europe/Berlin', plainTime: '07:00' }).toInstant(),
  ).filter((monday) => Temporal.Instant.compare(monday, until) < 0);
}
