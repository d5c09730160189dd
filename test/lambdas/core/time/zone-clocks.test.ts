import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  clocksOfTable,
  localToInstant,
  nextChange,
  offsetAt,
  previousChange,
} from '../../../../lambdas/core/time/zone-clocks.ts';
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

describe('clocks as another table writes them', () => {
  const ms = (instant: string) => Date.parse(instant);

  test('change at the minute that is written, and then no more', () => {
    const { offsetAt: offset, nextChange: next } = clocksOfTable('60 202603290117+120 202610250143-90');
    const [spring, autumn] = [ms('2026-03-29T01:17:00Z'), ms('2026-10-25T01:43:00Z')];
    expect([next(0), next(spring - 1), next(spring), next(autumn)]).toEqual([spring, spring, autumn, undefined]);
    expect([0, spring - 1, spring, autumn - 1, autumn].map((at) => offset(at) / minuteMs)).toEqual([
      60, 60, 120, 120, -90,
    ]);
  });

  test('follow the rules of every year, from the first year with them through 2100', () => {
    const { offsetAt: offset, nextChange: next } = clocksOfTable(
      '0 202407010000+60 from 2026 3/25.0@61+120 10/25.0@62+60',
    );
    const [summer, spring] = [ms('2024-07-01T00:00:00Z'), ms('2026-03-29T00:01:00Z')];
    expect([next(0), next(summer), next(spring)]).toEqual([summer, spring, ms('2026-10-24T23:02:00Z')]);
    expect([offset(0), offset(summer), offset(spring)]).toEqual([0, 60 * minuteMs, 120 * minuteMs]);
    const last = ms('2100-10-30T23:02:00Z');
    expect([next(last - 1), next(last)]).toEqual([last, undefined]);
  });
});

describe('a wall time', () => {
  test.each([
    ['spring', '2026-03-29T01:59:59.999', 'once', '2026-03-29T00:59:59.999Z'],
    ['spring', '2026-03-29T02:00', 'gap', '2026-03-29T01:00Z'],
    ['spring', '2026-03-29T02:59:59.999', 'gap', '2026-03-29T01:00Z'],
    ['spring', '2026-03-29T03:00', 'once', '2026-03-29T01:00Z'],
    ['autumn', '2026-10-25T01:59:59.999', 'once', '2026-10-24T23:59:59.999Z'],
    ['autumn', '2026-10-25T02:00', 'twice', '2026-10-25T00:00Z', '2026-10-25T01:00Z'],
    ['autumn', '2026-10-25T02:59:59.999', 'twice', '2026-10-25T00:59:59.999Z', '2026-10-25T01:59:59.999Z'],
    ['autumn', '2026-10-25T03:00', 'once', '2026-10-25T02:00Z'],
  ])('in Berlin in %s, %s, is shown %s', (_when, wall, kind, at, again = at) => {
    const [first, last] = [Date.parse(at), Date.parse(again)];
    expect(localToInstant('Europe/Berlin', Date.parse(`${wall}Z`))).toEqual(
      kind === 'gap' ? { kind, change: first } : { kind, first, last },
    );
  });

  test('is shown once where clocks never change', () => {
    const wall = Date.parse('2026-11-02T07:00:00Z');
    const first = wall - 330 * minuteMs;
    expect(localToInstant('Asia/Kolkata', wall)).toEqual({ kind: 'once', first, last: first });
  });

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
