import { everybody } from '../../../lambdas/adapters/dynamo/everybody.ts';
import type { Series } from '../../../lambdas/core/course/series.ts';
import { isPerson } from '../../../lambdas/core/person/subscriber.ts';
import { isKnownZone } from '../../../lambdas/core/time/zones.ts';
import type { ServiceConnection } from '../connection.ts';
import { told } from '../people.ts';
import { Outcomes } from './outcomes.ts';

/**
 * Counts what the people of a series said of themselves, from what is stored now: whoever took their consent back or was erased is not in it. Reads the whole
 * table, half a read unit per 4 KB.
 *
 * @param lookedAtMax - people after whom it stops, where a page waits for it
 * @returns `more`: there are people whom nobody looked at
 */
export async function readOutcomes(
  series: Series,
  { table, clock, onPeople }: Pick<ServiceConnection, 'table' | 'clock' | 'onPeople'>,
  lookedAtMax = Infinity,
): Promise<{ outcomes: Outcomes; more: boolean }> {
  const outcomes = new Outcomes(series, clock.now());
  let lookedAt = 0;
  for await (const { subscriber, checkIns } of told(everybody(table, ['profile', 'check-in']), onPeople)) {
    if (lookedAt === lookedAtMax) return { outcomes, more: true };
    lookedAt += 1;
    if (!isPerson(subscriber) || subscriber.series !== series.id) continue;
    // As for every email: a zone that is no zone is that person's trouble alone.
    if (isKnownZone(subscriber.preferences.zone)) outcomes.add(subscriber, checkIns);
  }
  return { outcomes, more: false };
}
