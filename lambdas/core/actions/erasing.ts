import { isoInstant } from '../time/calendar.ts';
import type { Clock, Log } from '../kit/ports.ts';
import type { PersonalData } from '../person/personal-data.ts';
import type { Subscribers } from '../mail/subscribers.ts';

export interface ErasingDeps {
  clock: Clock;
  subscribers: Pick<Subscribers, 'find'>;
  personalData: Pick<PersonalData, 'erase' | 'forget'>;
  log: Log;
}

/** Tries for a change made at the same moment. */
const triesMax = 5;

/**
 * Erases everything that is known of a person, now; in effect when this returns. What stays under the keyed hash of their address is that
 * they are gone, and a complaint or bounce, so that nobody writes to them again. Of a sign-up that nobody confirmed nothing stays. Repeating it
 * changes nothing.
 *
 * @returns false when nothing was known of them
 */
export async function eraseSubscriber(id: string, deps: ErasingDeps): Promise<boolean> {
  const at = isoInstant(deps.clock.now());
  for (let tries = 0; tries < triesMax; tries += 1) {
    const person = await deps.subscribers.find(id);
    if (person === undefined) {
      const forgotten = await deps.personalData.forget(id);
      // Whoever confirmed in this very moment has a profile now.
      if ((await deps.subscribers.find(id)) === undefined) return forgotten;
    } else if (await deps.personalData.erase(person, person.erasedAt ?? at)) {
      deps.log.info('subscriber.erased', { subscriber: id });
      return true;
    }
  }
  throw new Error(`Subscriber ${id} kept changing while being erased`);
}
