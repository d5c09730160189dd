import { Temporal } from 'temporal-polyfill';
import type { Person } from '../person/subscriber.ts';
import { addDays, isoInstant, localDateAt } from '../time/calendar.ts';
import { everyLesson } from './course.ts';
import type { Lesson, Series } from './series.ts';

/* A lesson asks how the week before it was. So a check-in looks back from the latest lesson, on the practice of the one before it. */

type Sendings = Pick<Person, 'sent' | 'earlier' | 'completedAt'>;

/** Days after the end of a course in which a check-in is about the practice of its last lesson. Later it is about none. */
const lastAskedDays = 7;

/** What had been sent by an instant, oldest first. */
function sendingsUntil({ sent, earlier = [] }: Sendings, at: string): { lesson: string; at: string }[] {
  return [...Object.entries(sent).map(([lesson, on]) => ({ lesson, at: on })), ...earlier]
    .filter((sending) => sending.at <= at)
    .sort((one, other) => (one.at < other.at ? -1 : 1));
}

/**
 * The lesson whose practice a check-in at that instant asks about; undefined before the first one, and long after the last. With only one so far, it is that
 * one.
 */
export function lessonAskedAbout(person: Sendings, series: Series, at: string): Lesson | undefined {
  const sendings = sendingsUntil(person, at);
  const { completedAt } = person;
  const isOver = completedAt !== undefined && completedAt <= at;
  if (isOver && Temporal.Instant.from(completedAt).until(at).total('hours') > lastAskedDays * 24) return undefined;
  // The email that ends a course brings no lesson, and asks about the last one.
  const asked = (isOver ? undefined : sendings.at(-2)) ?? sendings.at(-1);
  return everyLesson(series).find(({ id }) => id === asked?.lesson);
}

/**
 * The last day of the week that a check-in looks back on: the day before the lesson that asks, or yesterday, where that came a week ago or is still to
 * come.
 */
export function weekAskedAbout(person: Sendings & Pick<Person, 'preferences'>, now: Temporal.Instant): string {
  const { zone } = person.preferences;
  const today = localDateAt(now, zone);
  const latest = sendingsUntil(person, isoInstant(now)).at(-1);
  const cameOn = latest === undefined ? '' : localDateAt(Temporal.Instant.from(latest.at), zone);
  return addDays(cameOn > addDays(today, -7) ? cameOn : today, -1);
}

/** The last day of the week that a check-in was about. Earlier releases did not store it; their lessons mostly came on Mondays. */
export function lastDayOf({ week, to }: { week: string; to?: string }): string {
  return to ?? addDays(week, -1);
}
