import { lessonAskedAbout } from './asked-about.ts';
import { everyLesson } from './course.ts';
import type { Lesson, Series } from './series.ts';
import { monthlyPace } from '../person/preferences.ts';
import type { CheckIn } from '../person/records.ts';
import type { PracticeAnswer } from '../person/stored-values.ts';
import type { Person } from '../person/subscriber.ts';

/** The place in a course after which somebody may stop, with a finish. Which lesson that is, its series says. */

/** How many lessons of the course they have had. */
export function hadOf({ sent }: Pick<Person, 'sent'>, { lessons }: Pick<Series, 'lessons'>): number {
  return lessons.filter(({ id }) => Object.hasOwn(sent, id)).length;
}

/** Have they had the lesson after which they may stop? */
export function isHalfway({ sent }: Pick<Person, 'sent'>, { halfway }: Pick<Series, 'halfway'>): boolean {
  return halfway !== undefined && Object.hasOwn(sent, halfway);
}

/** May they stop here? They are that far, and more of the course would come. Who keeps a lesson a month has had what they wanted of it. */
export function mayStop(person: Person, series: Pick<Series, 'lessons' | 'halfway'>): boolean {
  const { status, stoppedAt, weeksBetween, sent, leftOut } = person;
  if (status !== 'active' || stoppedAt !== undefined || weeksBetween === monthlyPace) return false;
  return (
    isHalfway(person, series) && series.lessons.some(({ id }) => !Object.hasOwn(sent, id) && !leftOut?.includes(id))
  );
}

/** As many as anybody keeps doing. */
const keepersMax = 3;

const weight: Record<PracticeAnswer, number> = { '0': 0, '1-2': 1, '3-4': 2, '5-7': 3 };

/**
 * Up to three lessons that they may want to keep doing: first those that they keep, then those that they practised most by their check-ins. Nothing where
 * they said neither.
 */
export function keepersOf(person: Person, checkIns: readonly CheckIn[], series: Series): Lesson[] {
  const { kept = [], leftOut } = person;
  const practised = new Map<string, number>();
  for (const { at, days } of checkIns) {
    const lesson = lessonAskedAbout(person, series, at)?.id;
    if (lesson !== undefined && weight[days] > 0)
      practised.set(lesson, Math.max(practised.get(lesson) ?? 0, weight[days]));
  }
  const most = [...practised].sort(([, one], [, other]) => other - one).map(([id]) => id);
  const ids = [...new Set([...kept, ...most])].filter((id) => !leftOut?.includes(id));
  const all = everyLesson(series);
  return ids.flatMap((id) => all.find((lesson) => lesson.id === id) ?? []).slice(0, keepersMax);
}
