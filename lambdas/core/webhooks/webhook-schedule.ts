const [second, minute, hour] = [1, 60, 3_600];

/** Seconds until the next try, after each one in vain: the schedule that Standard Webhooks recommends, three days in all. */
const waits = [
  5 * second,
  5 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  10 * hour,
  14 * hour,
  20 * hour,
  24 * hour,
] as const;

/** Part of a wait that is added to it at random, at most: what failed together does not come again together. */
const jitterMax = 0.2;

/** A receiver may ask for more patience than the schedule has, up to here. */
const retryAfterMax = 24 * hour;

/**
 * Seconds until an event is sent again; undefined when that was the last time.
 *
 * @param attempt - how often it was sent in vain before this time
 * @param retryAfterSeconds - what the receiver asked for, if it did
 * @param random - from 0 to 1
 */
export function nextTry(attempt: number, retryAfterSeconds: number | undefined, random: number): number | undefined {
  const wait = waits[attempt];
  if (wait === undefined) return undefined;
  const asked = Math.min(retryAfterSeconds ?? 0, retryAfterMax);
  return Math.ceil(Math.max(wait, asked) * (1 + jitterMax * random));
}
