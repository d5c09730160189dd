import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { localToInstant, nextChange, offsetAt, previousChange } from '../../../../lambdas/core/time/zone-clocks.ts';
import { zoneEdition } from '../../../../lambdas/core/time/zone-table.ts';
import { canonicalZone, offeredZones } from '../../../../lambdas/core/time/zones.ts';
import { differences, tzdataClocks } from '../../../support/tzdata-clocks.ts';

/*
 * Goal: our clocks are those of the tz database. Method: every change of every zone from 2024 to 2037, as Python's package of the same edition has it,
 * and wall times around each.
 */

const minuteMs = 60_000;
const changing = tzdataClocks.histories.filter(({ changes }) => changes.length > 0);

describe('our clocks', () => {
  test('are compared with the same edition; after an update, test/zones/clocks-of-tzdata.py writes the fixture again', () => {
    expect(tzdataClocks.edition).toBe(zoneEdition.name);
    expect(zoneEdition.date).toMatch(/^20\d\d-\d\d-\d\d$/);
  });

  test('show in every zone what Python says, by each of its names, from 2024 to 2037', () => {
    expect(tzdataClocks.histories.length).toBeGreaterThan(590);
    expect(changing.flatMap(({ changes }) => changes).length).toBeGreaterThan(5_000);
    expect(differences(tzdataClocks, { offsetAt, nextChange })).toEqual([]);
  });

  test('are there for every zone that can be chosen', () => {
    const named = new Set(tzdataClocks.histories.map(({ zone }) => canonicalZone(zone)));
    expect(offeredZones.filter((zone) => !named.has(zone))).toEqual([]);
  });

  test('find the change before an instant, the very instant included', () => {
    for (const { zone, changes } of changing) {
      for (const [index, change] of changes.entries()) {
        expect([previousChange(zone, change), previousChange(zone, change - 1)]).toEqual([change, changes[index - 1]]);
      }
    }
    expect([previousChange('UTC', 0), nextChange('UTC', 0)]).toEqual([undefined, undefined]);
  });

  test('are none for what is no zone', () => {
    expect(() => offsetAt('Mars/Base', 0)).toThrow('There is no time zone Mars/Base.');
  });
});

describe('a wall time', () => {
  test('is shown once, twice or never, and when, around every change', () => {
    const around = fc.constantFrom(...changing).chain(({ zone, offsets, changes }) =>
      fc.record({
        zone: fc.constant(zone),
        offsets: fc.constant(offsets),
        change: fc.constantFrom(...changes),
        changes: fc.constant(changes),
        minutes: fc.integer({ min: -26 * 60, max: 26 * 60 }),
      }),
    );
    fc.assert(
      fc.property(around, ({ zone, offsets, changes, change, minutes }) => {
        const index = changes.indexOf(change);
        const [before, after] = [offsets[index]!, offsets[index + 1]!];
        const wall = change + before + minutes * minuteMs;
        // Both offsets are tried on the wall time; each that gives an instant at which it holds is one.
        const shown = [
          ...(wall - before < change ? [wall - before] : []),
          ...(wall - after >= change ? [wall - after] : []),
        ];
        const found = localToInstant(zone, wall);
        expect(found).toEqual(
          shown.length === 0
            ? { kind: 'gap', change }
            : { kind: shown.length === 1 ? 'once' : 'twice', first: shown[0], last: shown.at(-1) },
        );
      }),
      { numRuns: 1_000 },
    );
  });
});
