import type { Log } from '../../lambdas/core/kit/ports.ts';

/** A command line has no log: what was done is what it prints. */
export const quiet: Log = {
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  count: () => undefined,
};
