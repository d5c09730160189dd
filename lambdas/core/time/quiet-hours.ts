import type { Temporal } from 'temporal-polyfill';
import { addDays, dueTick, localDateAt, localTimeAt, type Slot } from './calendar.ts';

/** Local hours in which nobody is mailed late: a person who chose 06:00 gets it at 06:00, but a lesson that missed its slot waits for the day. */
const civilFromHour = 7;
const civilToHour = 21;

/** Up to this many minutes after its tick a slot is on time, whatever the hour. */
const onTimeMinutes = 60;

/** May a slot be served now? */
export function isCivilHour(slot: Slot, now: Temporal.Instant): boolean {
  if (dueTick(slot).until(now).total('minutes') <= onTimeMinutes) return true;
  return isDaytime(slot.zone, now);
}

/** May somebody in a zone be mailed who expects nothing at this hour? */
export function isDaytime(zone: string, now: Temporal.Instant): boolean {
  const hour = hourAt(zone, now);
  return hour >= civilFromHour && hour < civilToHour;
}

/** When the next day begins in a zone, for mail. */
export function nextMorning(zone: string, now: Temporal.Instant): Temporal.Instant {
  const today = localDateAt(now, zone);
  const localDate = hourAt(zone, now) < civilFromHour ? today : addDays(today, 1);
  return dueTick({ zone, localDate, localTime: `${String(civilFromHour).padStart(2, '0')}:00` });
}

function hourAt(zone: string, now: Temporal.Instant): number {
  return Number(localTimeAt(now, zone).slice(0, 2));
}
