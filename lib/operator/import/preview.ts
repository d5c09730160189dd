import { nextLesson } from '../../../lambdas/core/course/course.ts';
import { formatSchedule } from '../../../lambdas/core/person/preferences.ts';
import type { PersonInFile } from './person.ts';
import { placePerson, type ImportDeps, type TakeOverOptions } from './take-over.ts';

/** People of a dry run who are shown. */
export const previewsMax = 3;

/** Somebody as they would be. */
export interface Preview {
  line: number;
  firstName: string;
  /** Day, time and zone in words. */
  schedule: string;
  series: string;
  /** Id of the lesson that they go on with; undefined when they had every one. */
  lesson: string | undefined;
  /** Its number in the series, from 1. */
  lessonNumber: number | undefined;
  status: 'active' | 'asked to confirm';
  pausedUntil?: string;
}

/** What somebody of a file would be like, who is added or asked. */
export function previewOf(
  line: number,
  outcome: 'added' | 'asked',
  person: PersonInFile,
  deps: Pick<ImportDeps, 'series' | 'clock' | 'cohorts'>,
  options: Pick<TakeOverOptions, 'series'>,
): Preview {
  const placed = placePerson(person, deps, options);
  if ('why' in placed) throw new Error('Nobody is shown who is refused');
  const { series, progress, preferences, firstName, weeksBetween, startsOn } = placed;
  const { sent, leftOut } = progress;
  const lesson = nextLesson(series, { sent: sent ?? {}, ...(leftOut !== undefined && { leftOut }) })?.id;
  const index = series.lessons.findIndex(({ id }) => id === lesson);
  return {
    line,
    firstName,
    schedule: formatSchedule(preferences, 'en', weeksBetween),
    series: series.id,
    lesson,
    lessonNumber: index < 0 ? undefined : index + 1,
    status: outcome === 'added' ? 'active' : 'asked to confirm',
    ...(startsOn !== undefined && { pausedUntil: startsOn }),
  };
}

/** The same for people to read. */
export function formatPreview({ line, firstName, schedule, series, lesson, lessonNumber, ...rest }: Preview): string {
  const goesOn =
    lesson === undefined ? 'has had every lesson' : `goes on with lesson ${lessonNumber ?? ''} “${lesson}”`;
  const pause = rest.pausedUntil === undefined ? '' : `, from ${rest.pausedUntil}`;
  return `  line ${line}: ${firstName === '' ? 'no first name' : firstName}; ${schedule}${pause}; series ${series}, ${goesOn}; ${rest.status}`;
}
