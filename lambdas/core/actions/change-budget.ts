import type { Clock, Log } from '../kit/ports.ts';
import type { RequestCounters } from '../kit/request-counters.ts';

/** Changes that one person may make in an hour, by all pages together: far more than anybody needs who changes their mind. */
export const changesMax = 60;

const hour = 3600;

interface BudgetDeps {
  clock: Clock;
  limits: RequestCounters;
  log: Log;
}

/**
 * Counts a change that somebody asks for, before anything is written.
 *
 * @returns seconds until the next one may come; undefined when this one may
 */
export async function secondsUntilChange(id: string, { clock, limits, log }: BudgetDeps): Promise<number | undefined> {
  const seconds = Math.floor(clock.now().epochMilliseconds / 1000);
  const key = `changes:${id}#${Math.floor(seconds / hour)}`;
  if ((await limits.count(key, seconds + 2 * hour, changesMax)) <= changesMax) return undefined;
  log.count('limited.changes');
  return hour - (seconds % hour);
}
