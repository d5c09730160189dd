import { Temporal } from 'temporal-polyfill';

/**
 * The instant that somebody typed: ISO with an offset or Z, or without one, which is then UTC, e.g. what a `datetime-local` field gives.
 * Undefined for anything else.
 */
export function parseInstant(text: unknown): Temporal.Instant | undefined {
  if (typeof text !== 'string') return undefined;
  for (const candidate of [text.trim(), `${text.trim()}Z`]) {
    try {
      return Temporal.Instant.from(candidate);
    } catch {
      // The next form.
    }
  }
  return undefined;
}

/** `Monday 23 November 2026, 08:15 UTC`. */
export function inWords(instant: Temporal.Instant): string {
  const words = instant.toLocaleString('en-GB', { timeZone: 'UTC', dateStyle: 'full', timeStyle: 'short' });
  return `${words.replace(' at ', ', ')} UTC`;
}

/** As the API tells it: ISO, whole seconds. */
export function isoSeconds(instant: Temporal.Instant): string {
  return instant.toString({ smallestUnit: 'second' });
}
