import type { RecentCheckIn } from '../person/records.ts';
import { practiceWords } from './practice-words.ts';
import type { WeekFields } from './series.ts';
import type { Person } from '../person/subscriber.ts';
import { addDays, weekOf } from '../time/calendar.ts';
import { formatDay } from '../time/words.ts';
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
 */
export function chartWeeks({
  sent,
  lessonSentOn = '',
  weeksBetween = 1,
  recentCheckIns = [],
  scoresInMails,
}: Pick<Person, 'sent' | 'lessonSentOn' | 'weeksBetween' | 'recentCheckIns' | 'scoresInMails'>): WeekFields[] {
  if (scoresInMails !== true || Object.keys(sent).length % everyLessons !== 0) return [];
  const lastChart = addDays(weekOf(lessonSentOn), -7 * weeksBetween * everyLessons);
  if ((recentCheckIns.at(-1)?.week ?? '') < lastChart) return [];
  return recentCheckIns.slice(-weeksMax).map((week) => ({
    label: formatDay(lastDayOf(week)),
    said: [`${practiceWords(week)}.`, ...scores(week)].join(' '),
    stress: percent(week.stress),
    pain: percent(week.pain),
  }));
}

function scores({ stress, pain }: RecentCheckIn): string[] {
  return [
    ...(stress === undefined ? [] : [`Stress ${stress} of 10.`]),
    ...(pain === undefined ? [] : [`Pain ${pain} of 10.`]),
  ];
}

/** At least a hair's breadth, so that "none" is seen to have been said. */
function percent(score: number | undefined): string {
  return score === undefined ? '' : String(Math.max(1, score * 10));
}
