import { practiceAnswers } from '../../lambdas/core/check-in.ts';
import type { Counts, Difference, LessonCounts } from '../../lambdas/core/counting.ts';
import type { Series } from '../../lambdas/core/series.ts';

/** Below this many people a rate would say something about one of them. */
export const peopleMin = 5;

/** Part of a whole in percent; undefined where the whole is too few. */
export function rate(part: number, whole: number): number | undefined {
  return whole < peopleMin ? undefined : Math.round((100 * part) / whole);
}

/** What is worth knowing of a lesson; rates in percent, undefined where too few people had it. */
export function lessonFigures({ sent, leftAfter, practised }: LessonCounts) {
  const answers = practiceAnswers.reduce((sum, answer) => sum + practised[answer], 0);
  return {
    sent,
    left: rate(leftAfter, sent),
    checkedIn: rate(answers, sent),
    /** Of those who checked in: on three days or more. */
    practised: rate(practised['3-4'] + practised['5-7'], answers),
  };
}

/** For people to read. */
export function countsInWords({ now, days }: { now?: Counts['now']; days: Counts['days'] }, series: Series): string {
  if (now === undefined) return 'Nothing was counted yet: that is done once a night.';
  const percent = (value: number | undefined) => (value === undefined ? '–' : `${value} %`).padStart(6);
  const titles = [...series.lessons.map(({ id }) => id), ...Object.keys(now.lessons)];
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
    ...Object.entries(days)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .slice(-14)
      .map(
        ([day, { signedUp, left, bounced, complained, lessons, within1Hour, later }]) =>
          `${day}  ${signedUp} signed up, ${left} left, ${bounced} bounced, ${complained} complained; ${lessons} lessons, ${within1Hour + later} of them late`,
      ),
    `– where fewer than ${peopleMin} people had it`,
  ].join('\n');
}

export function differencesInWords(differences: readonly Difference[], written: boolean): string {
  if (differences.length === 0) return 'Every day is as it was counted.';
  return [
    ...differences.map(
      ({ series, day, what, stored, counted }) => `${series} ${day} ${what}: kept ${stored}, now ${counted}`,
    ),
    written
      ? 'Kept as counted now.'
      : 'Nothing was changed. To keep what was counted now: the same command with --yes.',
  ].join('\n');
}
