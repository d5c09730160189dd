import { GetSendQuotaCommand, type SESClient } from '@aws-sdk/client-ses';
import type { SendQuota } from '../core/pace.ts';

/** GetSendQuota may be called once a second for the whole account; the rate changes a few times a year. */
const freshMs = 300_000;

/** While a domain is warmed up, how much was sent matters, too. */
export const warmUpFreshMs = 10_000;

/** Until the account's rate is known: that of the sandbox, which every account may send at. */
const sandbox: SendQuota = { perSecond: 1, per24Hours: 200, sentLast24Hours: 0 };

/** What the account may send, asked now and then. When SES does not say, what it said last holds. */
export function sesQuota(ses: SESClient, nowMs: () => number, keptMs = freshMs): () => Promise<SendQuota> {
  let known = sandbox;
  let askedAtMs = -Infinity;
  let asking: Promise<void> | undefined;
  const ask = async () => {
    const { MaxSendRate, Max24HourSend, SentLast24Hours } = await ses.send(new GetSendQuotaCommand({}));
    known = {
      perSecond: MaxSendRate || sandbox.perSecond,
      per24Hours: Max24HourSend ?? sandbox.per24Hours,
      sentLast24Hours: SentLast24Hours ?? 0,
    };
  };
  return async () => {
    if (nowMs() - askedAtMs > keptMs) {
      askedAtMs = nowMs();
      asking = ask().catch(() => undefined);
    }
    await asking;
    return known;
  };
}
