import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import {
  addDays,
  firstVisibleTick,
  daysBetween,
  dueTick,
  isoInstant,
  localDateAt,
  secondsBetween,
  slotsDueAt,
  weekdayOf,
} from '../../../../lambdas/core/time/calendar.ts';
import { tzdataClocks } from '../../../support/tzdata-clocks.ts';

/*
 * Goal: whatever the zone and the day, each slot is due exactly once, at the first tick at which the zone's wall clock shows its time or later.
 * Method: an independent calculation, by the clocks that Python has. It reads the wall clock at every tick, remembers the furthest it ever showed,
 * and calls due whatever the clock has newly passed.
 */

const quarterHourMs = 15 * 60_000;
const firstDay = Date.UTC(2026, 0, 1);
const days = 730;
const histories = new Map(tzdataClocks.histories.map((history) => [history.zone, history]));
const zones = [...histories.keys()];

/** The wall clock as a number that orders like it and can be counted on in quarter hours: minutes since 1970, as if local time were UTC. */
function wallMinutes(zone: string, epochMs: number): number {
  const { changes, offsets } = histories.get(zone)!;
  return Math.floor((epochMs + offsets[changes.filter((change) => change <= epochMs).length]!) / 60_000);
}

/** What the independent calculation says is due at each tick of some days, after a day of running in. */
function independently(zone: string, fromMs: number, dayCount: number): Map<number, string[]> {
  const due = new Map<number, string[]>();
  let furthest = wallMinutes(zone, fromMs - 86_400_000);
  for (let tick = fromMs - 86_400_000; tick < fromMs + dayCount * 86_400_000; tick += quarterHourMs) {
    const wall = wallMinutes(zone, tick);
    const passed: string[] = [];
    for (let minute = Math.floor(furthest / 15) * 15 + 15; minute <= wall; minute += 15) {
      passed.push(new Date(minute * 60_000).toISOString().slice(0, 16));
    }
    furthest = Math.max(furthest, wall);
    if (tick >= fromMs) due.set(tick, passed);
  }
  return due;
}

function byTheCalendar(zone: string, tickMs: number): string[] {
  return slotsDueAt(zone, Temporal.Instant.fromEpochMilliseconds(tickMs)).map(
    (slot) => `${slot.localDate}T${slot.localTime}`,
  );
}

function expectAgreement(zone: string, fromMs: number, dayCount: number): void {
  const said = [...independently(zone, fromMs, dayCount)];
  const found = said.map(([tick]) => [tick, byTheCalendar(zone, tick)]);
  expect({ zone, due: found }).toEqual({ zone, due: said });
}

/** Days on which a zone's offset changes, over two years: the days that are worth looking at. */
const changeDays = tzdataClocks.histories.flatMap(({ zone, changes }) =>
  changes
    .filter((change) => change >= firstDay && change < firstDay + days * 86_400_000)
    .map((change) => ({ zone, dayMs: Math.floor(change / 86_400_000) * 86_400_000 })),
);

