import { Temporal } from 'temporal-polyfill';
import { dueTick, localDateAt, localTimeAt, type Slot } from './calendar.ts';
import { english } from './date-words.ts';

/**
 * Dates, clock times, places and schedules in words, as mails and pages say them: nothing else knows what a month is called. English is the only
 * language so far.
 */

const words = english;

/** "Monday" for 1 … "Sunday" for 7. */
export function weekdayName(weekday: number): string {
  return words.weekdays[weekday - 1] ?? '';
}

/** "Mondays", "Mondays and Thursdays", "Mondays, Thursdays and Saturdays"; "" for none. */
export function formatDays(days: number[]): string {
  const names = days.map((day) => words.weekly[day - 1] ?? '');
  const last = names.pop();
  if (last === undefined) return '';
  return names.length === 0 ? last : `${names.join(', ')}${words.and}${last}`;
}

/** "America/New York" for "America/New_York". */
export function formatZone(zone: string): string {
  return zone.replaceAll('_', ' ');
}

/** The city that people look for: "Berlin"; "Knox (Indiana)" for "America/Indiana/Knox". */
export function formatCity(zone: string): string {
  const [city = zone, ...around] = formatZone(zone).split('/').slice(1).reverse();
  const name = words.cities[zone] ?? city;
  return around.length === 0 ? name : filled(words.cityAround, { city: name, around: around.join(', ') });
}

/** "07:00". */
export function formatTime(localTime: string): string {
  const [hour = '', minute = ''] = localTime.split(':');
  return filled(words.time, { hour, minute });
}

/** "Mondays at 07:00, Europe/Berlin time": each week on a day, at a local time. */
export function formatWeekly({ day, time, zone }: { day: number; time: string; zone: string }): string {
  return filled(words.schedule, { days: formatDays([day]), time: formatTime(time), zone: formatZone(zone) });
}

/** "Monday 30 November at 07:00": the wall clock in the slot's zone at the tick that serves it. */
export function formatSlot(slot: Slot): string {
  const tick = dueTick(slot);
  const date = formatDate(localDateAt(tick, slot.zone));
  return filled(words.dateAndTime, { date, time: formatTime(localTimeAt(tick, slot.zone)) });
}

/** "30 November". */
export function formatDay(localDate: string): string {
  return filled(words.day, partsOf(localDate));
}

/** "Monday 30 November". */
export function formatDate(localDate: string): string {
  return filled(words.date, partsOf(localDate));
}

/** "23 November 2026" for "2026-11-23". */
export function formatLongDate(isoDate: string): string {
  return filled(words.dateAndYear, partsOf(isoDate));
}

/** "23 November 2026 at 06:00 UTC" for "2026-11-23T06:00:00Z". */
export function formatInstant(isoInstant: string): string {
  const time = formatTime(isoInstant.slice(11, 16));
  return filled(words.instant, { date: formatLongDate(isoInstant.slice(0, 10)), time });
}

function partsOf(isoDate: string): Record<'weekday' | 'day' | 'month' | 'year', string> {
  const { dayOfWeek, day, month, year } = Temporal.PlainDate.from(isoDate);
  return {
    weekday: weekdayName(dayOfWeek),
    day: String(day),
    month: words.months[month - 1] ?? '',
    year: String(year),
  };
}

function filled(pattern: string, parts: Readonly<Record<string, string>>): string {
  return pattern.replaceAll(/\{(\w+)\}/g, (_, name: string) => parts[name] ?? '');
}
