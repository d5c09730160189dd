import { describe, expect, test } from '@jest/globals';
import {
  canonicalZone,
  clocksInTable,
  countryOf,
  isFormerName,
  isKnownZone,
  isSameZone,
  namesOf,
  offeredZones,
} from '../../../../lambdas/core/time/zones.ts';

describe('a name of a time zone', () => {
  test.each<[string, string | undefined, { former: boolean }]>([
    ['Europe/Kyiv', 'Europe/Kyiv', { former: false }],
    ['Europe/Kiev', 'Europe/Kyiv', { former: true }],
    ['europe/KYIV', 'Europe/Kyiv', { former: true }],
    ['Etc/UTC', 'UTC', { former: true }],
    ['etc/gmt+5', 'Etc/GMT+5', { former: true }],
    ['Mars/Base', undefined, { former: false }],
    // The sign for kelvin, which is a k in lower case, at the beginning, in the middle, at the end.
    ['\u212Awajalein', undefined, { former: false }],
    ['Asia/\u212Aolkata', undefined, { former: false }],
    ['Asia/Bang\u212Ao\u212A', undefined, { former: false }],
    ['Asia/Bangko\u212A', undefined, { former: false }],
  ])('%s is that of %s', (name, zone, { former }) => {
    expect([canonicalZone(name), isKnownZone(name), isFormerName(name)]).toEqual([zone, zone !== undefined, former]);
  });

  test.each([
    ['Europe/Kiev', 'Europe/Kyiv', true],
    ['Europe/Kyiv', 'europe/kiev', true],
    ['Europe/Kyiv', 'Europe/Kyiv', true],
    ['Europe/Kyiv', 'Europe/Berlin', false],
    ['Mars/Base', 'Mars/Base', true],
    ['Mars/Base', 'Venus/Base', false],
    ['Mars/Base', 'Europe/Berlin', false],
    ['Europe/Berlin', 'Mars/Base', false],
  ])('%s and %s are one zone: %s', (one, other, isSame) => {
    expect(isSameZone(one, other)).toBe(isSame);
  });

  test('that no zone has tells nothing', () => {
    expect([namesOf('Mars/Base'), clocksInTable('Mars/Base'), countryOf('Mars/Base')]).toEqual([
      [],
      undefined,
      undefined,
    ]);
  });
});

test('a zone tells all of its names, its clocks and its country', () => {
  expect(namesOf('europe/kiev')).toEqual(['Europe/Kyiv', 'Europe/Kiev', 'Europe/Uzhgorod', 'Europe/Zaporozhye']);
  expect([clocksInTable('Asia/Calcutta'), countryOf('Asia/Calcutta')]).toEqual(['330', 'IN']);
  expect([clocksInTable('Etc/GMT+5'), countryOf('Etc/GMT+5')]).toEqual(['-300', undefined]);
  // The last in the table.
  expect(namesOf('Pacific/Kiritimati')).toEqual(['Pacific/Kiritimati']);
});

test('zones to choose from are places and UTC, by their present names and in their order', () => {
  expect(offeredZones).toEqual(offeredZones.toSorted());
  expect(offeredZones).toEqual(expect.arrayContaining(['Africa/Abidjan', 'Europe/Kyiv', 'Pacific/Kiritimati', 'UTC']));
  expect(offeredZones.filter((zone) => canonicalZone(zone) !== zone || zone.startsWith('Etc'))).toEqual([]);
});
