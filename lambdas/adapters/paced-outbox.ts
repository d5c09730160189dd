import { pace, type SendQuota, type Stopwatch } from '../core/pace.ts';
import type { Outbox } from '../core/ports.ts';

/** Real time. */
export const stopwatch: Stopwatch = {
  nowMs: () => performance.now(),
  sleep: (ms) => new Promise((done) => setTimeout(done, ms)),
};

export interface PaceOptions {
  /** How many senders may be at work at once. */
  share: number;
  quota: () => Promise<SendQuota>;
  cap?: (() => number) | undefined;
  watch?: Stopwatch;
}

/**
 * An outbox that keeps weekly mail to this sender's share of the account's rate, and to the cap of a warm-up.
 *
 * @param cap - the most mails in 24 hours; undefined for no limit of our own
 */
export function pacedOutbox(outbox: Outbox, { share, quota, cap, watch = stopwatch }: PaceOptions): Outbox {
  const { turn, slowDown } = pace(share, quota, watch);
  return {
    send: async (mail) => {
      // Mail that somebody waits for is little, and overtakes.
      if (mail.stream === 'account') return outbox.send(mail);
      const most = cap?.();
      if (most !== undefined && (await quota()).sentLast24Hours >= most) {
        return { outcome: 'refused', reason: 'warm-up', code: 'WarmUpCap', cause: undefined };
      }
      await turn();
      const handover = await outbox.send(mail);
      if (handover.outcome === 'refused' && handover.reason === 'rate') slowDown();
      return handover;
    },
  };
}
