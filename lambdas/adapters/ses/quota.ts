import { GetSendQuotaCommand, type SESClient } from '@aws-sdk/client-ses';
import type { SendQuota, Stopwatch } from '../../core/sending/pace.ts';
import type { Log } from '../../core/kit/ports.ts';

/** GetSendQuota may be called once a second for the whole account; the rate changes a few times a year. */
const freshMs = 300_000;

/** While a domain is warmed up, how much was sent matters, too. */
export const warmUpFreshMs = 10_000;

/** Account mail must not spend the quota of weekly mail in the time between. */
export const accountFreshMs = 20_000;

/**
 * After a failed call the next one comes after half to one and a half times this, then after twice that: senders that start together share the one
 * call a second that AWS allows.
 */
const retryMs = 1_000;
const retryMsMax = 8_000;

/** Until the account's rate is known: that of the sandbox, which every account may send at. */
const sandbox: SendQuota = { perSecond: 1, per24Hours: 200, sentLast24Hours: 0 };

/** Of the day's quota, from which on the operator should ask for more: SES refuses mail beyond it. */
const nearlyUsed = 0.8;

/** What the account may send, asked now and then. When SES does not say, what it said last holds, and it is asked again soon. */
export function sesQuota(
  ses: SESClient,
  { nowMs, random }: Pick<Stopwatch, 'nowMs' | 'random'>,
  log: Pick<Log, 'warn'>,
  keptMs = freshMs,
): () => Promise<SendQuota> {
  let known = sandbox;
  let askAtMs = -Infinity;
  let waitMs = retryMs;
  let asking: Promise<void> | undefined;
  const ask = async () => {
    const { MaxSendRate, Max24HourSend, SentLast24Hours } = await ses.send(new GetSendQuotaCommand({}));
    waitMs = retryMs;
    known = {
      perSecond: MaxSendRate || sandbox.perSecond,
      per24Hours: Max24HourSend ?? sandbox.per24Hours,
      sentLast24Hours: SentLast24Hours ?? 0,
    };
    const { per24Hours, sentLast24Hours } = known;
    // -1 is no quota at all.
    if (per24Hours > 0 && sentLast24Hours >= nearlyUsed * per24Hours) {
      log.warn('quota.nearly-used', { per24Hours, sentLast24Hours });
    }
  };
  const retryLater = (cause: unknown) => {
    askAtMs = nowMs() + waitMs * (0.5 + random());
    waitMs = Math.min(2 * waitMs, retryMsMax);
    log.warn('quota.not-read', { perSecond: known.perSecond }, cause);
  };
  return async () => {
    if (nowMs() >= askAtMs) {
      askAtMs = nowMs() + keptMs;
      asking = ask().catch(retryLater);
    }
    await asking;
    return known;
  };
}
