import { pageLanguage } from '../../content/page-language.ts';
import { perLanguage, words } from '../../content/words.ts';
import { formatCity } from './spoken.ts';
import { namesOf, offeredZones } from '../../core/time/zones.ts';

const says = words.fields.regions;

export interface ZoneOption {
  zone: string;
  /** What people look for: the city. */
  label: string;
  /** Other names by which browsers know it, with spaces between; undefined when it has none. */
  formerly?: string;
}

export interface ZoneRegion {
  region: string;
  zones: ZoneOption[];
}

/** What comes first in the ids of zones, as people read it. */
const regionNames: Readonly<Record<string, string>> = perLanguage(() => ({
  Africa: says.africa,
  America: says.america,
  Antarctica: says.antarctica,
  Arctic: says.arctic,
  Asia: says.asia,
  Atlantic: says.atlantic,
  Australia: says.australia,
  Europe: says.europe,
  Indian: says.indian,
  Pacific: says.pacific,
}));

const kept = perLanguage(() => ({
  regions: [
    ...regionsOf(offeredZones.filter((zone) => zone !== 'UTC')),
    { region: says.none, zones: [optionOf('UTC')] },
  ] as readonly ZoneRegion[],
}));

/** Every zone to choose from, by region and city. */
export function zoneRegions(): readonly ZoneRegion[] {
  return kept.regions;
}

const listed = new Set(offeredZones);

/** Is the zone one of the list? People may have another, such as a fixed distance from UTC. */
export function isListed(zone: string): boolean {
  return listed.has(zone);
}

function regionsOf(places: readonly string[]): ZoneRegion[] {
  const collator = new Intl.Collator(pageLanguage());
  const regions = new Map<string, ZoneOption[]>();
  for (const zone of places) {
    const region = zone.slice(0, zone.indexOf('/'));
    regions.set(region, [...(regions.get(region) ?? []), optionOf(zone)]);
  }
  return [...regions]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([region, zones]) => ({
      region: regionNames[region] ?? region,
      zones: zones.sort((a, b) => collator.compare(a.label, b.label)),
    }));
}

function optionOf(zone: string): ZoneOption {
  const [, ...others] = namesOf(zone);
  return { zone, label: formatCity(zone), ...(others.length > 0 && { formerly: others.join(' ') }) };
}
