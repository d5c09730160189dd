import { expect, test } from '@jest/globals';
import { formatClocks, ClocksError, type History, unpackHistory } from '../../lib/zones/compile-clocks.ts';

const at = (iso: string) => Date.parse(iso) / 60_000;

/** Summer time from the last Sunday of March to that of October, as in Berlin, but for what is left out. */
function european(leftOut: readonly string[] = []): History {
  const changes = Array.from({ length: 110 }, (_, index) => 2000 + index).flatMap((year) =>
    [['03', 120] as const, ['10', 60] as const].map(([month, offset]) => {
      const lastDay = new Date(`${year}-${month}-31T01:00:00Z`);
      return { at: lastDay.getTime() / 60_000 - lastDay.getUTCDay() * 1440, offset };
    }),
  );
  return {
    first: 60,
    changes: changes.filter((change) => !leftOut.some((day) => change.at === at(`${day}T01:00:00Z`))),
  };
}

test('a rule of every year is written as one', () => {
  expect(formatClocks('A', european())).toBe('60 from 2024 3/25.0@120+120 10/25.0@180+60');
});

test('changes are written out up to the year from which on a rule explains every one', () => {
  // One autumn and the spring after it left out, as in Cuba.
  expect(formatClocks('A', european(['2026-10-25', '2027-03-28']))).toBe(
    '60 202403310100+120 202410270100+60 202503300100+120 202510260100+60 202603290100+120 202710310100+60' +
      ' from 2028 3/25.0@120+120 10/25.0@180+60',
  );
});

test('clocks that the calendar could not count in stop the build', () => {
  const odd: History = { first: 60, changes: [{ at: at('2027-01-01T00:00:00Z'), offset: 67 }] };
  expect(() => formatClocks('Odd/Place', odd)).toThrow(ClocksError);
  expect(() => formatClocks('Odd/Place', odd)).toThrow('Odd/Place is off by minutes that are no quarter hours');
  const hasty: History = {
    first: 60,
    changes: [
      { at: at('2027-01-01T00:00:00Z'), offset: 120 },
      { at: at('2027-01-02T00:00:00Z'), offset: 60 },
    ],
  };
  expect(() => formatClocks('Hasty/Place', hasty)).toThrow('Hasty/Place changes its clocks twice within two days');
});

test('what was before the service is not asked', () => {
  const old: History = { first: 17, changes: [{ at: at('1911-01-01T00:00:00Z'), offset: 345 }] };
  expect(formatClocks('A', old)).toBe('345');
});

test('packed data is read: to the base of sixty, west of UTC, and with seconds in old times', () => {
  expect(unpackHistory('Asia/Kathmandu|LMT +0530 +0545|-5F.g -5u -5J|012|-21JhF.g 2EGMb.g|12e5')).toMatchObject({
    first: 5 * 60 + 41 + 16 / 60,
    changes: [{ offset: 330 }, { at: at('1985-12-31T18:30:00Z'), offset: 345 }],
  });
});
