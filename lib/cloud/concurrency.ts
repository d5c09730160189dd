import type { Configuration } from './configuration.ts';

/** The fewest calls at once that Lambda accepts for a queue. */
export const fewest = 2;

/**
 * Calls at once of the functions before and after the sender: dispatch keeps it busy, and feedback takes in an event for each email. Both are
 * several times as fast as SES is for one sender.
 */
export function besideSending({ sendConcurrency }: Pick<Configuration, 'sendConcurrency'>): number {
  return Math.max(fewest, Math.ceil(sendConcurrency / 2));
}
