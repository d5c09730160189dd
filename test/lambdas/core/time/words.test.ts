import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { english } from '../../../../lambdas/core/time/date-words.ts';
import {
  cityInWords,
  dateInWords,
  dayInWords,
  daysInWords,
  instantInWords,
  longDateInWords,
  slotInWords,
  timeInWords,
  weeklyInWords,
} from '../../../../lambdas/core/time/words.ts';
import { offeredZones } from '../../../../lambdas/core/time/zones.ts';

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
        expect(longDateInWords(iso)).toBe(said({ dateStyle: 'long' }));
        expect(dateInWords(iso)).toBe(said({ weekday: 'long', day: 'numeric', month: 'long' }));
        expect(dateInWords(iso)).toMatch(new RegExp(` ${dayInWords(iso)}$`));
      }),
    );
  });

  it('say every slot of every place whole', () => {
    fc.assert(
      fc.property(fc.constantFrom(...offeredZones), date, time, (zone, day, localTime) => {
        const localDate = day.toString();
        const all = [
          slotInWords({ zone, localDate, localTime }),
          weeklyInWords({ day: day.dayOfWeek, time: localTime, zone }),
          instantInWords(`${localDate}T${localTime}:00Z`),
          cityInWords(zone),
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
    expect(daysInWords(days)).toBe(words);
  });

  it('have hours from 0 to 23', () => {
    expect([timeInWords('00:15'), timeInWords('19:30')]).toEqual(['00:15', '19:30']);
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
    expect(cityInWords(zone)).toBe(city);
  });

  it('are written otherwise only for zones that there are, and no two are alike', () => {
    expect(Object.keys(english.cities).filter((zone) => !offeredZones.includes(zone))).toEqual([]);
    const names = offeredZones.map(cityInWords);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });
});
