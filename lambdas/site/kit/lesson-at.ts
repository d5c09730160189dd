import { everyLesson } from '../../core/course/course.ts';
import type { Lesson, Series } from '../../core/course/series.ts';

export interface LessonOfSeries {
  lesson: Lesson;
  series: Series;
}

/** The lesson of an id, in the first of these series that has it. */
export function lessonAt(id: string, among: readonly Series[]): LessonOfSeries | undefined {
  for (const series of among) {
    const lesson = everyLesson(series).find((one) => one.id === id);
    if (lesson !== undefined) return { lesson, series };
  }
  return undefined;
}
