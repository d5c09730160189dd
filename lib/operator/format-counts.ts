import type { Difference } from '../../lambdas/core/counting/counting.ts';
import type { Counts, LessonCounts } from '../../lambdas/core/counting/counts.ts';
import type { Series } from '../../lambdas/core/course/series.ts';
import { peopleMin, percentOf, rate } from './aggregates.ts';
import { periods } from './periods.ts';
import { practiceAnswers } from '../../lambdas/core/person/stored-values.ts';

type Read = { now?: Counts['now']; days: Counts['days'] };

/** What is worth knowing of a lesson; rates in percent, undefined where they would tell what too few people said. */
export function lessonFigures({ sent, leftAfter, practised }: LessonCounts) {
  const answers = practiceAnswers.reduce((sum, answer) => sum + practised[answer], 0);
  return {
    sent,
    left: percentOf(leftAfter, sent),
    checkedIn: rate(answers, sent),
    /** Of those who checked in: on three days or more. */
    practised: rate(practised['3-4'] + practised['5-7'], answers),
  };
}

/** For programs: null where a rate would tell what too few people said. */
export function countsAsData({ now, days }: Read) {
  if (now === undefined) return { days };
  const lessons = Object.entries(now.lessons).map(([id, counts]) => {
    const { checkedIn = null, practised = null, ...figures } = lessonFigures(counts);
    return [id, { ...figures, checkedIn, practised }] as const;
  });
  return { now: { ...now, lessons: Object.fromEntries(lessons) }, days };
}

/** For people to read. */
export function formatCounts({ now, days }: Read, series: Series): string {
  if (now === undefined) return 'Nothing was counted yet: counting runs once per night.';
  const percent = (value: number | undefined) => (value === undefined ? '–' : `${value} %`).padStart(6);
  const titles = [...series.lessons.map(({ id }) => id), ...Object.keys(now.lessons)];
  const { dates, values } = periods(days, [
    'signedUp',
    'left',
    'bounced',
    'complained',
    'lessons',
    'within1Hour',
    'later',
  ]);
  return [
    `Counted ${now.at}`,
    `People    ${Object.entries(now.people)
      .map(([status, count]) => `${status} ${count}`)
      .join(', ')}`,
    '',
    `${'lesson'.padEnd(32)} ${'sent'.padStart(7)} ${'left'.padStart(6)} ${'said'.padStart(6)} ${'3+ days'.padStart(7)}`,
    ...[...new Set(titles)].flatMap((id) => {
      const counts = now.lessons[id];
      if (counts === undefined) return [];
      const { sent, left, checkedIn, practised } = lessonFigures(counts);
      return [
        `${id.padEnd(32)} ${String(sent).padStart(7)} ${percent(left)} ${percent(checkedIn)} ${percent(practised)}`,
      ];
    }),
    '',
    `${'day'.padEnd(10)}  signed up    left  bounced  complained  lessons  late ≤ 1 h  later`,
    ...dates.slice(-14).map((date, index, { length }) => {
      const of = (what: keyof typeof values, width: number) =>
        String(values[what].slice(-length)[index]).padStart(width);
      return `${date}  ${of('signedUp', 9)} ${of('left', 7)} ${of('bounced', 8)} ${of('complained', 11)} ${of('lessons', 8)} ${of('within1Hour', 11)} ${of('later', 6)}`;
    }),
    '',
    `– where a rate would tell what fewer than ${peopleMin} people said.`,
  ].join('\n');
}

export function formatDifferences(differences: readonly Difference[], written: boolean): string {
  if (differences.length === 0) return 'Every day is as it was counted.';
  return [
    ...differences.map(
      ({ series, day, what, stored, counted }) => `${series} ${day} ${what}: kept ${stored}, now ${counted}`,
    ),
    written ? 'Kept as counted now.' : 'Nothing changed. Run it again with --yes to keep what was counted now.',
  ].join('\n');
}
