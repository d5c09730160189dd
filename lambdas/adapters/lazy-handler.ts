import type { Clock } from '../core/kit/ports.ts';

/** What a caller may replace when wiring a handler: the local home brings its own clock. */
export interface Overrides {
  clock?: Clock;
}

/**
 * A handler that is built at its first call and kept: importing it needs no environment, and a failed build is tried again next time.
 */
export function lazyHandler<Event, Context, Result>(
  build: () => Promise<(event: Event, context: Context) => Promise<Result>>,
): (event: Event, context: Context) => Promise<Result> {
  let built: ReturnType<typeof build> | undefined;
  return async (event, context) => {
    built ??= build();
    try {
      return await (
        await built
      )(event, context);
    } catch (error) {
      built.catch(() => (built = undefined));
      throw error;
    }
  };
}
