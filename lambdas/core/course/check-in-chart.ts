import type { RecentCheckIn } from '../person/records.ts';
import { practiceWords } from './practice-words.ts';
import type { Series, WeekFields } from './series.ts';
import type { Person } from '../person/subscriber.ts';
import { addDays, weekOf } from '../time/calendar.ts';
import { datesIn } from '../time/words.ts';
import { merged } from '../kit/full-stop.ts';
import type { MergedWords } from './merged-words.ts';
import { lastDayOf } from './asked-about.ts';

/** The small chart of a lesson: in every so many lessons. */
const everyLessons = 4;

/** Check-ins in it. */
const weeksMax = 4;

/**
 * The last check-ins, for the chart in every fourth lesson of whoever wants their scores there; none in other lessons, and none where nothing was said
 * since the chart before.
 *
 * @param person - as the lesson leaves them: it counts as sent
 * @param spoken - the words of the email, and its language
 */
export function chartWeeks(
  {
    sent,
    lessonSentOn = '',
    weeksBetween = 1,
    recentCheckIns = [],
    scoresInMails,
  }: Pick<Person, 'sent' | 'lessonSentOn' | 'weeksBetween' | 'recentCheckIns' | 'scoresInMails'>,
  { merged: words, language }: Pick<Series, 'merged' | 'language'>,
): WeekFields[] {
  if (scoresInMails !== true || Object.keys(sent).length % everyLessons !== 0) return [];
  const lastChart = addDays(weekOf(lessonSentOn), -7 * weeksBetween * everyLessons);
  if ((recentCheckIns.at(-1)?.week ?? '') < lastChart) return [];
  return recentCheckIns.slice(-weeksMax).map((week) => ({
    label: datesIn(language).formatDay(lastDayOf(week)),
    said: [merged(words.chart.practice, { practice: practiceWords(week, words) }), ...scores(week, words)].join(' '),
    stress: percent(week.stress),
    pain: percent(week.pain),
  }));
}

function scores({ stress, pain }: RecentCheckIn, { chart }: MergedWords): string[] {
  return [
    ...(stress === undefined ? [] : [merged(chart.stress, { score: stress })]),
    ...(pain === undefined ? [] : [merged(chart.pain, { score: pain })]),
  ];
}

/** At least a hair's breadth, so that "none" is seen to have been said. */
function percent(score: number | undefined): string {
  return score === undefined ? '' : String(Math.max(1, score * 10));
}
