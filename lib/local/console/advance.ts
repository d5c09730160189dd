import type { Temporal } from 'temporal-polyfill';
import { StalledError } from '../event-sources.ts';
import { StorageError } from '../storage.ts';
import type { ConsoleWorld } from './app.tsx';
import { inWords } from './instants.ts';

/** Moves the clock; returns why it did not get there, undefined when it did. @throws what nobody expected */
export async function advance(
  world: Pick<ConsoleWorld, 'advanceTo' | 'now' | 'trouble' | 'onError'>,
  to: Temporal.Instant,
): Promise<{ status: 400 | 503; error: string } | undefined> {
  try {
    await world.advanceTo(to);
    return undefined;
  } catch (error) {
    if (error instanceof RangeError) return { status: 400, error: error.message };
    const isExpected = error instanceof StorageError || error instanceof StalledError;
    const why = isExpected ? error.message : world.trouble();
    if (why === undefined) throw error;
    world.onError(error);
    return {
      status: 503,
      error: `The clock has stopped on its way, at ${inWords(world.now())}. ${why} What is left to do goes on by itself then; move the clock again.`,
    };
  }
}
