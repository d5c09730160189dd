import { Temporal } from 'temporal-polyfill';
import { clockAt } from '../core/calendar.ts';

/** Months of clock changes that are written out: longer than any event of ours. */
const months = 12;

/**
 * A time zone as RFC 5545 writes it (§3.6.5), from a month before an instant to a year after it, change by change. It comes from the same
 * clock rules that the mails go by. Tables of rules know neither a change that follows the moon, as in Morocco, nor what this runtime's own
 * table says of a place that has just changed its mind.
 */
export function vtimezone(zone: string, now: Temporal.Instant): string {
  const start = clockAt(now, zone).subtract({ months: 1 });
  const until = start.add({ months: months + 1 });
  const parts = [observance(Temporal.PlainDateTime.from('1970-01-01T00:00:00'), start, start)];
  let before = start;
  for (;;) {
    const change = before.getTimeZoneTransition('next');
    if (change === null || Temporal.ZonedDateTime.compare(change, until) > 0) break;
    // When it begins, by the clocks that are about to change.
    const wall = change.toInstant().toZonedDateTimeISO('UTC').add({ nanoseconds: before.offsetNanoseconds });
    parts.push(observance(wall.toPlainDateTime(), before, change));
    before = change;
  }
  return ['BEGIN:VTIMEZONE', `TZID:${zone}`, ...parts.flat(), 'END:VTIMEZONE'].join('\r\n');
}

function observance(
  begins: Temporal.PlainDateTime,
  before: Temporal.ZonedDateTime,
  after: Temporal.ZonedDateTime,
): string[] {
  const name = after.offsetNanoseconds > before.offsetNanoseconds ? 'DAYLIGHT' : 'STANDARD';
  return [
    `BEGIN:${name}`,
    `DTSTART:${begins.toString({ smallestUnit: 'second' }).replaceAll(/[-:]/g, '')}`,
    `TZOFFSETFROM:${before.offset.replaceAll(':', '')}`,
    `TZOFFSETTO:${after.offset.replaceAll(':', '')}`,
    `END:${name}`,
  ];
}
