import type { CheckIn } from '../person/records.ts';
import type { Person } from '../person/subscriber.ts';
import { localDateAt } from '../time/calendar.ts';
import { Temporal } from 'temporal-polyfill';
import { lessonAskedAbout } from './asked-about.ts';
import { everyLesson } from './course.ts';
import type { Lesson, Series } from './series.ts';

/** A lesson that somebody has had, with what they wrote about it. */
export interface OwnLesson {
  lesson: Lesson;
  /** The local date on which it came last. */
  cameOn: string;
  isKept: boolean;
  /** Their plan for it; undefined without one. */
  plan: string | undefined;
  /** What they wrote in check-ins that asked about its week, oldest first. */
  notes: string[];
}

/** The lessons of a series that somebody has had, the newest first. */
export function lessonsHad(person: Person, series: Series, checkIns: readonly CheckIn[]): OwnLesson[] {
  const { sent, kept = [], ownPlan, preferences } = person;
  const noted = checkIns.flatMap(({ at, note }) =>
    note === undefined ? [] : [{ note, of: lessonAskedAbout(person, series, at)?.id }],
  );
  return everyLesson(series)
    .filter(({ id }) => Object.hasOwn(sent, id))
    .sort((one, other) => (sent[one.id]! < sent[other.id]! ? 1 : -1))
    .map((lesson) => ({
      lesson,
      cameOn: localDateAt(Temporal.Instant.from(sent[lesson.id]!), preferences.zone),
      isKept: kept.includes(lesson.id),
      plan: ownPlan?.lesson === lesson.id ? ownPlan.text : undefined,
      notes: noted.filter(({ of }) => of === lesson.id).map(({ note }) => note),
    }));
}

/** What is still to come, in order: of the branch that they chose, then of the course. */
export function lessonsToCome({ sent, branch, leftOut = [] }: Person, { branches, lessons }: Series): Lesson[] {
  const chosen = branches.find(({ id, onDemand }) => id === branch && !onDemand)?.lessons ?? [];
  return [...chosen, ...lessons].filter(({ id }) => !Object.hasOwn(sent, id) && !leftOut.includes(id));
}
