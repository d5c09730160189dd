import { pace, type SendQuota, type Stopwatch } from '../core/pace.ts';
import type { Outbox } from '../core/ports.ts';

/** Real time. */
export const stopwatch: Stopwatch = {
  nowMs: () => performance.now(),
  sleep: (ms) => new Promise((done) => setTimeout(done, ms)),
};

/** An outbox that keeps to its share of the account's rate. */
export function pacedOutbox(outbox: Outbox, share: number, quota: () => Promise<SendQuota>, watch = stopwatch): Outbox {
  const { turn, slowDown } = pace(share, quota, watch);
  return {
    send: async (mail) => {
      await turn();
      const handover = await outbox.send(mail);
      if (handover.outcome === 'refused' && handover.reason === 'rate') slowDown();
      return handover;
    },
  };
}
