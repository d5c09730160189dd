import { earlierEditionsText } from './earlier-editions.ts';

/** A table that was here before the one at hand. */
export interface EarlierEdition {
  /** Such as "2026c". */
  edition: string;
  /** Clocks that it had otherwise than the table at hand, as it wrote them, by name of the zone. */
  clocks: ReadonlyMap<string, string>;
}

/** Those that are known of, the latest first. */
export const earlierEditions: readonly EarlierEdition[] = readEditions(earlierEditionsText);

/** About two years of editions: what is deployed is hardly older. */
const editionsKept = 10;

/**
 * What to keep of the tables so far, once another takes their place.
 *
 * @param kept - what was kept until now
 * @param last - the table that goes; `clocksOf` says what it wrote of a zone, by any name
 * @param next - the table that comes
 */
export function keepEdition(
  kept: readonly EarlierEdition[],
  last: { edition: string; clocksOf: (zone: string) => string | undefined },
  next: { edition: string; zones: readonly { name: string; otherNames: readonly string[]; clocks: string }[] },
): readonly EarlierEdition[] {
  if (last.edition === next.edition) return kept;
  const before = [{ edition: last.edition, clocks: new Map<string, string>() }, ...kept];
  return before
    .filter(({ edition }) => edition !== next.edition)
    .slice(0, editionsKept)
    .map(({ edition, clocks }) => ({
      edition,
      clocks: new Map(
        next.zones.flatMap(({ name, otherNames, clocks: present }) => {
          // A place may have been renamed since. One that is new had nobody in it.
          const names = [name, ...otherNames];
          const then = firstOf(names, (one) => clocks.get(one)) ?? firstOf(names, last.clocksOf);
          return then === undefined || then === present ? [] : [[name, then] as const];
        }),
      ),
    }));
}

function firstOf(names: readonly string[], find: (name: string) => string | undefined): string | undefined {
  return names.map(find).find((found) => found !== undefined);
}

/** The module that {@link earlierEditions} are read from: lib/zones/earlier-editions.ts. */
export function earlierEditionsModule(editions: readonly EarlierEdition[]): string {
  const lines = editions.flatMap(({ edition, clocks }) => [
    `= ${edition}`,
    ...[...clocks].map(([zone, written]) => `${zone} ${written}`),
  ]);
  return `// Written by \`npm run zones\`. Change lib/zones/keep-edition.ts, not this.

/**
 * What tables before the one at hand had otherwise. After a "=" an edition, the latest first; then one line per zone whose clocks it had otherwise: its
 * name, and its clocks as that table wrote them.
 */
export const earlierEditionsText = \`
${[...lines, ''].join('\n')}\`;
`;
}

/** Editions from the text of that module. */
export function readEditions(text: string): EarlierEdition[] {
  return text
    .trim()
    .split(/^= /m)
    .slice(1)
    .map((part) => {
      const [edition = '', ...lines] = part.trim().split('\n');
      const clocks = lines.map(
        (line) => [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)] as const,
      );
      return { edition, clocks: new Map(clocks) };
    });
}
