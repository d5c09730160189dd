import { everyLesson } from '../../../lambdas/core/course/course.ts';
import { noticeable } from '../../../lambdas/core/course/progress.ts';
import type { Series } from '../../../lambdas/core/course/series.ts';
import type { PracticeAnswer } from '../../../lambdas/core/person/stored-values.ts';
import {
  moments,
  type Moment,
  type MomentPlace,
  type Outcomes,
  type Place,
  type Question,
  questions,
} from './outcomes.ts';
import { inFives, partInFives } from './in-fives.ts';
import type { Spread, Tally } from './tally.ts';

/*
 * The report as numbers: exact for the operator alone, or as they may be passed on. Then counts are in fives, and a spread is of so many that each of its
 * quarters holds at least five people.
 */

/** Fewer answers than these have no spread that may be passed on. */
export const spreadMin = 20;

/** What became of one question. Null: too few, or nobody. */
export interface QuestionFigures {
  /** People who answered it at the start and then. */
  answered: number | null;
  atStart: Spread | null;
  /** The answer less that of the start. */
  change: Spread | null;
  /** People whose answer is lower, or higher, by {@link noticeable} or more; `same`: by less than that. */
  lower: number | null;
  same: number | null;
  higher: number | null;
}

export interface PlaceFigures {
  place: string;
  answered: number | null;
  practised: Record<PracticeAnswer, number | null>;
  questions: Record<Question, QuestionFigures>;
}

export type MomentFigures = PlaceFigures & { due: number | null; asked: number | null };

/** The whole report. */
export interface ReportFigures {
  series: string;
  /** ISO instant. */
  at: string;
  /** Counts are exact; otherwise in fives. */
  exact: boolean;
  people: Record<'had' | 'started' | 'otherWording' | 'startedLate', number | null>;
  atStart: Record<Question, { answered: number | null; spread: Spread | null }>;
  moments: (MomentFigures & { place: Moment })[];
  /** By weeks since the first lesson, in order. */
  weeks: PlaceFigures[];
  /** By id of the lesson whose practice was asked about, in the order of the series. */
  lessons: PlaceFigures[];
}

/** The numbers of a report. */
export function reportFigures(outcomes: Outcomes, series: Series, at: string, exact: boolean): ReportFigures {
  const may = allowed(exact);
  const { had, started, otherWording, startedLate } = outcomes;
  const place = (name: string, of: Place) => placeFigures(name, of, may);
  const moment = (name: Moment, of: MomentPlace) => ({
    ...place(name, of),
    place: name,
    due: may.count(of.due),
    asked: may.count(of.asked),
  });
  return {
    series: series.id,
    at,
    exact,
    people: {
      had: may.count(had),
      started: may.count(started),
      otherWording: may.count(otherWording),
      startedLate: may.count(startedLate),
    },
    atStart: eachQuestion((question) => ({
      answered: may.count(outcomes.atStart[question].size),
      spread: may.spread(outcomes.atStart[question]),
    })),
    moments: (Object.keys(moments) as Moment[]).map((name) => moment(name, outcomes.moments[name])),
    weeks: [...outcomes.weeks].toSorted(([a], [b]) => a - b).map(([week, of]) => place(String(week), of)),
    lessons: everyLesson(series).flatMap(({ id }) => {
      const of = outcomes.lessons.get(id);
      return of === undefined ? [] : [place(id, of)];
    }),
  };
}

interface Allowed {
  count: (count: number) => number | null;
  part: (part: number, whole: number) => number | null;
  spread: (tally: Tally) => Spread | null;
}

function allowed(exact: boolean): Allowed {
  return {
    count: (count) => (exact ? count : inFives(count)),
    part: (part, whole) => (exact ? part : partInFives(part, whole)),
    spread: (tally) => (exact || tally.size >= spreadMin ? (tally.spread() ?? null) : null),
  };
}

function placeFigures(place: string, { answered, practised, atStart, change }: Place, may: Allowed): PlaceFigures {
  const counts = Object.entries(practised).map(([answer, count]) => [answer, may.part(count, answered)]);
  return {
    place,
    answered: may.count(answered),
    practised: Object.fromEntries(counts) as PlaceFigures['practised'],
    questions: eachQuestion((question) => ({
      answered: may.part(change[question].size, answered),
      atStart: may.spread(atStart[question]),
      change: may.spread(change[question]),
      lower: may.part(change[question].between(-Infinity, -noticeable), change[question].size),
      same: may.part(change[question].between(1 - noticeable, noticeable - 1), change[question].size),
      higher: may.part(change[question].between(noticeable, Infinity), change[question].size),
    })),
  };
}

function eachQuestion<Of>(make: (question: Question) => Of): Record<Question, Of> {
  return Object.fromEntries(questions.map((question) => [question, make(question)])) as Record<Question, Of>;
}
