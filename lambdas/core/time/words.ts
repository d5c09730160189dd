import { Temporal } from 'temporal-polyfill';
import { dueTick, localDateAt, localTimeAt, type Slot } from './calendar.ts';

/** Dates, times and schedules in words, as mails and pages say them. English is the only locale so far. */

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

/** "Monday" for 1 … "Sunday" for 7. */
export function weekdayName(weekday: number): string {
  return weekdays[weekday - 1] ?? '';
}

/** "Mondays", "Mondays and Thursdays", "Mondays, Thursdays and Saturdays"; "" for none. */
export function daysInWords(days: number[]): string {
  const names = days.map((day) => `${weekdayName(day)}s`);
  const last = names.pop();
  if (last === undefined) return '';
  return names.length === 0 ? last : `${names.join(', ')} and ${last}`;
}

/** "America/New York" for "America/New_York". */
export function zoneInWords(zone: string): string {
  return zone.replaceAll('_', ' ');
}

/** "Monday 30 November at 07:00": the wall clock in the slot's zone at the tick that serves it. */
export function slotInWords(slot: Slot): string {
  const tick = dueTick(slot);
  return `${dateInWords(localDateAt(tick, slot.zone))} at ${localTimeAt(tick, slot.zone)}`;
}

/** "Monday 30 November". */
export function dateInWords(localDate: string): string {
  const date = Temporal.PlainDate.from(localDate);
  const months = 'January February March April May June July August September October November December'.split(' ');
  return `${weekdayName(date.dayOfWeek)} ${date.day} ${months[date.month - 1]}`;
}

/** "23 November 2026" for "2026-11-23". */
export function longDateInWords(isoDate: string): string {
  return Temporal.PlainDate.from(isoDate).toLocaleString('en-GB', { dateStyle: 'long' });
}

/** "23 November 2026 at 06:00 UTC" for "2026-11-23T06:00:00Z". */
export function instantInWords(isoInstant: string): string {
  return `${longDateInWords(isoInstant.slice(0, 10))} at ${isoInstant.slice(11, 16)} UTC`;
}
