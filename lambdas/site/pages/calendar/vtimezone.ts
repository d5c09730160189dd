import type { Temporal } from 'temporal-polyfill';
import { nextChange, offsetAt } from '../../../core/time/zone-clocks.ts';

/** Days of clock changes that are written out, before an instant and after it: a year is longer than any event of ours. */
const [daysBefore, daysAfter] = [31, 366];

/**
 * A time zone as RFC 5545 writes it (§3.6.5), from a month before an instant to a year after it, change by change. It comes from the same
 * clocks that the mails go by. Rules for every year would know neither a change that follows the moon nor a place that has just changed its mind.
 */
export function vtimezone(zone: string, now: Temporal.Instant): string[] {
  const start = now.subtract({ hours: daysBefore * 24 }).epochMilliseconds;
  const until = now.add({ hours: daysAfter * 24 }).epochMilliseconds;
  let before = offsetAt(zone, start);
  const parts = [observance(0, before, before)];
  for (
    let change = nextChange(zone, start);
    change !== undefined && change <= until;
    change = nextChange(zone, change)
  ) {
    const after = offsetAt(zone, change);
    // When it begins, by the clocks that are about to change.
    parts.push(observance(change + before, before, after));
    before = after;
  }
  return ['BEGIN:VTIMEZONE', `TZID:${zone}`, ...parts.flat(), 'END:VTIMEZONE'];
}

function observance(beginsMs: number, before: number, after: number): string[] {
  const name = after > before ? 'DAYLIGHT' : 'STANDARD';
  return [
    `BEGIN:${name}`,
    `DTSTART:${new Date(beginsMs).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}`,
    `TZOFFSETFROM:${formatOffset(before).replace(':', '')}`,
    `TZOFFSETTO:${formatOffset(after).replace(':', '')}`,
    `END:${name}`,
  ];
}

/** "+05:30" for so many milliseconds. */
export function formatOffset(offsetMs: number): string {
  return `${offsetMs < 0 ? '-' : '+'}${new Date(Math.abs(offsetMs)).toISOString().slice(11, 16)}`;
}
