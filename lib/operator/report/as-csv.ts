import { practiceAnswers } from '../../../lambdas/core/person/stored-values.ts';
import { csvLine } from '../csv.ts';
import type { MomentFigures, PlaceFigures, ReportFigures } from './figures.ts';
import type { LessonFigures } from './lesson-figures.ts';
import { questions } from './outcomes.ts';

type Cell = string | number | null | undefined;

const line = (cells: readonly Cell[]) => csvLine(cells.map((cell) => cell ?? ''));

const reportColumns = [
  'by',
  'place',
  'question',
  'that_far',
  'asked',
  'answered',
  'start_lower_quartile',
  'start_median',
  'start_upper_quartile',
  'change_lower_quartile',
  'change_median',
  'change_upper_quartile',
  'lower',
  'same',
  'higher',
  ...practiceAnswers.map((answer) => `practised_${answer.replace('-', '_to_')}`),
];

/** The report as CSV: a line per place and question. Empty: too few, or nobody. */
export function reportCsv({ atStart, people, moments, weeks, lessons }: ReportFigures): string {
  const start = questions.map((question) => {
    const { answered, spread } = atStart[question];
    return ['start', '', question, people.started, people.had, answered, spread?.lower, spread?.median, spread?.upper];
  });
  const rows: Cell[][] = [
    ...start,
    ...moments.flatMap((place) => placeLines('moment', place)),
    ...weeks.flatMap((place) => placeLines('week', place)),
    ...lessons.flatMap((place) => placeLines('lesson', place)),
  ];
  const filled = (row: Cell[]) => reportColumns.map((_, index) => row[index]);
  return [reportColumns, ...rows.map(filled)].map(line).join('');
}

function placeLines(by: string, place: PlaceFigures & Partial<MomentFigures>): Cell[][] {
  const common = [by, place.place];
  const practised = practiceAnswers.map((answer) => place.practised[answer]);
  const gap = Array.from<Cell>({ length: 9 });
  return [
    [...common, 'practised', place.due, place.asked, place.answered, ...gap, ...practised],
    ...questions.map((question): Cell[] => {
      const { answered, atStart, change, lower, same, higher } = place.questions[question];
      const spreads = [atStart, change].flatMap((one) => [one?.lower, one?.median, one?.upper]);
      return [...common, question, place.due, place.asked, answered, ...spreads, lower, same, higher];
    }),
  ];
}

/** The figures of lessons as CSV. */
export function lessonsCsv(figures: readonly LessonFigures[]): string {
  const columns = ['lesson', 'title', 'sent', 'bounced', 'left', 'said', 'tried', 'liked'] as const;
  return [[...columns], ...figures.map((one) => columns.map((column) => one[column]))].map(line).join('');
}
