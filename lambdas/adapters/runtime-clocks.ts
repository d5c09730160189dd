import { Temporal } from 'temporal-polyfill';
import type { OtherClocks } from '../core/time/planned-walls.ts';
import { namesOf } from '../core/time/zones.ts';

/**
 * What this runtime believes that clocks show. Nobody is mailed by it: the planner asks it once, for a mark from before it had clocks of its own,
 * and operators are told where the two differ.
 */
export const runtimeClocks: OtherClocks = (zone, atMs) => {
  const instant = Temporal.Instant.fromEpochMilliseconds(atMs);
  // A place may have been renamed since the runtime was made.
  for (const name of [zone, ...namesOf(zone)]) {
    try {
      return instant.toZonedDateTimeISO(name).offsetNanoseconds / 1e6;
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
  }
  return undefined;
};

/** Edition of the tz database in this runtime. */
export const runtimeEdition = process.versions['tz'] ?? 'none';
