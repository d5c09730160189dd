import { describe, expect, test } from '@jest/globals';
import { mapConcurrent, together } from '../../../../lambdas/core/kit/parallel.ts';

const later = () => new Promise((resolve) => setImmediate(resolve));

describe('work in parallel', () => {
  test('comes back in the order of its items, with no more at once than allowed', async () => {
    let [now, most] = [0, 0];
    const results = await mapConcurrent(3, [5, 1, 4, 2, 3, 0], async (turns) => {
      most = Math.max(most, (now += 1));
      for (let turn = 0; turn < turns; turn += 1) await later();
      now -= 1;
      return turns * 10;
    });
    expect(results).toEqual([50, 10, 40, 20, 30, 0]);
    expect(most).toBe(3);
  });

  test('fails when all that was begun has ended, and begins no more', async () => {
    const begun: number[] = [];
    const ended: number[] = [];
    const work = mapConcurrent(3, [0, 1, 2, 3, 4, 5], async (item) => {
      begun.push(item);
      if (item === 0) throw new Error('the first');
      await later();
      if (item === 1) throw new Error('another');
      await later();
      ended.push(item);
    });
    await expect(work).rejects.toThrow('the first');
    expect(begun).toEqual([0, 1, 2]);
    expect(ended).toEqual([2]);
  });

  test('of several kinds answers each, and fails only when all have ended', async () => {
    expect(await together([1, Promise.resolve('two'), later().then(() => 3)])).toEqual([1, 'two', 3]);
    let ended = false;
    const slow = later().then(() => (ended = true));
    await expect(together([Promise.reject(new Error('no')), slow])).rejects.toThrow('no');
    expect(ended).toBe(true);
  });
});
