import { Temporal } from 'temporal-polyfill';
import { practiceAnswers } from '../../lambdas/core/person/stored-values.ts';
import { addDays, dueTick, isoInstant, localDateAt, weekdayOf } from '../../lambdas/core/time/calendar.ts';
import type { Person } from '../../lambdas/core/person/subscriber.ts';
import { weekOf } from '../../lambdas/core/time/calendar.ts';
import { itemOf } from '../bench/people.ts';
import { checkInKey } from '../../lambdas/core/kit/table-keys.ts';
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
    const last = had.length === 0 ? undefined : localDateAt(had.at(-1)!, 'Europe/Berlin');
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
      const local = localDateAt(monday, 'Europe/Berlin');
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
  const today = localDateAt(from, 'Europe/Berlin');
  const first = addDays(today, (8 - weekdayOf(today)) % 7 || 7);
  return Array.from({ length: 60 }, (_, week) =>
    dueTick({ zone: 'Europe/Berlin', localDate: addDays(first, week * 7), localTime: '07:00' }),
  ).filter((monday) => Temporal.Instant.compare(monday, until) < 0);
}
