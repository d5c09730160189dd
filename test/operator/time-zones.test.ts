import { expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { offsetAt } from '../../lambdas/core/time/zone-clocks.ts';
import { zoneEdition } from '../../lambdas/core/time/zone-table.ts';
import { differencesIn } from '../../lib/operator/zones-since.ts';
import { formatTimeZones, timeZonesOf } from '../../lib/operator/time-zones.ts';

const now = Temporal.Instant.from('2026-12-01T12:00:00Z');
const people = { 'America/Winnipeg': 214, 'Europe/Berlin': 12 };
const right = { edition: zoneEdition.name, clocks: offsetAt };
const ageDays = Math.floor(Temporal.Instant.from(`${zoneEdition.date}T00:00:00Z`).until(now).total('hours') / 24);

test('time zones on which all agree are said in one breath', () => {
  const clocks = { edition: zoneEdition.name, leads: { 'America/Winnipeg': -300, 'Europe/Berlin': 60 } };
  const found = timeZonesOf({ plannedThrough: '2026-12-01T12:00:00Z', clocks }, people, now, right);
  expect(formatTimeZones(found)).toBe(`tz ${zoneEdition.name}, ${ageDays} days old`);
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
  expect(formatTimeZones(timeZonesOf({}, people, now, from(50)))).toBe(
    `tz ${zoneEdition.name}, ${ageDays} days old; this runtime has 2025c, which nobody is mailed by, wrong for people in America/Winnipeg (214)`,
  );
});

test('a planner of another edition is told of with the people whose clocks it had otherwise', () => {
  const clocks = { edition: '2026d', leads: { 'America/Winnipeg': -360, 'Europe/Berlin': 60 } };
  const found = timeZonesOf({ plannedThrough: '2026-12-01T12:00:00Z', clocks }, people, now, right);
  expect(formatTimeZones(found)).toBe(
    `tz ${zoneEdition.name}, ${ageDays} days old; the planner went by 2026d, otherwise for people in America/Winnipeg (214)`,
  );
});

const day = 86_400_000;
const inDays = (days: number) => Temporal.Instant.fromEpochMilliseconds(now.epochMilliseconds + days * day).toString();
/** Of an edition in which Winnipeg, at -300 all year by the table, goes back an hour some days from now, and ahead again 20 days later. */
const until = (days: number) => {
  const [back, ahead] = [days, days + 20].map((at) => inDays(at).slice(0, 16).replaceAll(/\D/g, ''));
  return { edition: '2026d', clocks: new Map([['America/Winnipeg', `-300 ${back}-360 ${ahead}-300`]]) };
};

test('a planner of another edition is told of with the people whose clocks it would have otherwise within sixty days', () => {
  const clocks = { edition: '2026d', leads: { 'America/Winnipeg': -300, 'Europe/Berlin': 60 } };
  const otherwise = (days: number) =>
    timeZonesOf({ plannedThrough: now.toString(), clocks }, people, now, right, [until(days)]).plannedOtherwise;
  expect(otherwise(59)).toEqual({ 'America/Winnipeg': 214 });
  expect(otherwise(61)).toEqual({});
});

test('the times in which an earlier edition has clocks otherwise are found to the minute', () => {
  const difference = (from: number, end: number) => [{ from: inDays(from), until: inDays(end), minutesEarlier: 60 }];
  expect(differencesIn('America/Winnipeg', until(30), now, 365)).toEqual(difference(30, 50));
  expect(differencesIn('America/Winnipeg', until(30), now, 40)).toEqual(difference(30, 40));
  expect(differencesIn('America/Winnipeg', until(-5), now, 365)).toEqual(difference(0, 15));
  expect(differencesIn('America/Winnipeg', until(-30), now, 365)).toEqual([]);
  expect(differencesIn('Europe/Berlin', until(30), now, 365)).toEqual([]);
});
