import { expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { offsetAt } from '../../lambdas/core/time/zone-clocks.ts';
import { zoneEdition } from '../../lambdas/core/time/zone-table.ts';
import { timeZonesInWords, timeZonesOf } from '../../lib/operator/time-zones.ts';

const now = Temporal.Instant.from('2026-12-01T12:00:00Z');
const people = { 'America/Winnipeg': 214, 'Europe/Berlin': 12 };
const right = { edition: zoneEdition.name, clocks: offsetAt };
const ageDays = Math.floor(Temporal.Instant.from(`${zoneEdition.date}T00:00:00Z`).until(now).total('hours') / 24);

test('time zones on which all agree are said in one breath', () => {
  const clocks = { edition: zoneEdition.name, leads: { 'America/Winnipeg': -300, 'Europe/Berlin': 60 } };
  const found = timeZonesOf({ plannedThrough: '2026-12-01T12:00:00Z', clocks }, people, now, right);
  expect(timeZonesInWords(found)).toBe(`tz ${zoneEdition.name}, ${ageDays} days old`);
});

test('a runtime that is wrong within sixty days is told of with the people whom it would have mailed an hour off', () => {
  const from = (days: number) => ({
    edition: '2025c',
    clocks: (zone: string, atMs: number) =>
      offsetAt(zone, atMs) -
      (zone === 'America/Winnipeg' && atMs > now.epochMilliseconds + days * 86_400_000 ? 3_600_000 : 0),
  });
  expect(timeZonesOf({}, people, now, from(50)).runtimeOtherwise).toEqual({ 'America/Winnipeg': 214 });
  expect(timeZonesOf({}, people, now, from(61)).runtimeOtherwise).toEqual({});
  expect(timeZonesInWords(timeZonesOf({}, people, now, from(50)))).toBe(
    `tz ${zoneEdition.name}, ${ageDays} days old; this runtime has 2025c, which nobody is mailed by, wrong for people in America/Winnipeg (214)`,
  );
});

test('a planner of another edition is told of with the people whose clocks it had otherwise', () => {
  const clocks = { edition: '2026d', leads: { 'America/Winnipeg': -360, 'Europe/Berlin': 60 } };
  const found = timeZonesOf({ plannedThrough: '2026-12-01T12:00:00Z', clocks }, people, now, right);
  expect(timeZonesInWords(found)).toBe(
    `tz ${zoneEdition.name}, ${ageDays} days old; the planner went by 2026d, otherwise for people in America/Winnipeg (214)`,
  );
});
