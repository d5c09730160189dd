import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Asks again and again until there is an answer, in real time: the moved clock may jump meanwhile.
 *
 * @param what - what is waited for, for the message when it does not come
 * @param ask - answers undefined while there is nothing yet; an error counts as nothing, and the last one is told
 */
export async function until<Answer>(
  what: string,
  seconds: number,
  ask: () => Promise<Answer | undefined>,
): Promise<Answer> {
  const end = performance.now() + seconds * 1000;
  let lastError: unknown;
  for (;;) {
    try {
      const answer = await ask();
      if (answer !== undefined) return answer;
      lastError = undefined;
    } catch (error) {
      lastError = error;
    }
    if (performance.now() > end) throw new Error(`Not within ${seconds} s: ${what}`, { cause: lastError });
    await sleep(200);
  }
}
