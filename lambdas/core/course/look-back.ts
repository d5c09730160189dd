import type { MailFields } from './series.ts';
import { lastDayOf } from './asked-about.ts';
import { type Measure, measures, thenAndNow } from './progress.ts';
import type { Person } from '../person/subscriber.ts';
import { formatDay } from '../time/words.ts';

const names: Record<Measure, string> = { stress: 'Stress', pain: 'Pain', active: 'Days active' };

/** An answer in words: "7 of 10". */
const outOf = (measure: Measure, value: number) => `${value} of ${measures[measure]}`;

/**
 * What the email of a lesson that looks back shows: nothing to somebody of whom nothing is stored, and a link to their page to others. Their numbers and
 * their own line stand in it only where they want that: other people see inboxes. The profile has the latest check-ins alone, so without a start it has no
 * "then".
 */
export function lookingBack({
  healthConsent,
  start,
  goal,
  recentCheckIns = [],
  scoresInMails,
}: Pick<Person, 'healthConsent' | 'start' | 'goal' | 'recentCheckIns' | 'scoresInMails'>): Partial<MailFields> {
  const isScored = recentCheckIns.some(({ stress, pain }) => stress !== undefined || pain !== undefined);
  if (healthConsent === undefined || (start === undefined && goal === undefined && !isScored)) return {};
  if (scoresInMails !== true) return { lookBack: 'yes' };
  const since = start === undefined ? [] : recentCheckIns.filter((one) => lastDayOf(one) > start.to);
  return {
    lookBack: 'yes',
    goal: goal ?? '',
    thenAndNow: thenAndNow(since, start)
      .filter(({ was }) => was.to === start?.to)
      .map(({ measure, was, now }) => ({
        name: names[measure],
        was: outOf(measure, was.value),
        since: formatDay(was.to),
        now: outOf(measure, now.value),
        to: formatDay(now.to),
      })),
  };
}
