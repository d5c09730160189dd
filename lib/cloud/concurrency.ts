import type { Configuration } from './configuration.ts';

/** The fewest calls at once that Lambda accepts for a queue. */
export const fewest = 2;

/**
 * Calls at once of `feedback`, which takes in an event for each email. It needs a third of the sender's processor time for one (a read, where the sender makes
 * two writes and the email), so half as many calls keep up with senders that are never held back by SES.
 */
export function feedbackConcurrency({ sendConcurrency }: Pick<Configuration, 'sendConcurrency'>): number {
  return Math.max(fewest, Math.ceil(sendConcurrency / 2));
}
