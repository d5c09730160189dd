import { readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { assumed, type Lateness, latenessOf } from './lateness.ts';
import { full } from './sizes.ts';
import { virtualTime } from './virtual-time.ts';
import { formatBench } from './words.ts';

test.each([
  [14, 2],
  [100, 5],
])(
  'a crowd at %d a second is served by %d senders at that rate, once the first mail is out',
  async (perSecond, senders) => {
    const people = 1_500;
    const { half, most, all } = await latenessOf({ people, perSecond, senders });
    const least = people / perSecond;
    const begin = assumed.plannedAfter / 1000;
    expect(all).toBeGreaterThan(begin + least);
    // 98 % of the rate, and senders that ask one after the other what the rate is.
    expect(most).toBeLessThan(begin + (0.99 * least) / 0.98 + 1.5 * senders + 2);
    expect(half).toBeLessThan(most);
  },
);

test('a run is the same as the last, and a wait without an end is an error', async () => {
  const crowd = { people: 100, perSecond: 50, senders: 3 };
  expect(await latenessOf(crowd)).toEqual(await latenessOf(crowd));
  await expect(virtualTime().live(() => new Promise(() => undefined))).rejects.toThrow('that does not come');
});

test('docs/performance.md states what the arithmetic comes to', async () => {
  const lateness: Lateness[] = [];
  for (const crowd of full.lateness) lateness.push(await latenessOf(crowd));
  expect(await readFile('docs/performance.md', 'utf8')).toContain(formatBench({ lateness }));
});
