import type { Subscribers } from '../mail/subscribers.ts';
import { isPerson, type Person, type PersonChanges, type Subscriber } from '../person/subscriber.ts';

/** Tries for a change made at the same moment: people do not wait on each other for long. */
const triesMax = 5;

interface ChangeDeps {
  subscribers: Pick<Subscribers, 'find' | 'change'>;
}

/**
 * Reads, decides, and writes unless somebody else wrote in between, in which case it decides again. Somebody who is gone is not changed.
 *
 * @returns whether anything was changed
 */
export async function updateWithRetry(
  id: string,
  deps: ChangeDeps,
  decide: (person: Person) => PersonChanges | undefined | Promise<PersonChanges | undefined>,
): Promise<boolean> {
  return changeRecord(id, deps, (subscriber) => (isPerson(subscriber) ? decide(subscriber) : undefined));
}

/** The same for any record, also of somebody who is gone. */
export async function changeRecord(
  id: string,
  deps: ChangeDeps,
  decide: (subscriber: Subscriber) => PersonChanges | undefined | Promise<PersonChanges | undefined>,
): Promise<boolean> {
  for (let attempt = 0; attempt < triesMax; attempt += 1) {
    const subscriber = await deps.subscribers.find(id);
    const changes = subscriber && (await decide(subscriber));
    if (subscriber === undefined || changes === undefined) return false;
    if (await deps.subscribers.change(subscriber, changes)) return true;
  }
  throw new Error(`Subscriber ${id} kept changing while being changed`);
}
