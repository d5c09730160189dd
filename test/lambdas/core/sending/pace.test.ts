import { describe, expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { pace } from '../../../../lambdas/core/sending/pace.ts';

import { createQuota } from '../../../../lib/local/emulators/ses-quota.ts';

/** Time that passes only when somebody sleeps, and for everybody at once. */
function watch(lateMs = 0) {
  let now = 0;
  const sleepers: { at: number; wake: () => void }[] = [];
  return {
    nowMs: () => now,
    random: () => 0.5,
    sleep: (ms: number) => new Promise<void>((wake) => void sleepers.push({ at: now + ms + lateMs, wake })),
    /** Lets time pass until nobody sleeps. */
    run: async (until: Promise<unknown>) => {
      let done = false;
      void until.then(() => (done = true));
      for (let round = 0; !done; round += 1) {
        if (round > 50_000) throw new Error('It never ends.');
        for (let turn = 0; turn < 40; turn += 1) await Promise.resolve();
        sleepers.sort((a, b) => a.at - b.at);
        const next = sleepers.shift();
        if (next === undefined) continue;
        now = Math.max(now, next.at);
        next.wake();
      }
      return now;
    },
  };
}
const quota = (perSecond: number) => async () => ({ perSecond, per24Hours: 50_000, sentLast24Hours: 0 });

describe('senders that share an account', () => {
  test.each([1, 4, 10])(
    'use at least 95 %% of its rate together, and never exceed it (%i senders)',
    async (senders) => {
      const perSecond = 20;
      const mails = 400;
      const time = watch();
      const sentAt: number[] = [];
      const work = Array.from({ length: senders }, async () => {
        const { turn } = pace(senders, quota(perSecond), time);
        for (let mail = 0; mail < mails / senders; mail += 1) {
          await turn(Infinity);
          sentAt.push(time.nowMs());
        }
      });
      await time.run(Promise.all(work));
      const seconds = (Math.max(...sentAt) - Math.min(...sentAt)) / 1000;
      expect(mails / seconds).toBeGreaterThan(perSecond * 0.95);
      // Every sender may begin at once; from then on no second holds more than the rate and one mail each.
      for (const from of sentAt) {
        const inSecond = sentAt.filter((at) => at >= from && at < from + 1000).length;
        expect(inSecond).toBeLessThanOrEqual(perSecond + senders);
      }
    },
  );

  test.each([
    [1, 14],
    [10, 50],
    [40, 200],
  ])('draw throttles for less than one mail in a hundred (%i senders at %i a second)', async (senders, perSecond) => {
    const time = watch();
    const clock = { now: () => Temporal.Instant.fromEpochMilliseconds(Math.floor(time.nowMs())) };
    const ses = createQuota(clock, { perSecondMax: perSecond });
    let [accepted, throttled] = [0, 0];
    const mails = perSecond * 20;
    const work = Array.from({ length: senders }, async () => {
      const { turn, backOff } = pace(senders, quota(perSecond), time);
      while (accepted < mails) {
        await turn(Infinity);
        try {
          ses.take(1);
          accepted += 1;
        } catch {
          throttled += 1;
          backOff();
        }
      }
    });
    await time.run(Promise.all(work));
    expect(throttled / accepted).toBeLessThan(0.01);
    expect(accepted / (time.nowMs() / 1000)).toBeGreaterThan(perSecond * 0.95);
  });

  test('pause when SES finds them too fast', async () => {
    const time = watch();
    const { turn, backOff } = pace(1, quota(100), time);
    await time.run(turn(Infinity));
    backOff();
    await time.run(turn(Infinity));
    expect(time.nowMs()).toBeGreaterThanOrEqual(1_000);
  });

  test('answer at once where their turn comes too late, and say when it comes', async () => {
    const time = watch();
    const { turn } = pace(49, quota(1), time);
    // Half of its 50 s: where among the senders it begins is left to chance.
    expect(await turn(10_000)).toEqual({ granted: false, waitMs: 25_000 });
    expect(await time.run(turn(25_000))).toBe(25_000);
    expect(await turn(10_000)).toEqual({ granted: false, waitMs: 50_000 });
    expect(await turn(-1)).toMatchObject({ granted: false });
  });

  test('go on at once after a turn that brought no mail', async () => {
    const time = watch();
    const { turn } = pace(1, quota(1), time);
    await time.run(turn(Infinity));
    const began = time.nowMs();
    for (let person = 0; person < 20; person += 1) {
      const given = turn(Infinity).then((one) => one.granted && one.giveBack());
      await time.run(given);
    }
    expect(time.nowMs() - began).toBeLessThan(1_100);
  });

  test('lose nothing by timers that ring a little late', async () => {
    const time = watch(4);
    const { turn } = pace(1, quota(100), time);
    await time.run(Promise.all(Array.from({ length: 200 }, () => turn(Infinity))));
    expect(200 / (time.nowMs() / 1000)).toBeGreaterThan(95);
  });

  test('go faster as soon as the account’s rate is known', async () => {
    const time = watch();
    let perSecond = 1;
    const { turn } = pace(4, async () => quota(perSecond)(), time);
    await time.run(turn(Infinity));
    perSecond = 100;
    const began = time.nowMs();
    await time.run(turn(Infinity));
    expect(time.nowMs() - began).toBeLessThan(100);
  });
});
