import { countryByZone, meantByName } from './by-hand.ts';
import type { ZoneData } from './zone-data.ts';

/** A zone, where it lies, and every other name for it. */
export interface NamedZone {
  name: string;
  /** ISO 3166-1; undefined for UTC and for fixed distances from it. */
  country: string | undefined;
  otherNames: string[];
}

/** Names of UTC itself, in every spelling that the tz database has. "Etc/GMT+5" and the like are zones of their own. */
const utcName = /^(Etc\/)?(GMT([+-]?0)?|Greenwich|UCT|UTC|Universal|Zulu)$/;
const fixedOffset = /^Etc\/GMT[+-]\d+$/;

/** Zones and names cannot be told apart. The message says which, and what to do. */
export class ZoneNamesError extends Error {
  override name = 'ZoneNamesError';
}

/**
 * Gives every name of the tz database to one zone. Of names that share their clocks, the data calls any one the zone, Europe/Kiev for
 * example; the one of them that is a place is its present name. Places keep their own names, also where they share their clocks.
 *
 * @throws ZoneNamesError when a name could mean several zones, or none, and {@link meantByName} does not say which
 */
export function nameZones({ groups, places }: Pick<ZoneData, 'groups' | 'places'>): NamedZone[] {
  const zones = new Map<string, NamedZone>();
  const add = (name: string, country?: string) => zones.set(name, { name, country, otherNames: [] });
  add('UTC');
  for (const [name, countries] of places) add(name, countryByZone[name] ?? countries[0]);
  const names = groups.flatMap((group) => group.map((name) => ({ name, group })));
  for (const { name } of names) if (fixedOffset.test(name) && !utcName.test(name)) add(name);
  for (const { name, group } of names) {
    if (zones.has(name)) continue;
    const meant = meantByName[name] ?? (utcName.test(name) ? 'UTC' : undefined);
    const inGroup = group.filter((one) => places.has(one));
    const zone = zones.get(meant ?? (inGroup.length === 1 ? inGroup[0]! : ''));
    if (zone === undefined) {
      const may = inGroup.length === 0 ? 'no place that we know' : inGroup.join(' or ');
      throw new ZoneNamesError(`${name} means ${may}: say which zone it is in lib/zones/by-hand.ts.`);
    }
    zone.otherNames.push(name);
  }
  checkHand(zones, new Set(names.map(({ name }) => name)));
  return [...zones.values()]
    .map((zone) => ({ ...zone, otherNames: zone.otherNames.sort() }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** What was written by hand must be about names that there are. */
function checkHand(zones: ReadonlyMap<string, NamedZone>, names: ReadonlySet<string>): void {
  const gone = [...Object.keys(meantByName), ...Object.keys(countryByZone)].filter((name) => !names.has(name));
  const places = Object.keys(meantByName).filter((name) => zones.has(name));
  const wrong = [
    ...gone.map((name) => `${name} is no name any more`),
    ...places.map((name) => `${name} is a place now`),
  ];
  if (wrong.length > 0) throw new ZoneNamesError(`${wrong.join('; ')}: take it out of lib/zones/by-hand.ts.`);
}
