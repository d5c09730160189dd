import { readFileSync } from 'node:fs';
import * as z from 'zod';

/** What Python's tzdata says of every clock from 2024 to 2037: made by test/zones/clocks-of-tzdata.py. */
const TzdataClocks = z.object({
  edition: z.string(),
  histories: z.array(z.object({ clocks: z.string(), zones: z.string() })),
});

/** The clocks of one zone, in milliseconds: `offsets[n]` holds from `changes[n - 1]` on. */
export interface ZoneHistory {
  zone: string;
  offsets: number[];
  changes: number[];
}

export function readTzdataClocks(json: string): { edition: string; histories: ZoneHistory[] } {
  const { edition, histories } = TzdataClocks.parse(JSON.parse(json));
  return {
    edition,
    histories: histories.flatMap(({ clocks, zones }) => {
      const [first, ...words] = clocks.split(' ');
      const changes = words.map((word) =>
        Date.parse(word.replace(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d).*$/, '$1-$2-$3T$4:$5:00Z')),
      );
      const offsets = [first, ...words.map((word) => word.slice(12))].map((minutes) => Number(minutes) * 60_000);
      return zones.split(' ').map((zone) => ({ zone, offsets, changes }));
    }),
  };
}

/** Kept in the repository. */
export const tzdataClocks = readTzdataClocks(
  readFileSync(new URL('../fixtures/zone-clocks.json', import.meta.url), 'utf8'),
);

/** Whose clocks the service has otherwise than Python, and where they part first. */
export function differences(
  { histories }: Pick<typeof tzdataClocks, 'histories'>,
  ours: {
    offsetAt: (zone: string, atMs: number) => number;
    nextChange: (zone: string, atMs: number) => number | undefined;
  },
): string[] {
  const [begin, end] = [Date.UTC(2024, 0, 1), Date.UTC(2038, 0, 1)];
  return histories.flatMap(({ zone, offsets, changes }) => {
    if (ours.offsetAt(zone, begin) !== offsets[0]) return [`${zone} at first`];
    let at = begin - 1;
    for (const [index, change] of [...changes, undefined].entries()) {
      const next = ours.nextChange(zone, at);
      if (change === undefined)
        return next !== undefined && next < end ? [`${zone} at ${new Date(next).toISOString()}`] : [];
      const [before, after] = [ours.offsetAt(zone, change - 1), ours.offsetAt(zone, change)];
      if (next !== change || before !== offsets[index] || after !== offsets[index + 1]) {
        return [`${zone} at ${new Date(change).toISOString()}`];
      }
      at = change;
    }
    return [];
  });
}
