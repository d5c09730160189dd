import { Temporal } from 'temporal-polyfill';
import { dueTick, localDateAt, localTimeAt, type Slot } from './calendar.ts';
import { english } from './date-words.ts';
import { countryOf } from './zones.ts';

/**
 * Dates, clock times, places and schedules in words, as mails and pages say them: nothing else knows what a month is called. English is the only
 * language so far.
 */

const words = english;

/** "Monday" for 1 … "Sunday" for 7. */
export function weekdayName(weekday: number): string {
  return words.weekdays[weekday - 1] ?? '';
}

/** 1 for "Monday", "monday" or "1" … 7 for Sunday; undefined for any other text. */
export function weekdayNamed(text: string): number | undefined {
  const typed = text.trim().toLowerCase();
  const index = words.weekdays.findIndex((name, day) => [name.toLowerCase(), String(day + 1)].includes(typed));
  return index < 0 ? undefined : index + 1;
}

/** "Mondays", "Mondays and Thursdays", "Mondays, Thursdays and Saturdays", "Mondays at 18:30"; "" for none. */
export function formatDays(weekdays: number[], time?: string): string {
  const names = weekdays.map((day) => words.weekly[day - 1] ?? '');
  const last = names.pop();
  if (last === undefined) return '';
  const days = names.length === 0 ? last : `${names.join(', ')}${words.and}${last}`;
  return time === undefined ? days : filled(words.daysAt, { days, time });
}

/** The city that people look for: "Berlin"; "Knox (Indiana)" for "America/Indiana/Knox". What is no place is said by its distance from UTC. */
export function formatCity(zone: string): string {
  const [, behind, hours] = /^Etc\/GMT([+-])(\d+)$/.exec(zone) ?? [];
  // The names of the tz database count the other way round.
  if (hours !== undefined) return `UTC${behind === '+' ? '−' : '+'}${hours}`;
  const [city = zone, ...around] = zone.replaceAll('_', ' ').split('/').slice(1).reverse();
  const name = words.cities[zone] ?? city;
  return around.length === 0 ? name : filled(words.cityAround, { city: name, around: around.join(', ') });
}

/** "Berlin time", "UTC". */
export function formatPlace(zone: string): string {
  const city = formatCity(zone);
  return countryOf(zone) === undefined ? city : filled(words.cityTime, { city });
}

/** Do people in a zone read twice twelve hours? */
export function hasHalfDays(zone: string): boolean {
  return words.halfDays.includes(countryOf(zone) ?? '');
}

/** "am" and "pm". */
export const halfDayNames = words.halves;

/** A local time as people where it holds write it: "7:00", or "7:00 am" in New York. */
export function formatTime(localTime: string, zone: string): string {
  const [hour = 0, minute = 0] = localTime.split(':').map(Number);
  const parts = { hour: String(hour), minute: String(minute).padStart(2, '0') };
  if (!hasHalfDays(zone)) return filled(words.time, parts);
  const half = words.halves[hour < 12 ? 0 : 1];
  return filled(words.halfDayTime, { ...parts, hour: String(hour % 12 === 0 ? 12 : hour % 12), half });
}

/** "Mondays at 7:00, Berlin time": on a day each week, or every so many, at a local time. */
export function formatWeekly({
  day,
  time,
  zone,
  weeks = 1,
}: {
  day: number;
  time: string;
  zone: string;
  weeks?: number;
}): string {
  const every = words.everyWeeks[weeks];
  const days = every === undefined ? formatDays([day]) : filled(every, { weekday: weekdayName(day) });
  return filled(words.schedule, { days, time: formatTime(time, zone), place: formatPlace(zone) });
}

/** "within a day", "within 3 days". */
export function formatWithin(days: number): string {
  return days === 1 ? words.withinADay : filled(words.withinDays, { days: String(days) });
}

/** "a week", "every two weeks": how often lessons come. */
export function formatPace(weeks = 1): string {
  return words.pace[weeks] ?? '';
}

/** "Monday 30 November at 7:00": the wall clock in the slot's zone at the tick that serves it. */
export function formatSlot(slot: Slot): string {
  const tick = dueTick(slot);
  const date = formatDate(localDateAt(tick, slot.zone));
  return filled(words.dateAndTime, { date, time: formatTime(localTimeAt(tick, slot.zone), slot.zone) });
}

/** "30 November". */
export function formatDay(localDate: string): string {
  return filled(words.day, partsOf(localDate));
}

/** "30 Nov", where there is little room. */
export function formatShortDay(localDate: string): string {
  const { month, ...rest } = partsOf(localDate);
  return filled(words.day, { ...rest, month: month.slice(0, 3) });
}

/** "Monday 30 November". */
export function formatDate(localDate: string): string {
  return filled(words.date, partsOf(localDate));
}

/** "Monday 23 November 2026". */
export function formatFullDate(localDate: string): string {
  return filled(words.fullDate, partsOf(localDate));
}

/** "23 November 2026" for "2026-11-23". */
export function formatLongDate(isoDate: string): string {
  return filled(words.dateAndYear, partsOf(isoDate));
}

/** "23 November 2026 at 6:00 UTC" for "2026-11-23T06:00:00Z". */
export function formatInstant(isoInstant: string): string {
  const time = formatTime(isoInstant.slice(11, 16), 'UTC');
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
