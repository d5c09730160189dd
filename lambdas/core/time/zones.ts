import { zoneTable } from './zone-table.ts';

/**
 * Which time zones there are, and what each is called. Every place has one name, its present one; where a zone enters, whatever else it is
 * called is turned into that name. What their clocks show is in zone-clocks.ts.
 */

interface Zone {
  /** Its present name first, then every other. */
  names: readonly string[];
  country: string | undefined;
  /** What its clocks show, as the table writes it. */
  clocks: string;
}

// What stands before the first "=" has no lines.
const zones: readonly Zone[] = zoneTable.split('\n= ').flatMap((shared) => {
  const [clocks = '', ...lines] = shared.trim().split('\n');
  return lines.map((line) => {
    const [country, ...names] = line.split(' ');
    return { names, country: country === '-' ? undefined : country, clocks };
  });
});

/** By each of its names, as it is spelled and in lower case. */
const byName = new Map(
  zones.flatMap((zone) => zone.names.flatMap((name) => [name, name.toLowerCase()].map((one) => [one, zone] as const))),
);

/** Zones to choose from: every place, and UTC. */
export const offeredZones: readonly string[] = zones
  .filter(({ names, country }) => country !== undefined || names[0] === 'UTC')
  .map(({ names }) => names[0]!)
  .toSorted();

/** The one name by which a zone is stored, for any of its names in any case; undefined when there is no such zone. */
export function canonicalZone(name: string): string | undefined {
  return zoneNamed(name)?.names[0];
}

/** Every name of a zone, its present one first; none when there is no such zone. */
export function namesOf(name: string): readonly string[] {
  return zoneNamed(name)?.names ?? [];
}

/** Is there such a zone, by any of its names? Offsets such as "+01:00" are none: they have no daylight saving, so they are no place. */
export function isKnownZone(name: string): boolean {
  return zoneNamed(name) !== undefined;
}

/** What the table says of a zone's clocks; undefined when there is no such zone. */
export function clocksInTable(name: string): string | undefined {
  return zoneNamed(name)?.clocks;
}

/** The country (ISO 3166-1) in which the largest city of a zone lies; undefined for UTC and the like. */
export function countryOf(name: string): string | undefined {
  return zoneNamed(name)?.country;
}

/** Do two names mean one zone? A name that is no zone's means itself. */
export function isSameZone(one: string, other: string): boolean {
  return (canonicalZone(one) ?? one) === (canonicalZone(other) ?? other);
}

/** Is it another name than the one by which the zone is stored now? */
export function isFormerName(zone: string): boolean {
  return (canonicalZone(zone) ?? zone) !== zone;
}

function zoneNamed(name: string): Zone | undefined {
  // Lower case makes a K of the sign for kelvin.
  return byName.get(name) ?? (/^[\w+\-/]+$/.test(name) ? byName.get(name.toLowerCase()) : undefined);
}
