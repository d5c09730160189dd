import type { RecentCheckIn } from '../person/records.ts';
import type { WeekFields } from './series.ts';
import type { Person } from '../person/subscriber.ts';
import { formatDay } from '../time/words.ts';

/** The small chart of a lesson: in every so many lessons. */
const everyLessons = 4;

/** Check-ins in it. */
const weeksMax = 4;

const formatDays = {
  '0': 'No practice',
  '1-2': 'Practised on 1 or 2 days',
  '3-4': 'Practised on 3 or 4 days',
  '5-7': 'Practised on 5 days or more',
};

/**
 * The last check-ins, for the chart in every fourth lesson; none in other lessons.
 *
 * @param person - as the lesson leaves them: it counts as sent
 */
export function chartWeeks({ sent, recentCheckIns = [] }: Pick<Person, 'sent' | 'recentCheckIns'>): WeekFields[] {
  if (Object.keys(sent).length % everyLessons !== 0) return [];
  return recentCheckIns.slice(-weeksMax).map((week) => ({
    label: formatDay(week.week),
    said: [`${formatDays[week.days]}.`, ...scores(week)].join(' '),
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
