import { beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { offsetAt } from '../../../../lambdas/core/time/zone-clocks.ts';
import { Zone } from '../../../../lambdas/core/person/preferences.ts';
import { countryOf, namesOf, offeredZones } from '../../../../lambdas/core/time/zones.ts';
import { readZoneData } from '../../../../lib/zones/zone-data.ts';
import { inAnyCase } from '../../../support/any-case.ts';

/*
 * Goal: a zone is stored by one name, whatever is typed: nothing that a visitor types makes a new one.
 * Method: every name of the tz database, in any case, and text that is none.
 */

let names: string[];
beforeAll(async () => {
  names = (await readZoneData()).groups.flat();
});

/** Names by which a zone may be stored: places, UTC, and fixed distances from it. */
const isStored = (zone: string) => offeredZones.includes(zone) || /^Etc\/GMT[+-]([1-9]|1[0-4])$/.test(zone);

describe('a zone', () => {
  test('comes out by its one name, for every name that there is, in any case', () => {
    for (const name of names) expect([name, isStored(Zone.parse(name))]).toEqual([name, true]);
    fc.assert(
      fc.property(inAnyCase(fc.constantFrom(...names)), (typed) => {
        const zone = Zone.parse(typed);
        expect(isStored(zone)).toBe(true);
        expect(Zone.parse(zone)).toBe(zone);
        expect(namesOf(zone).map((name) => name.toLowerCase())).toContain(typed.toLowerCase());
      }),
      { numRuns: 2_000 },
    );
  });

  test('keeps the name of its place, also where another place has the same clocks', () => {
    for (const zone of offeredZones) expect(Zone.parse(zone)).toBe(zone);
  });

  test.each([
    ['Asia/Calcutta', 'Asia/Kolkata'],
    ['Asia/Rangoon', 'Asia/Yangon'],
    ['Asia/Saigon', 'Asia/Ho_Chi_Minh'],
    ['Asia/Katmandu', 'Asia/Kathmandu'],
    ['Europe/Kiev', 'Europe/Kyiv'],
    ['America/Godthab', 'America/Nuuk'],
    ['America/Buenos_Aires', 'America/Argentina/Buenos_Aires'],
    ['America/Indianapolis', 'America/Indiana/Indianapolis'],
    ['America/Louisville', 'America/Kentucky/Louisville'],
    ['America/Coral_Harbour', 'America/Atikokan'],
    ['America/Virgin', 'America/St_Thomas'],
    ['Atlantic/Faeroe', 'Atlantic/Faroe'],
    ['Atlantic/Jan_Mayen', 'Europe/Oslo'],
    ['Africa/Asmera', 'Africa/Asmara'],
    ['Africa/Timbuktu', 'Africa/Bamako'],
    ['Pacific/Enderbury', 'Pacific/Kanton'],
    ['Pacific/Ponape', 'Pacific/Pohnpei'],
    ['Pacific/Truk', 'Pacific/Chuuk'],
    ['Iceland', 'Atlantic/Reykjavik'],
    ['Singapore', 'Asia/Singapore'],
    ['GB', 'Europe/London'],
    ['NZ', 'Pacific/Auckland'],
    ['US/Pacific', 'America/Los_Angeles'],
    ['EST5EDT', 'America/New_York'],
    ['Etc/UTC', 'UTC'],
    ['GMT', 'UTC'],
    ['etc/gmt-0', 'UTC'],
    ['etc/gmt+5', 'Etc/GMT+5'],
    ['eUrOpE/bErLiN', 'Europe/Berlin'],
  ])('called %s is %s', (typed, zone) => {
    expect(Zone.parse(typed)).toBe(zone);
  });

  test('is not made of anything else', () => {
    const none = [
      '',
      'Mars/Base',
      'Etc/Unknown',
      'Factory',
      '+05:30',
      'GMT+5',
      'BST',
      'Europe/Berlin ',
      'Asia/\u212Aolkata',
    ];
    const typed = fc.oneof(fc.constantFrom(...none), fc.string(), fc.constantFrom('__proto__', 'constructor'));
    fc.assert(
      fc.property(typed, (text) => {
        fc.pre(!names.some((name) => name.toLowerCase() === text.toLowerCase() && /^[\w+\-/]+$/.test(text)));
        const { success, error } = Zone.safeParse(text);
        expect([success, error?.issues[0]?.message]).toEqual([false, 'We do not know this time zone.']);
      }),
    );
  });

  test('has the same clocks by all of its names', () => {
    const start = Temporal.Instant.from('2026-01-10T00:00:00Z');
    const months = Array.from({ length: 24 }, (_, month) => start.add({ hours: 730 * month }));
    const clocksOf = (zone: string) => months.map((at) => offsetAt(zone, at.epochMilliseconds)).join();
    const former = names.filter((name) => Zone.parse(name) !== name);
    expect(former.length).toBeGreaterThan(100);
    expect(former.filter((name) => clocksOf(name) !== clocksOf(Zone.parse(name)))).toEqual([]);
  });

  test('has a country wherever it is a place', () => {
    expect([countryOf('Asia/Tokyo'), countryOf('Europe/Zurich'), countryOf('asia/calcutta')]).toEqual([
      'JP',
      'CH',
      'IN',
    ]);
    expect([countryOf('UTC'), countryOf('Etc/GMT+5'), countryOf('Mars/Base')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});
