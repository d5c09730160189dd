import type { PersonChanges, Subscribers } from './ports.ts';
import type { Subscriber } from './subscriber.ts';

/** Tries for a change made at the same moment: people do not wait on each other for long. */
const triesMax = 5;

/**
 * Reads, decides, and writes unless somebody else wrote in between, in which case it decides again.
 *
 * @returns whether anything was changed
 */
export async function changeWhile(
  id: string,
  world: { subscribers: Pick<Subscribers, 'find' | 'change'> },
  decide: (person: Subscriber) => PersonChanges | undefined | Promise<PersonChanges | undefined>,
): Promise<boolean> {
  for (let attempt = 0; attempt < triesMax; attempt += 1) {
    const person = await world.subscribers.find(id);
    const changes = person && (await decide(person));
    if (person === undefined || changes === undefined) return false;
    if (await world.subscribers.change(person, changes)) return true;
  }
  throw new Error(`Subscriber ${id} kept changing while being changed`);
}
