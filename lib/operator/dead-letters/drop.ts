import { isoInstant } from '../../../lambdas/core/time/calendar.ts';
import type { ServiceConnection } from '../connection.ts';
import { holdLetters, type DeadLetter } from './hold.ts';

/**
 * Deletes dead letters, all of them or none, after it was recorded with each person whom they concern. May be interrupted and run again.
 *
 * @param doIt - without it, they are only looked up
 * @returns the letters, and the ids that are not there; then nothing was changed
 */
export async function dropLetters(
  connection: Pick<ServiceConnection, 'sqs' | 'lookSeconds' | 'queues' | 'subscribers' | 'clock'>,
  ids: readonly string[],
  doIt: boolean,
): Promise<{ letters: DeadLetter[]; missing: string[] }> {
  return holdLetters(connection, undefined, async (held) => {
    const letters = held.letters.filter(({ id }) => ids.includes(id));
    const missing = ids.filter((id) => letters.every((letter) => letter.id !== id));
    if (missing.length > 0 || !doIt) return { letters, missing };
    for (const letter of letters) {
      for (const subscriber of letter.subscribers) {
        await connection.subscribers.recordProblem(subscriber, {
          at: isoInstant(connection.clock.now()),
          key: letter.id,
          code: 'dead-letter-dropped',
          ...(letter.delivery !== undefined && { delivery: letter.delivery }),
          detail: `${letter.queue} ${letter.kind}`,
        });
      }
    }
    await held.drop(letters.map(({ id }) => id));
    return { letters, missing };
  });
}
