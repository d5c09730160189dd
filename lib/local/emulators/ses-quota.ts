import type { Clock } from '../../../lambdas/core/kit/ports.ts';
import { QueryError } from './query-protocol.ts';

/** Limits of the account; absent ones do not limit. */
export interface SesLimits {
  perSecondMax?: number;
  /** Recipients in any 24 hours. */
  per24HoursMax?: number;
}

export interface SesQuota {
  /** Counts `recipients`. @throws QueryError `Throttling` when they are too many a second or a day; nothing is counted then */
  take: (recipients: number) => void;
  sentLast24Hours: () => number;
}

const dayMs = 24 * 3_600_000;

/**
 * Keeps SES's two limits on the given clock: a bucket of one second's worth for the rate, a sliding day for the quota
 * (https://docs.aws.amazon.com/ses/latest/dg/manage-sending-quotas-errors.html).
 */
export function createQuota(clock: Clock, { perSecondMax = Infinity, per24HoursMax = Infinity }: SesLimits): SesQuota {
  let left = perSecondMax;
  let filledAtMs = clock.now().epochMilliseconds;
  /** Sends of the last day, oldest first; those of one second share an entry, so it stays small. */
  let sends: { atMs: number; recipients: number }[] = [];
  let sentCount = 0;

  const forget = (nowMs: number) => {
    const kept = sends.findIndex(({ atMs }) => atMs > nowMs - dayMs);
    const gone = kept === -1 ? sends.splice(0) : sends.splice(0, kept);
    for (const { recipients } of gone) sentCount -= recipients;
  };

  return {
    take(recipients) {
      const nowMs = clock.now().epochMilliseconds;
      forget(nowMs);
      if (sentCount + recipients > per24HoursMax) throw new QueryError('Throttling', 'Daily message quota exceeded.');
      if (perSecondMax !== Infinity) {
        left = Math.min(perSecondMax, left + ((nowMs - filledAtMs) / 1000) * perSecondMax);
        filledAtMs = nowMs;
        if (left < recipients) throw new QueryError('Throttling', 'Maximum sending rate exceeded.');
        left -= recipients;
      }
      sentCount += recipients;
      const latest = sends.at(-1);
      if (latest !== undefined && nowMs - latest.atMs < 1000) latest.recipients += recipients;
      else sends.push({ atMs: nowMs, recipients });
    },
    sentLast24Hours() {
      forget(clock.now().epochMilliseconds);
      return sentCount;
    },
  };
}
