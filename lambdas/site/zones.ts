import { isKnownZone } from '../core/calendar.ts';
import { zoneInWords } from '../core/words.ts';

export interface ZoneOption {
  zone: string;
  /** What people look for: the city. */
  label: string;
  /** The name by which some browsers still know it. */
  formerly?: string;
}

export interface ZoneRegion {
  region: string;
  zones: ZoneOption[];
}

/** The runtime lists zones by the names of its Unicode tables, some of which the places themselves have given up. */
const newNames: Record<string, string> = {
  'Africa/Asmera': 'Africa/Asmara',
  'America/Coral_Harbour': 'America/Atikokan',
  'America/Godthab': 'America/Nuuk',
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
  'Atlantic/Faeroe': 'Atlantic/Faroe',
  'Europe/Kiev': 'Europe/Kyiv',
  'Pacific/Enderbury': 'Pacific/Kanton',
  'Pacific/Ponape': 'Pacific/Pohnpei',
  'Pacific/Truk': 'Pacific/Chuuk',
};

/** Every zone of this runtime, by region and city. */
export const zoneRegions: readonly ZoneRegion[] = regionsOf(Intl.supportedValuesOf('timeZone'));

const listed = new Set(zoneRegions.flatMap(({ zones }) => zones.map(({ zone }) => zone)));

/** Is the zone one of the list? People may have another, by an old name or an alias. */
export function isListed(zone: string): boolean {
  return listed.has(zone);
}

function regionsOf(names: string[]): ZoneRegion[] {
  const regions = new Map<string, ZoneOption[]>();
  for (const name of names.filter((name) => name.includes('/'))) {
    const option = optionOf(name);
    const region = option.zone.slice(0, option.zone.indexOf('/'));
    regions.set(region, [...(regions.get(region) ?? []), option]);
  }
  const sorted = [...regions]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([region, zones]) => ({ region, zones: zones.sort((a, b) => a.label.localeCompare(b.label, 'en')) }));
  return [...sorted, { region: 'No place', zones: [{ zone: 'UTC', label: 'UTC' }] }];
}

function optionOf(name: string): ZoneOption {
  const newName = newNames[name];
  if (newName === undefined || !isKnownZone(newName)) return { zone: name, label: labelOf(name) };
  return { zone: newName, label: labelOf(newName), formerly: name };
}

/** "Berlin"; "Knox (Indiana)" for "America/Indiana/Knox". */
function labelOf(name: string): string {
  const [city = name, ...around] = zoneInWords(name).split('/').slice(1).reverse();
  return around.length === 0 ? city : `${city} (${around.join(', ')})`;
}
