import type { Temporal } from 'temporal-polyfill';
import { dueTick, localTimeAt, type Slot } from './calendar.ts';

/** Local hours in which nobody is mailed late: a person who chose 06:00 gets it at 06:00, but a lesson that missed its slot waits for the day. */
const civilFromHour = 7;
const civilToHour = 21;

/** Up to this many minutes after its tick a slot is on time, whatever the hour. */
const onTimeMinutes = 60;

/** May a slot be served now? */
export function isCivilHour(slot: Slot, now: Temporal.Instant): boolean {
  if (dueTick(slot).until(now).total('minutes') <= onTimeMinutes) return true;
  const hour = Number(localTimeAt(now, slot.zone).slice(0, 2));
  return hour >= civilFromHour && hour < civilToHour;
}
