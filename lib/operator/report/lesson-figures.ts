import type { SeriesCounts } from '../../../lambdas/core/counting/counts.ts';
import { everyLesson } from '../../../lambdas/core/course/course.ts';
import type { Series } from '../../../lambdas/core/course/series.ts';
import { practiceAnswers } from '../../../lambdas/core/person/stored-values.ts';
import { inFives, partInFives } from './in-fives.ts';

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
  const may = (count: number) => (exact ? count : inFives(count));
  return everyLesson(series).map(({ id, title }) => {
    const found = counts?.lessons[id];
    const said = practiceAnswers.reduce((sum, answer) => sum + (found?.practised[answer] ?? 0), 0);
    const tried = said - (found?.practised['0'] ?? 0);
    return {
      lesson: id,
      title,
      sent: may(found?.sent ?? 0),
      bounced: may(found?.bouncedAfter ?? 0),
      left: may(found?.leftAfter ?? 0),
      said: may(said),
      tried: exact ? tried : partInFives(tried, said),
      liked: may(found?.liked ?? 0),
    };
  });
}
