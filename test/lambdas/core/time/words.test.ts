import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { english, german, spanish } from '../../../../lambdas/core/time/date-words.ts';
import { datesIn, languages } from '../../../../lambdas/core/time/words.ts';
import { countryOf, offeredZones } from '../../../../lambdas/core/time/zones.ts';

const { formatCity, formatDate, formatDay, formatDays, formatLongDate, formatPlace, formatTime, hasHalfDays } =
  datesIn('en');

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

  it('say every slot of every place whole, in every language', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...languages),
        fc.constantFrom(...offeredZones),
        date,
        time,
        fc.constantFrom(1, 2, 4),
        (language, zone, day, localTime, weeks) => {
          const says = datesIn(language);
          const localDate = day.toString();
          const all = [
            says.formatSlot({ zone, localDate, localTime }),
            says.formatWeekly({ day: day.dayOfWeek, time: localTime, zone, weeks }),
            says.formatDays([1, day.dayOfWeek], { time: localTime, zone }),
            says.formatInstant(`${localDate}T${localTime}:00Z`),
            says.formatCity(zone),
            says.formatShortDay(localDate),
            says.formatPace(weeks),
            says.formatWithin(weeks),
          ];
          for (const words of all) expect(words).not.toMatch(/undefined|[{}_\u202f]|\.\.|\s\s|^\s|\s$|^$/);
        },
      ),
    );
  });

  it.each([
    ['en', 'Europe/Madrid', 'Monday 30 November at 13:00', 'Mondays at 13:00, Madrid time'],
    ['en', 'America/Mexico_City', 'Monday 30 November at 1:00 pm', 'Mondays at 1:00 pm, Mexico City time'],
    ['es', 'Europe/Madrid', 'lunes 30 de noviembre a las 13:00', 'los lunes a las 13:00, hora de Madrid'],
    [
      'es-MX',
      'America/Mexico_City',
      'lunes 30 de noviembre a la 1:00\u00a0p.\u00a0m.',
      'los lunes a la 1:00\u00a0p.\u00a0m., hora de Ciudad de México',
    ],
    ['de', 'Europe/Berlin', 'Montag, 30. November, um 13:00\u00a0Uhr', 'montags um 13:00\u00a0Uhr, Ortszeit Berlin'],
    [
      'de-AT',
      'America/New_York',
      'Montag, 30. November, um 13:00\u00a0Uhr',
      'montags um 13:00\u00a0Uhr, Ortszeit New York',
    ],
    ['fr', 'Europe/Paris', 'Monday 30 November at 13:00', 'Mondays at 13:00, Paris time'],
  ])('are said in %s as they are read in %s', (language, zone, slot, weekly) => {
    const says = datesIn(language);
    expect(says.formatSlot({ zone, localDate: '2026-11-30', localTime: '13:00' })).toBe(slot);
    expect(says.formatWeekly({ day: 1, time: '13:00', zone })).toBe(weekly);
  });

  it.each([
    [
      'es',
      'los lunes, jueves y sábados',
      'cada dos semanas, los jueves a las 7:30, hora de Madrid',
      '23 nov',
      'en 3 días',
      'lun mar mié jue vie sáb dom',
    ],
    [
      'de',
      'montags, donnerstags und samstags',
      'alle zwei Wochen donnerstags um 7:30\u00a0Uhr, Ortszeit Madrid',
      '23. Nov',
      'innerhalb von 3 Tagen',
      'Mo Di Mi Do Fr Sa So',
    ],
  ])('are said in %s', (language, days, everyTwo, short, within, week) => {
    const says = datesIn(language);
    expect(says.formatDays([1, 4, 6])).toBe(days);
    expect(says.formatWeekly({ day: 4, time: '07:30', zone: 'Europe/Madrid', weeks: 2 })).toBe(everyTwo);
    expect(says.formatShortDay('2026-11-23')).toBe(short);
    expect(says.formatWithin(3)).toBe(within);
    expect([1, 2, 3, 4, 5, 6, 7].map(says.shortWeekdayName).join(' ')).toBe(week);
  });

  it.each([
    ['es', '23 de noviembre de 2026', 'lunes 23 de noviembre de 2026', '23 de noviembre de 2026 a la 1:05 UTC'],
    ['de', '23. November 2026', 'Montag, 23. November 2026', '23. November 2026, um 1:05\u00a0Uhr UTC'],
  ])('have their year in %s', (language, long, full, instant) => {
    const says = datesIn(language);
    expect(says.formatLongDate('2026-11-23')).toBe(long);
    expect(says.formatFullDate('2026-11-23')).toBe(full);
    expect(says.formatInstant('2026-11-23T01:05:00Z')).toBe(instant);
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

  it.each([
    ['es', 'America/New_York', 'Nueva York'],
    ['es', 'Europe/London', 'Londres'],
    ['es', 'Europe/Berlin', 'Berlín'],
    ['es', 'Europe/Kyiv', 'Kyiv'],
    ['de', 'Europe/Vienna', 'Wien'],
    ['de', 'Europe/Kyiv', 'Kyjiw'],
    ['de', 'America/Bogota', 'Bogotá'],
  ])('are said in %s: %s is %s', (language, zone, city) => {
    expect(datesIn(language).formatCity(zone)).toBe(city);
  });

  it.each([
    ['en', english],
    ['es', spanish],
    ['de', german],
  ])('are written otherwise only for zones that there are, and no two are alike in %s', (language, { cities }) => {
    expect(Object.keys(cities).filter((zone) => !offeredZones.includes(zone))).toEqual([]);
    const names = offeredZones.map(datesIn(language).formatCity);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    // Such as the soft hyphens that CLDR writes: they show in the text of an email.
    expect(names.filter((name) => /\p{Cf}/u.test(name))).toEqual([]);
  });
});
