import type { Temporal } from 'temporal-polyfill';
import { StalledError } from '../event-sources.ts';
import { StorageError } from '../storage.ts';
import { inWords } from '../../console/instants.ts';

/** What moves the clock. */
export interface MovableClock {
  now: () => Temporal.Instant;
  nextTick: () => Temporal.Instant;
  /** @throws RangeError when that would be back in time, and what keeps the service from working */
  advanceTo: (instant: Temporal.Instant) => Promise<void>;
  /** What is wrong with the disk, in words. */
  trouble: () => string | undefined;
  /** Hears what went wrong; the answer never tells. */
  onError: (error: unknown) => void;
}

/** Moves the clock; returns why it did not get there, undefined when it did. @throws what nobody expected */
export async function advance(
  service: Omit<MovableClock, 'nextTick'>,
  to: Temporal.Instant,
): Promise<{ status: 400 | 503; error: string } | undefined> {
  try {
    await service.advanceTo(to);
    return undefined;
  } catch (error) {
    if (error instanceof RangeError) return { status: 400, error: error.message };
    const isExpected = error instanceof StorageError || error instanceof StalledError;
    const why = isExpected ? error.message : service.trouble();
    if (why === undefined) throw error;
    service.onError(error);
    return {
      status: 503,
      error: `The clock has stopped on its way, at ${inWords(service.now())}. ${why} What is left to do goes on by itself then; move the clock again.`,
    };
  }
}
