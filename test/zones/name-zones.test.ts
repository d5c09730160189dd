import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { nameZones, ZoneNamesError } from '../../lib/zones/name-zones.ts';
import { readZoneData, type ZoneData } from '../../lib/zones/zone-data.ts';
import { zoneTableModule } from '../../lib/zones/zone-table.ts';
import { countryOf, offeredZones } from '../../lambdas/core/time/zones.ts';

let data: ZoneData;
beforeAll(async () => {
  data = await readZoneData();
});

/** The installed data with one name more. */
const withName = (name: string, clocksOf: string): ZoneData => ({
  ...data,
  groups: data.groups.map((group) => (group.includes(clocksOf) ? [...group, name] : group)),
});

describe('the list of zones', () => {
  test('is the one that the installed moment-timezone makes; after an update, `npm run zones` writes it again', async () => {
    const written = await readFile(join(import.meta.dirname, '../../lambdas/core/time/zone-table.ts'), 'utf8');
    expect(zoneTableModule(data)).toBe(written);
  });

  test('offers every place of the data, each with a country, and UTC without', () => {
    expect(offeredZones.toSorted()).toEqual([...data.places.keys(), 'UTC'].toSorted());
    expect(offeredZones.filter((zone) => !/^[A-Z]{2}$/.test(countryOf(zone) ?? ''))).toEqual(['UTC']);
  });

  test('gives every name to one zone, whatever its case', () => {
    const names = nameZones(data).flatMap(({ name, otherNames }) => [name, ...otherNames]);
    expect(names.toSorted()).toEqual([...new Set([...data.groups.flat(), 'UTC'])].toSorted());
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
  });
});

describe('a name of a new edition', () => {
  test('goes to the place with the same clocks, where there is only one', () => {
    const zones = nameZones(withName('Asia/Old_Tokyo', 'Asia/Seoul'));
    expect(zones.find(({ name }) => name === 'Asia/Seoul')?.otherNames).toContain('Asia/Old_Tokyo');
  });

  test('that could mean several places stops the build until somebody says which', () => {
    const build = () => nameZones(withName('Europe/Nowhere', 'Europe/Berlin'));
    expect(build).toThrow(ZoneNamesError);
    expect(build).toThrow(/^Europe\/Nowhere means .*Europe\/Berlin.* or .*: say which zone it is in lib\/zones/);
  });

  test('that means no place stops it as well', () => {
    const build = () => nameZones({ ...data, groups: [...data.groups, ['Space/Station']] });
    expect(build).toThrow('Space/Station means no place that we know');
  });

  test('that was written down by hand and became a place, or went, stops it too', () => {
    const rangoon = new Map(data.places).set('Asia/Rangoon', ['MM']);
    expect(() => nameZones({ ...data, places: rangoon })).toThrow('Asia/Rangoon is a place now: take it out');
    const withoutIceland = data.groups.map((group) => group.filter((name) => name !== 'Iceland'));
    expect(() => nameZones({ ...data, groups: withoutIceland })).toThrow('Iceland is no name any more: take it out');
  });
});

describe('the country of a zone', () => {
  // Zones whose clocks other countries share: by `zone.tab` of tz 2026f. Of all others the data names one country only.
  test.each([
    ['CI', 'Africa/Abidjan'],
    ['ZA', 'Africa/Johannesburg'],
    ['NG', 'Africa/Lagos'],
    ['MZ', 'Africa/Maputo'],
    ['KE', 'Africa/Nairobi'],
    ['PA', 'America/Panama'],
    ['US', 'America/Phoenix'],
    ['PR', 'America/Puerto_Rico'],
    ['CA', 'America/Toronto'],
    ['TH', 'Asia/Bangkok'],
    ['AE', 'Asia/Dubai'],
    ['MY', 'Asia/Kuching'],
    ['QA', 'Asia/Qatar'],
    ['SA', 'Asia/Riyadh'],
    ['SG', 'Asia/Singapore'],
    ['JP', 'Asia/Tokyo'],
    ['MM', 'Asia/Yangon'],
    ['RS', 'Europe/Belgrade'],
    ['DE', 'Europe/Berlin'],
    ['BE', 'Europe/Brussels'],
    ['FI', 'Europe/Helsinki'],
    ['GB', 'Europe/London'],
    ['FR', 'Europe/Paris'],
    ['CZ', 'Europe/Prague'],
    ['IT', 'Europe/Rome'],
    ['UA', 'Europe/Simferopol'],
    ['CH', 'Europe/Zurich'],
    ['MV', 'Indian/Maldives'],
    ['NZ', 'Pacific/Auckland'],
    ['SB', 'Pacific/Guadalcanal'],
    ['GU', 'Pacific/Guam'],
    ['AS', 'Pacific/Pago_Pago'],
    ['PG', 'Pacific/Port_Moresby'],
    ['KI', 'Pacific/Tarawa'],
  ])('%s has %s', (country, zone) => {
    expect(countryOf(zone)).toBe(country);
  });
});
