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
import { exactly, inFives, type Shown } from './in-fives.ts';
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
  const may = exact ? exactly : inFives;
  const spread = (tally: Tally) => (exact || tally.size >= spreadMin ? (tally.spread() ?? null) : null);
  const { had, started, otherWording, startedLate } = outcomes;
  const ofHad = may.of(had);
  const ofStarted = ofHad.of(started);
  const moment = (name: Moment, of: MomentPlace) => {
    const ofDue = ofStarted.of(of.due);
    const due = ofStarted.count(of.due);
    return { ...placeFigures(name, of, ofDue.of(of.asked), spread), place: name, due, asked: ofDue.count(of.asked) };
  };
  return {
    series: series.id,
    at,
    exact,
    people: {
      had: may.count(had),
      started: ofHad.count(started),
      otherWording: ofHad.count(otherWording),
      startedLate: ofHad.count(startedLate),
    },
    atStart: eachQuestion((question) => ({
      answered: ofStarted.count(outcomes.atStart[question].size),
      spread: spread(outcomes.atStart[question]),
    })),
    moments: (Object.keys(moments) as Moment[]).map((name) => moment(name, outcomes.moments[name])),
    weeks: [...outcomes.weeks]
      .toSorted(([a], [b]) => a - b)
      .map(([week, of]) => placeFigures(String(week), of, ofStarted, spread)),
    lessons: everyLesson(series).flatMap(({ id }) => {
      const of = outcomes.lessons.get(id);
      return of === undefined ? [] : [placeFigures(id, of, ofStarted, spread)];
    }),
  };
}

/** @param may - what may be said of those who could have answered there */
function placeFigures(
  place: string,
  { answered, practised, atStart, change }: Place,
  may: Shown,
  spread: (tally: Tally) => Spread | null,
): PlaceFigures {
  const ofAnswered = may.of(answered);
  const counts = Object.entries(practised).map(([answer, count]) => [answer, ofAnswered.count(count)]);
  return {
    place,
    answered: may.count(answered),
    practised: Object.fromEntries(counts) as PlaceFigures['practised'],
    questions: eachQuestion((question) => {
      const both = change[question];
      const ofBoth = ofAnswered.of(both.size);
      return {
        answered: ofAnswered.count(both.size),
        atStart: spread(atStart[question]),
        change: spread(both),
        lower: ofBoth.count(both.between(-Infinity, -noticeable)),
        same: ofBoth.count(both.between(1 - noticeable, noticeable - 1)),
        higher: ofBoth.count(both.between(noticeable, Infinity)),
      };
    }),
  };
}

function eachQuestion<Of>(make: (question: Question) => Of): Record<Question, Of> {
  return Object.fromEntries(questions.map((question) => [question, make(question)])) as Record<Question, Of>;
}
