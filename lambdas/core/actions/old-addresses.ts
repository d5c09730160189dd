import { isoInstant } from '../time/calendar.ts';
import { takeBackDays } from '../mail/link-token.ts';
import { eraseNow, finishMove, hasBegun, takeBack, type TakingBackDeps } from './changing-address.ts';
import { together } from '../kit/parallel.ts';
import type { SubscriberScan } from '../person/everybody.ts';
import { confirmSignUp, type SignUpDeps } from './sign-up.ts';
import { isPerson, type Person } from '../person/subscriber.ts';
import { trailOf } from './trail.ts';

export type OldAddressesDeps = SignUpDeps & TakingBackDeps & { crowd: SubscriberScan };

/** With less time left no further record is looked at. */
const spareMs = 5000;

/**
 * Looks after the records of old addresses, every night: goes on with changes of address that a crash cut short, and erases what is seven days old. What cannot
 * be finished is not erased, since it may hold the only check-ins, or be the only record there is.
 */
export async function tidyOldAddresses(
  deps: OldAddressesDeps,
  remainingMs: () => number,
): Promise<{ finished: number; erased: number }> {
  const until = isoInstant(deps.clock.now().subtract({ hours: takeBackDays * 24 }));
  const counts = { finished: 0, erased: 0 };
  for await (const { subscriber } of deps.crowd.everybody()) {
    if (remainingMs() < spareMs) break;
    if (!isPerson(subscriber) || subscriber.movedAt === undefined) continue;
    try {
      if (await goOnWithMove(subscriber, deps)) {
        // The old address is only told now: it keeps its record until another night.
        counts.finished += 1;
        continue;
      }
      if (subscriber.movedAt > until || (await trailOf(subscriber.id, deps)).at(-1)?.status === 'moved') continue;
      if (await eraseNow(subscriber.id, deps)) counts.erased += 1;
    } catch (cause) {
      deps.log.warn('move.not-finished', { subscriber: subscriber.id }, cause);
    }
  }
  return counts;
}

/**
 * Goes on with a change of address from wherever it stopped. Somebody who left since then stays away.
 *
 * @param closed - the record of the old address
 * @returns whether anything was left to do, and could be done
 */
async function goOnWithMove(closed: Person, deps: OldAddressesDeps): Promise<boolean> {
  const { id, status, movedTo, moveFinishedAt } = closed;
  if (movedTo === undefined || moveFinishedAt !== undefined) return false;
  const [there, signUp] = await together([deps.subscribers.find(movedTo), deps.subscribers.findSignUp(movedTo)]);
  if (hasBegun(there, closed)) {
    await finishMove(id, movedTo, deps);
    return true;
  }
  if (status !== 'moved') return false;
  // They pressed the link of the new address, or else their record would not be closed.
  if (signUp?.movesFrom === id) return (await confirmSignUp(movedTo, deps)).outcome === 'confirmed';
  // They were cancelling a change: the old address, to which it goes back, is closed as well.
  return isPerson(there) && there.status === 'moved' && (await takeBack(movedTo, deps)).outcome === 'taken-back';
}
