import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { english } from '../../../../lambdas/core/time/date-words.ts';
import {
  formatCity,
  formatDate,
  formatDay,
  formatDays,
  formatInstant,
  formatLongDate,
  formatPlace,
  formatSlot,
  formatTime,
  formatWeekly,
  hasHalfDays,
} from '../../../../lambdas/core/time/words.ts';
import { countryOf, offeredZones } from '../../../../lambdas/core/time/zones.ts';

const date = fc.integer({ min: 0, max: 40_000 }).map((days) => Temporal.PlainDate.from('1990-01-01').add({ days }));
const time = fc
  .tuple(fc.nat(23), fc.constantFrom('00', '15', '30', '45'))
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${minute}`);

describe('dates in words', () => {
  it('are those that the runtime has for British English, on every day', () => {
    fc.assert(
      fc.property(date, (day) => {
        const iso = day.toString();
        const said = (options: object) => day.toLocaleString('en-GB', options).replaceAll(',', '');
        expect(formatLongDate(iso)).toBe(said({ dateStyle: 'long' }));
        expect(formatDate(iso)).toBe(said({ weekday: 'long', day: 'numeric', month: 'long' }));
        expect(formatDate(iso)).toMatch(new RegExp(` ${formatDay(iso)}$`));
      }),
    );
  });

  it('say every slot of every place whole', () => {
    fc.assert(
      fc.property(fc.constantFrom(...offeredZones), date, time, (zone, day, localTime) => {
        const localDate = day.toString();
        const all = [
          formatSlot({ zone, localDate, localTime }),
          formatWeekly({ day: day.dayOfWeek, time: localTime, zone }),
          formatInstant(`${localDate}T${localTime}:00Z`),
          formatCity(zone),
        ];
        for (const words of all) expect(words).not.toMatch(/undefined|[{}_\u202f]|\.\.|\s\s|^\s|\s$|^$/);
      }),
    );
  });

  it.each([
    [[], ''],
    [[1], 'Mondays'],
    [[1, 4], 'Mondays and Thursdays'],
    [[1, 4, 6], 'Mondays, Thursdays and Saturdays'],
  ])('days %j are %p', (days, words) => {
    expect(formatDays(days)).toBe(words);
  });

  it.each([
    ['00:15', 'Europe/London', '0:15'],
    ['19:30', 'Europe/London', '19:30'],
    ['07:00', 'America/New_York', '7:00 am'],
    ['00:15', 'America/New_York', '12:15 am'],
    ['12:00', 'America/New_York', '12:00 pm'],
    ['19:30', 'Asia/Kolkata', '7:30 pm'],
    ['19:30', 'UTC', '19:30'],
  ])('%s in %s is %p', (localTime, zone, words) => {
    expect(formatTime(localTime, zone)).toBe(words);
  });

  it('are read as one time, whichever hours a place has', () => {
    fc.assert(
      fc.property(fc.constantFrom(...offeredZones), time, (zone, localTime) => {
        const [, hour, minute, half] = /^(\d+):(\d\d)(?: (am|pm))?$/.exec(formatTime(localTime, zone))!;
        const whole = half === undefined ? Number(hour) : (Number(hour) % 12) + (half === 'pm' ? 12 : 0);
        expect(`${String(whole).padStart(2, '0')}:${minute}`).toBe(localTime);
        expect(half !== undefined).toBe(hasHalfDays(zone));
      }),
    );
  });

  it('name only countries that there are', () => {
    const countries = new Set(offeredZones.map(countryOf));
    expect(english.halfDays.filter((country) => !countries.has(country))).toEqual([]);
  });

  it('name what the clocks show by a city, or by the distance from UTC', () => {
    const places = ['Europe/Berlin', 'America/New_York', 'UTC', 'Etc/GMT+5', 'Etc/GMT-14'].map(formatPlace);
    expect(places).toEqual(['Berlin time', 'New York time', 'UTC', 'UTC−5', 'UTC+14']);
  });
});

describe('cities in words', () => {
  it.each([
    ['Europe/Berlin', 'Berlin'],
    ['America/New_York', 'New York'],
    ['America/Sao_Paulo', 'São Paulo'],
    ['America/Indiana/Knox', 'Knox (Indiana)'],
    ['UTC', 'UTC'],
  ])('%s is %p', (zone, city) => {
    expect(formatCity(zone)).toBe(city);
  });

  it('are written otherwise only for zones that there are, and no two are alike', () => {
    expect(Object.keys(english.cities).filter((zone) => !offeredZones.includes(zone))).toEqual([]);
    const names = offeredZones.map(formatCity);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });
});
