import { expect, test } from '@jest/globals';
import { earlierEditionsModule, keepEdition, readEditions } from '../../lib/zones/keep-edition.ts';

const table = (edition: string, clocks: Record<string, string>) => ({
  edition,
  clocksOf: (zone: string) => clocks[zone],
  zones: Object.entries(clocks).map(([name, written]) => ({ name, otherNames: [] as string[], clocks: written })),
});
const a = table('2026a', { Here: '60', There: '0 202611010100+60', Elsewhere: '-300' });
const b = table('2026b', { Here: '120', There: '0 202611010100+60', Elsewhere: '-300' });
const c = table('2026c', { Here: '120', There: '0', Elsewhere: '-300' });
const plain = (kept: ReturnType<typeof keepEdition>) =>
  kept.map((one) => [one.edition, Object.fromEntries(one.clocks)]);

test('each earlier edition is kept by what it has otherwise than the table at hand', () => {
  const afterB = keepEdition([], a, b);
  expect(plain(afterB)).toEqual([['2026a', { Here: '60' }]]);
  const afterC = keepEdition(afterB, b, c);
  expect(plain(afterC)).toEqual([
    ['2026b', { There: '0 202611010100+60' }],
    ['2026a', { Here: '60', There: '0 202611010100+60' }],
  ]);
  // The same edition once more changes nothing; one that was taken back is not earlier any more, and what it undid is no difference.
  expect(keepEdition(afterC, c, c)).toBe(afterC);
  expect(plain(keepEdition(afterC, c, b))).toEqual([
    ['2026c', { There: '0' }],
    ['2026a', { Here: '60' }],
  ]);
});

test('a place that was renamed is kept under its present name, and one that is new is not', () => {
  const next = {
    edition: '2026b',
    zones: [
      { name: 'Place', otherNames: ['Here'], clocks: '120' },
      { name: 'New', otherNames: [], clocks: '0' },
    ],
  };
  expect(plain(keepEdition([], a, next))).toEqual([['2026a', { Place: '60' }]]);
});

test('ten are kept', () => {
  const editions = Array.from({ length: 12 }, (_, index) => table(`e${index}`, { Here: String(index * 15) }));
  const kept = editions
    .slice(1)
    .reduce((known, next, index) => keepEdition(known, editions[index]!, next), keepEdition([], a, a));
  expect(kept.map(({ edition }) => edition)).toEqual(['e10', 'e9', 'e8', 'e7', 'e6', 'e5', 'e4', 'e3', 'e2', 'e1']);
});

test('what is written is read again', () => {
  const kept = keepEdition(keepEdition([], a, b), b, c);
  for (const editions of [kept, []]) {
    const [, text = ''] = /`\n([^`]*)`;\n$/.exec(earlierEditionsModule(editions)) ?? [];
    expect(readEditions(text)).toEqual(editions);
  }
});
