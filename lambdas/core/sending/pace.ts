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
  /** From 0 up to 1. */
  random: () => number;
}

/** A turn to send, or how long it would take to come. */
export type PaceTurn =
  | {
      granted: true;
      /** Nothing was sent: the next one need not wait for it. */
      giveBack: () => void;
    }
  | { granted: false; waitMs: number };

/** Of the account's rate, what is used: the rest is for clocks that differ and for other senders of the account. */
const useOfRate = 0.98;

/** After SES found us too fast all the same, milliseconds without a mail. */
const throttledPauseMs = 1_000;

/** The longest sleep: the account's rate may become known meanwhile, or a turn be given back. */
const sleepMaxMs = 250;

/**
 * Lets mails leave evenly, at a share of the account's rate. SES drops what comes too fast and offers no queue of its own. Senders that start at
 * the same moment begin at different ones.
 *
 * @param share - how many senders may be at work at once, each with a pace of its own
 */
export function pace(share: number, quota: () => Promise<SendQuota>, { nowMs, sleep, random }: Stopwatch) {
  /** When the last turn was due. */
  let lastMs: number | undefined;
  let pausedUntilMs = -Infinity;
  let line: Promise<unknown> = Promise.resolve();

  const atHeadOfLine = async (untilMs: number): Promise<PaceTurn> => {
    let awaitedMs = Infinity;
    for (;;) {
      const intervalMs = (1000 * share) / ((await quota()).perSecond * useOfRate);
      const now = nowMs();
      lastMs ??= now - intervalMs * random();
      const dueMs = Math.max(lastMs + intervalMs, pausedUntilMs);
      if (Math.max(dueMs, now) > untilMs) return { granted: false, waitMs: Math.max(0, dueMs - now) };
      if (dueMs <= now) {
        // A timer that rang a little late does not delay those behind. A turn that came sooner than was awaited is not late: another was given back.
        lastMs = dueMs >= awaitedMs ? dueMs : now;
        return { granted: true, giveBack: () => void (lastMs! -= intervalMs) };
      }
      await sleep(Math.min(dueMs - now, sleepMaxMs));
      awaitedMs = dueMs;
    }
  };

  return {
    /** Waits for this sender's turn, as long as it comes within a time; otherwise answers at once. */
    turn: (withinMs: number): Promise<PaceTurn> => {
      const untilMs = nowMs() + withinMs;
      const mine = line.then(() => atHeadOfLine(untilMs));
      line = mine.catch(() => undefined);
      return mine;
    },
    /** SES said that we were too fast. */
    backOff: (): void => {
      pausedUntilMs = nowMs() + throttledPauseMs;
    },
  };
}
