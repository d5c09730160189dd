import { describe, expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import {
  addDays,
  daysBetween,
  dueKey,
  dueTick,
  firstVisibleTick,
  furthestWall,
  isoInstant,
  localDateAt,
  localTimeAt,
  quarterHours,
  secondsBetween,
  slotsDueAt,
  slotsPassed,
  tickAtOrAfter,
  tickAtOrBefore,
  ticksBetween,
  weekOf,
  weekdayOf,
} from '../../../../lambdas/core/time/calendar.ts';
import { isCivilHour } from '../../../../lambdas/core/time/quiet-hours.ts';

const at = (iso: string) => Temporal.Instant.from(iso);
const utc = (iso: string) => at(iso).epochMilliseconds;

describe('a tick', () => {
  test.each([
    ['2026-11-02T06:00:00Z', '2026-11-02T06:00:00Z', '2026-11-02T06:00:00Z'],
    ['2026-11-02T06:00:01Z', '2026-11-02T06:00:00Z', '2026-11-02T06:15:00Z'],
    ['2026-11-02T06:14:59.999Z', '2026-11-02T06:00:00Z', '2026-11-02T06:15:00Z'],
  ])('stands before and after %s', (instant, before, after) => {
    expect([tickAtOrBefore(at(instant)), tickAtOrAfter(at(instant))].map(isoInstant)).toEqual([before, after]);
  });

  test('is between two instants where it is after the first and not after the second', () => {
    const between = (from: string, to: string) =>
      ticksBetween(at(from), at(to)).map((ms) => isoInstant(Temporal.Instant.fromEpochMilliseconds(ms)));
    expect(between('2026-11-02T06:00:00Z', '2026-11-02T06:30:00Z')).toEqual([
      '2026-11-02T06:15:00Z',
      '2026-11-02T06:30:00Z',
    ]);
    expect(between('2026-11-02T06:01:00Z', '2026-11-02T06:29:00Z')).toEqual(['2026-11-02T06:15:00Z']);
    expect(between('2026-11-02T06:00:00Z', '2026-11-02T06:00:00Z')).toEqual([]);
  });
});

describe('a slot', () => {
  const slot = (localDate: string, localTime: string, zone = 'Europe/Berlin') => ({ zone, localDate, localTime });

  test.each([
    ['on any day', slot('2026-11-02', '07:15'), '2026-11-02T06:15:00Z'],
    ['that spring skips: at the change', slot('2026-03-29', '02:30'), '2026-03-29T01:00:00Z'],
    ['that autumn repeats: the first time', slot('2026-10-25', '02:30'), '2026-10-25T00:30:00Z'],
    ['just after the hour that autumn repeats', slot('2026-10-25', '03:00'), '2026-10-25T02:00:00Z'],
  ])('is due %s', (_when, given, due) => {
    expect(isoInstant(dueTick(given))).toBe(due);
    expect(slotsDueAt(given.zone, at(due))).toContainEqual(given);
  });

  test('is one of those that clocks pass between two times, the second included', () => {
    const passed = (from: string, to: string) => slotsPassed('Asia/Tokyo', utc(from), utc(to));
    expect(passed('2026-11-01T23:45:00Z', '2026-11-02T00:15:00Z')).toEqual([
      slot('2026-11-02', '00:00', 'Asia/Tokyo'),
      slot('2026-11-02', '00:15', 'Asia/Tokyo'),
    ]);
    expect(passed('2026-11-01T23:50:00Z', '2026-11-02T00:14:00Z')).toEqual([slot('2026-11-02', '00:00', 'Asia/Tokyo')]);
    expect(passed('2026-11-02T00:00:00Z', '2026-11-02T00:00:00Z')).toEqual([]);
  });

  test('has a key of zone and time', () => {
    expect(dueKey('Europe/Berlin', '07:15')).toBe('Europe/Berlin|07:15');
  });

  test('is on one of the quarter hours of a day', () => {
    expect(quarterHours).toHaveLength(96);
    expect([0, 1, 4, 39, 40, 95].map((index) => quarterHours[index])).toEqual([
      '00:00',
      '00:15',
      '01:00',
      '09:45',
      '10:00',
      '23:45',
    ]);
  });
});

test.each([
  ['2026-10-25T00:45:00Z', '2026-10-25T02:45:00Z'],
  ['2026-10-25T01:00:00Z', '2026-10-25T02:45:00Z'],
  ['2026-10-25T01:45:00Z', '2026-10-25T02:45:00Z'],
  ['2026-10-25T02:00:00Z', '2026-10-25T03:00:00Z'],
  ['2026-10-26T01:00:00Z', '2026-10-26T02:00:00Z'],
  ['2026-10-26T01:15:00Z', '2026-10-26T02:15:00Z'],
  ['2026-03-29T01:00:00Z', '2026-03-29T03:00:00Z'],
])('the furthest that clocks in Berlin have shown at %s is %s', (tick, shown) => {
  expect(furthestWall('Europe/Berlin', utc(tick))).toBe(utc(shown));
});

test('where clocks never change, the furthest is what they show', () => {
  expect(furthestWall('UTC', utc('2026-10-25T01:00:00Z'))).toBe(utc('2026-10-25T01:00:00Z'));
});

describe('dates and times', () => {
  test('are those of the zone', () => {
    const night = at('2026-11-02T23:30:10Z');
    expect([localDateAt(night, 'Europe/Berlin'), localTimeAt(night, 'Europe/Berlin')]).toEqual(['2026-11-03', '00:30']);
    expect([localDateAt(night, 'America/New_York'), localTimeAt(night, 'America/New_York')]).toEqual([
      '2026-11-02',
      '18:30',
    ]);
  });

  test('are counted in days and weeks', () => {
    expect([addDays('2026-12-30', 3), addDays('2026-03-01', -1)]).toEqual(['2027-01-02', '2026-02-28']);
    expect([daysBetween('2026-12-30', '2027-01-02'), daysBetween('2026-11-03', '2026-11-02')]).toEqual([3, -1]);
    const week = ['02', '03', '04', '05', '06', '07', '08'].map((day) => `2026-11-${day}`);
    expect(week.map(weekdayOf)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect([...new Set(week.map(weekOf))]).toEqual(['2026-11-02']);
  });

  test('are apart by seconds, with their thousandths', () => {
    expect(secondsBetween('2026-11-02T06:00:00Z', '2026-11-02T06:01:30.250Z')).toBe(90.25);
    expect(secondsBetween('2026-11-02T06:00:01Z', '2026-11-02T06:00:00Z')).toBe(-1);
  });

  test('are written to the second', () => {
    expect(isoInstant(at('2026-11-02T06:00:00.987Z'))).toBe('2026-11-02T06:00:00Z');
  });

  test('of a change count from a tick that is a minute away at least', () => {
    expect(firstVisibleTick(at('2026-11-02T05:59:00Z'))).toBe('2026-11-02T06:00:00Z');
    expect(firstVisibleTick(at('2026-11-02T05:59:01Z'))).toBe('2026-11-02T06:15:00Z');
  });
});

describe('a late mail', () => {
  const early = { zone: 'Europe/Berlin', localDate: '2026-11-02', localTime: '05:00' };

  test.each([
    ['04:00:00', true],
    ['05:00:00', true],
    ['05:00:01', false],
    ['05:59:59', false],
    ['06:00:00', true],
    ['19:59:59', true],
    ['20:00:00', false],
    ['23:30:00', false],
  ])('of a slot at four, by the clock of Greenwich, may leave at %s: %p', (time, may) => {
    expect(isCivilHour(early, at(`2026-11-02T${time}Z`))).toBe(may);
  });
});
