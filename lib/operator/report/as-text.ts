import { type PlaceFigures, type ReportFigures } from './figures.ts';
import type { LessonFigures } from './lesson-figures.ts';
import { questions, type Question } from './outcomes.ts';
import { cautions, formatCount, formatSpread, momentNames, passedOn, questionNames, reading } from './words.ts';

/** The report for people to read in a terminal. */
export function formatReport(report: ReportFigures): string {
  const { series, at, exact, people, moments, weeks, lessons } = report;
  const count = (value: number | null) => formatCount(value).padStart(9);
  return [
    `Does it help? ${series}, as of ${at.slice(0, 10)}`,
    ...cautions,
    '',
    `${'Had a lesson, and were asked where they start'.padEnd(54)}${count(people.had)}`,
    `${'Said where they start'.padEnd(54)}${count(people.started)}`,
    `${'Not counted: agreed to a wording without this use'.padEnd(54)}${count(people.otherWording)}`,
    `${'Not counted: said it later than two weeks in'.padEnd(54)}${count(people.startedLate)}`,
    '',
    `${''.padEnd(32)} ${'that far'.padStart(9)} ${'asked'.padStart(9)} ${'answered'.padStart(9)}`,
    ...moments.map(
      ({ place, due, asked, answered }) =>
        `${momentNames[place].padEnd(32)} ${count(due)} ${count(asked)} ${count(answered)}`,
    ),
    ...questions.flatMap((question) => [
      '',
      questionNames[question],
      `${'  '.padEnd(32)} ${'answered'.padStart(9)}  ${'at the start'.padEnd(18)} ${'change'.padEnd(18)} ${'lower'.padStart(9)} ${'same'.padStart(9)} ${'higher'.padStart(9)}`,
      `  ${'start'.padEnd(30)} ${count(report.atStart[question].answered)}  ${formatSpread(report.atStart[question].spread)}`,
      ...moments.map((one) => placeLine(momentNames[one.place], one, question)),
      ...weeks.map((one) => placeLine(`week ${one.place}`, one, question)),
      ...lessons.map((one) => placeLine(one.place, one, question)),
    ]),
    '',
    reading,
    exact ? 'Counts are exact: for you alone, and not to be passed on.' : passedOn,
  ].join('\n');
}

function placeLine(name: string, { questions: of }: PlaceFigures, question: Question): string {
  const { answered, atStart, change, lower, same, higher } = of[question];
  const count = (value: number | null) => formatCount(value).padStart(9);
  return `  ${name.padEnd(30)} ${count(answered)}  ${formatSpread(atStart).padEnd(18)} ${formatSpread(change).padEnd(18)} ${count(lower)} ${count(same)} ${count(higher)}`;
}

/** The figures of lessons for people to read in a terminal. */
export function formatLessonFigures(figures: readonly LessonFigures[], exact: boolean): string {
  const columns = ['sent', 'bounced', 'left', 'said', 'tried', 'liked'] as const;
  return [
    `${'lesson'.padEnd(32)} ${columns.map((column) => column.padStart(8)).join(' ')}`,
    ...figures.map(
      (one) => `${one.lesson.padEnd(32)} ${columns.map((column) => formatCount(one[column]).padStart(8)).join(' ')}`,
    ),
    '',
    exact ? 'Counts are exact: for you alone, and not to be passed on.' : passedOn,
  ].join('\n');
}
