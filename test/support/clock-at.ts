import type { Temporal } from 'temporal-polyfill';
import { offsetAt } from '../../lambdas/core/time/zone-clocks.ts';
import { formatOffset } from '../../lambdas/site/pages/calendar/vtimezone.ts';

/** What clocks in a zone show at an instant, by our own table: its time zone is the offset alone. */
export function clockAt(instant: Temporal.Instant, zone: string): Temporal.ZonedDateTime {
  return instant.toZonedDateTimeISO(formatOffset(offsetAt(zone, instant.epochMilliseconds)));
}
