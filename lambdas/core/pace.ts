/** What the account may send. */
export interface SendQuota {
  perSecond: number;
  per24Hours: number;
  sentLast24Hours: number;
}

/** Real time and waiting: pace is about the wire, not about the calendar. */
export interface Stopwatch {
  nowMs: () => number;
  sleep: (ms: number) => Promise<void>;
}

/** Of the account's rate, what is used: the rest is for clocks that differ and for other senders of the account. */
const useOfRate = 0.98;

/** After SES found us too fast all the same, milliseconds without a mail. */
const throttledPauseMs = 1_000;

/**
 * Lets mails leave evenly, at a share of the account's rate. SES drops what comes too fast and offers no queue of its own.
 *
 * @param share - how many senders may be at work at once, each with a pace of its own
 */
export function pace(share: number, quota: () => Promise<SendQuota>, { nowMs, sleep }: Stopwatch) {
  let nextFreeMs = 0;
  return {
    /** Waits for this sender's turn. */
    turn: async (): Promise<void> => {
      const intervalMs = (1000 * share) / ((await quota()).perSecond * useOfRate);
      const now = nowMs();
      const mine = Math.max(now, nextFreeMs);
      nextFreeMs = mine + intervalMs;
      if (mine > now) await sleep(mine - now);
    },
    /** SES said that we were too fast. */
    slowDown: (): void => {
      nextFreeMs = Math.max(nextFreeMs, nowMs()) + throttledPauseMs;
    },
  };
}
