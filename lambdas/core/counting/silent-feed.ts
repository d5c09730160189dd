import type { Temporal } from 'temporal-polyfill';
import type { Log } from '../kit/ports.ts';
import { isoInstant, secondsBetween } from '../time/calendar.ts';

/** An event takes seconds; of many within a minute only the first is written down. */
const onTheWaySeconds = 3600;
/** Emails of longer ago, such as of people who were imported, say nothing of the feed as it is. */
const recentSeconds = 25 * 3600;

/**
 * Logs that lessons went out and SES told nothing of them. An event feed that is cut off leaves no message that waits, and no bounce is known.
 *
 * @param seen - ISO instants: when a lesson last went out, and when an event was last taken in
 */
export function warnOfSilence(
  { lastSentAt, heardAt }: { lastSentAt: string | undefined; heardAt: string | undefined },
  now: Temporal.Instant,
  log: Log,
): void {
  if (lastSentAt === undefined) return;
  const ageSeconds = secondsBetween(lastSentAt, isoInstant(now));
  if (ageSeconds < onTheWaySeconds || ageSeconds > recentSeconds) return;
  if (heardAt !== undefined && secondsBetween(heardAt, lastSentAt) < onTheWaySeconds) return;
  log.error('events.none-heard', { lastSentAt, heardAt });
}
