import { expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { dueTick, localTimeAt, slotsPassed } from '../../../../lambdas/core/time/calendar.ts';
import { plannedWalls } from '../../../../lambdas/core/time/planned-walls.ts';
import { isCivilHour, isDaytime, nextMorning } from '../../../../lambdas/core/time/quiet-hours.ts';
import { offsetAt } from '../../../../lambdas/core/time/zone-clocks.ts';

const zone = 'America/Vancouver';

test('the oldest slot of a clock that a new edition puts an hour ahead is just on time at its tick; at night it then waits for the morning', () => {
  // The table has UTC-7 in this winter; the edition by which the mark was reached had UTC-8. The clock jumps from 05:15 to 06:30.
  const mark = Temporal.Instant.from('2026-11-30T13:15:00Z');
  const tick = mark.add({ minutes: 15 });
  const clocks = { edition: '2025b', leads: { [zone]: -480 } };
  const planned = plannedWalls([zone], mark.epochMilliseconds, clocks, offsetAt).get(zone)!;
  const slots = slotsPassed(zone, planned, tick.epochMilliseconds + offsetAt(zone, tick.epochMilliseconds));
  expect(slots.map(({ localTime }) => localTime)).toEqual(['05:30', '05:45', '06:00', '06:15', '06:30']);

  const [oldest, next] = slots;
  expect(dueTick(oldest!).until(tick).total('minutes')).toBe(60);
  expect(isCivilHour(oldest!, tick)).toBe(true);

  const second = tick.add({ seconds: 1 });
  const seven = tick.add({ minutes: 30 });
  expect(localTimeAt(seven, zone)).toBe('07:00');
  expect(isCivilHour(oldest!, second)).toBe(false);
  expect(isCivilHour(oldest!, seven.subtract({ seconds: 1 }))).toBe(false);
  expect(isCivilHour(oldest!, seven)).toBe(true);
  expect(isCivilHour(next!, second)).toBe(true);
});

test.each([
  ['2026-11-30T06:59:59Z', '2026-11-30T07:00:00Z'],
  ['2026-11-30T00:00:00Z', '2026-11-30T07:00:00Z'],
  ['2026-11-30T07:00:00Z', '2026-12-01T07:00:00Z'],
  ['2026-11-30T23:59:59Z', '2026-12-01T07:00:00Z'],
])('after %s the next morning in London begins at %s', (now, morning) => {
  const next = nextMorning('Europe/London', Temporal.Instant.from(now));
  expect(next.toString()).toBe(morning);
  expect(isDaytime('Europe/London', next)).toBe(true);
});
