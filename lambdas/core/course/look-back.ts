import type { MailFields, Series } from './series.ts';
import { lastDayOf } from './asked-about.ts';
import { measures, thenAndNow } from './progress.ts';
import type { Person } from '../person/subscriber.ts';
import { datesIn } from '../time/words.ts';
import { merged } from '../kit/full-stop.ts';

/**
 * What the email of a lesson that looks back shows: nothing to somebody of whom nothing is stored, and a link to their page to others. Their numbers and
 * their own line stand in it only where they want that: other people see inboxes. The profile has the latest check-ins alone, so without a start it has no
 * "then".
 *
 * @param spoken - the words of the email, and its language
 */
export function lookingBack(
  {
    healthConsent,
    start,
    goal,
    recentCheckIns = [],
    scoresInMails,
  }: Pick<Person, 'healthConsent' | 'start' | 'goal' | 'recentCheckIns' | 'scoresInMails'>,
  { merged: { lookBack: words }, language }: Pick<Series, 'merged' | 'language'>,
): Partial<MailFields> {
  const isScored = recentCheckIns.some(({ stress, pain }) => stress !== undefined || pain !== undefined);
  if (healthConsent === undefined || (start === undefined && goal === undefined && !isScored)) return {};
  if (scoresInMails !== true) return { lookBack: 'yes' };
  const { formatDay } = datesIn(language);
  const since = start === undefined ? [] : recentCheckIns.filter((one) => lastDayOf(one) > start.to);
  return {
    lookBack: 'yes',
    goal: goal ?? '',
    thenAndNow: thenAndNow(since, start)
      .filter(({ was }) => was.to === start?.to)
      .map(({ measure, was, now }) => ({
        name: words[measure],
        was: merged(words.outOf, { value: was.value, most: measures[measure] }),
        since: formatDay(was.to),
        now: merged(words.outOf, { value: now.value, most: measures[measure] }),
        to: formatDay(now.to),
      })),
  };
}