describe('every zone, over two years of ticks', () => {
  test('slots are due as an independent calculation says, on any day', () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), fc.integer({ min: 0, max: days - 1 }), (zone, day) => {
        expectAgreement(zone, firstDay + day * 86_400_000, 1);
      }),
      { numRuns: 150 },
    );
  });

  test('slots are due as an independent calculation says, where a clock changes', () => {
    expect(changeDays.length).toBeGreaterThan(400);
    fc.assert(
      fc.property(fc.constantFrom(...changeDays), ({ zone, dayMs }) => expectAgreement(zone, dayMs, 2)),
      { numRuns: 120 },
    );
  });

  test('the tick at which a slot is due is the tick that serves it', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: 0, max: days - 1 }),
        fc.integer({ min: 0, max: 95 }),
        (zone, day, quarter) => {
          const localDate = new Date(firstDay + day * 86_400_000).toISOString().slice(0, 10);
          const localTime = new Date(quarter * quarterHourMs).toISOString().slice(11, 16);
          const slot = { zone, localDate, localTime };
          expect(slotsDueAt(zone, dueTick(slot))).toContainEqual(slot);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('known clock changes', () => {
  const at = (zone: string, iso: string) => slotsDueAt(zone, Temporal.Instant.from(iso)).map((slot) => slot.localTime);

  test('the hour that spring skips in Berlin is served at the first tick after the gap', () => {
    expect(at('Europe/Berlin', '2026-03-29T00:45:00Z')).toEqual(['01:45']);
    expect(at('Europe/Berlin', '2026-03-29T01:00:00Z')).toEqual(['02:00', '02:15', '02:30', '02:45', '03:00']);
  });

  test('the hour that autumn repeats in New York is served once, the first time', () => {
    expect(at('America/New_York', '2026-11-01T05:15:00Z')).toEqual(['01:15']);
    expect(at('America/New_York', '2026-11-01T06:15:00Z')).toEqual([]);
    expect(at('America/New_York', '2026-11-01T07:00:00Z')).toEqual(['02:00']);
  });

  test('Lord Howe Island moves by half an hour', () => {
    const slot = { zone: 'Australia/Lord_Howe', localDate: '2026-10-04', localTime: '02:15' };
    expect(isoInstant(dueTick(slot))).toBe('2026-10-03T15:30:00Z');
  });
});

describe('the calendar of a change', () => {
  test('begins at a tick that is a minute away at least: the index of who is due may not show it sooner', () => {
    const from = (at: string) => firstVisibleTick(Temporal.Instant.from(at));
    expect(from('2026-11-02T05:59:00Z')).toBe('2026-11-02T06:00:00Z');
    expect(from('2026-11-02T05:59:01Z')).toBe('2026-11-02T06:15:00Z');
  });
});

describe('instants as they are stored', () => {
  const end = Date.UTC(275_760, 8, 13);
  const instant = fc.integer({ min: -end, max: end }).map((ms) => Temporal.Instant.fromEpochMilliseconds(ms));

  test('are the words of Temporal, in whole seconds', () => {
    fc.assert(fc.property(instant, (at) => expect(isoInstant(at)).toBe(at.toString({ smallestUnit: 'second' }))));
  });

  test('are as far apart as Temporal says', () => {
    const ofOurDays = fc.integer({ min: 0, max: Date.UTC(2400, 0) });
    fc.assert(
      fc.property(ofOurDays, ofOurDays, (from, to) => {
        const [one, other] = [from, to].map((ms) => Temporal.Instant.fromEpochMilliseconds(ms).toString());
        const ms = Temporal.Instant.from(one!).until(other!).total('milliseconds');
        expect(secondsBetween(one!, other!)).toBe(ms / 1000);
      }),
    );
  });
});

describe('local dates', () => {
  const instant = fc.integer({ min: firstDay / 1000, max: firstDay / 1000 + days * 86_400 });

  test('are those that clocks in the zone show, in any order of asking', () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), fc.array(instant, { minLength: 1, maxLength: 8 }), (zone, seconds) => {
        for (const second of seconds) {
          const shown = new Date(wallMinutes(zone, second * 1000) * 60_000).toISOString().slice(0, 10);
          expect(localDateAt(Temporal.Instant.fromEpochMilliseconds(second * 1000), zone)).toBe(shown);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('are counted as Temporal counts them', () => {
    const date = fc.date({ min: new Date('1971-01-01'), max: new Date('2400-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(date, fc.integer({ min: -300, max: 5_000 }), (from, count) => {
        const day = from.toISOString().slice(0, 10);
        const plain = Temporal.PlainDate.from(day);
        expect(addDays(day, count)).toBe(plain.add({ days: count }).toString());
        expect(daysBetween(day, addDays(day, count))).toBe(count);
        expect(weekdayOf(day)).toBe(plain.dayOfWeek);
      }),
    );
  });
});
