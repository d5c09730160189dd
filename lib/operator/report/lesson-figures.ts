import type { SeriesCounts } from '../../../lambdas/core/counting/counts.ts';
import { everyLesson } from '../../../lambdas/core/course/course.ts';
import type { Series } from '../../../lambdas/core/course/series.ts';
import { practiceAnswers } from '../../../lambdas/core/person/stored-values.ts';
import { exactly, inFives } from './in-fives.ts';

/** What became of a lesson, in people. Null: too few to pass on. */
export interface LessonFigures {
  lesson: string;
  title: string;
  sent: number | null;
  /** Whose address took no more emails after it. */
  bounced: number | null;
  /** Who unsubscribed after it. */
  left: number | null;
  /** Who answered how it went. */
  said: number | null;
  /** Of these, who tried its practice at least once. */
  tried: number | null;
  /** Who keep it to find it again. */
  liked: number | null;
}

/** The figures of every lesson, as counted last night, in the order of the series. */
export function figuresOfLessons(series: Series, counts: SeriesCounts | undefined, exact: boolean): LessonFigures[] {
  const may = exact ? exactly : inFives;
  return everyLesson(series).map(({ id, title }) => {
    const found = counts?.lessons[id];
    const said = practiceAnswers.reduce((sum, answer) => sum + (found?.practised[answer] ?? 0), 0);
    const sent = found?.sent ?? 0;
    const ofSent = may.of(sent);
    return {
      lesson: id,
      title,
      sent: may.count(sent),
      bounced: ofSent.count(found?.bouncedAfter ?? 0),
      left: ofSent.count(found?.leftAfter ?? 0),
      said: ofSent.count(said),
      tried: ofSent.of(said).count(said - (found?.practised['0'] ?? 0)),
      liked: ofSent.count(found?.liked ?? 0),
    };
  });
}
