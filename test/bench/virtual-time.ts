import type { Stopwatch } from '../../lambdas/core/sending/pace.ts';

export interface VirtualTime extends Stopwatch {
  /** Runs work to its end; time passes whenever all of it sleeps. */
  live: (work: () => Promise<void>) => Promise<void>;
}

/** Time that passes only while everybody sleeps, from 0 on. Chance is the same in every run. */
export function virtualTime(): VirtualTime {
  let nowMs = 0;
  let seed = 1;
  let sleeping: { untilMs: number; wake: () => void }[] = [];
  const settled = () => new Promise((done) => setImmediate(done));
  return {
    nowMs: () => nowMs,
    sleep: (ms) => new Promise((wake) => void sleeping.push({ untilMs: nowMs + ms, wake })),
    random: () => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed / 2_147_483_647;
    },
    live: async (work) => {
      let isOver = false;
      const end = work().finally(() => (isOver = true));
      for (await settled(); !isOver; await settled()) {
        if (sleeping.length === 0) throw new Error('Everybody waits for something that does not come');
        nowMs = sleeping.reduce((soonest, { untilMs }) => Math.min(soonest, untilMs), Infinity);
        const woken = sleeping.filter(({ untilMs }) => untilMs <= nowMs);
        sleeping = sleeping.filter(({ untilMs }) => untilMs > nowMs);
        for (const { wake } of woken) wake();
      }
      await end;
    },
  };
}
