import { formatClocks } from './compile-clocks.ts';
import { type NamedZone, nameZones } from './name-zones.ts';
import type { ZoneData } from './zone-data.ts';

/** Every zone, and its clocks as the table writes them. */
export function zonesWithClocks(data: ZoneData): (NamedZone & { clocks: string })[] {
  return nameZones(data).map((zone) => ({ ...zone, clocks: formatClocks(zone.name, data.histories.get(zone.name)!) }));
}

/** The module that the service reads zones from: lambdas/core/time/zone-table.ts. */
export function zoneTableModule(data: ZoneData): string {
  const byClocks = new Map<string, string[]>();
  for (const { name, country = '-', otherNames, clocks } of zonesWithClocks(data)) {
    byClocks.set(clocks, [...(byClocks.get(clocks) ?? []), [country, name, ...otherNames].join(' ')]);
  }
  const eastward = [...byClocks].sort(
    ([a], [b]) => Number.parseInt(a, 10) - Number.parseInt(b, 10) || (a < b ? -1 : 1),
  );
  const lines = eastward.flatMap(([clocks, zones]) => [`= ${clocks}`, ...zones]);
  return `// Written by \`npm run zones\` from the package moment-timezone. Change lib/zones/, not this.

/** Edition of the tz database that this is, and when the package had it first. */
export const zoneEdition = { name: '${data.edition}', date: '${data.date}' } as const;

/**
 * The clocks that zones share, after a "=": offset in minutes, changes (UTC, then the offset from there on), and the rule of every year. Then one
 * line per zone: its country (ISO 3166-1; "-" for none), its name, and every other name for it.
 */
export const zoneTable = \`
${lines.join('\n')}
\`;
`;
}
