import type { Subscribers } from '../mail/subscribers.ts';
import type { Subscriber } from '../person/subscriber.ts';

/**
 * The record under an id and, where its person moved to another address, those after it, to where the person is now. Empty when there is none. It ends
 * with a closed record where a change of address was cut short by a crash.
 */
export async function trailOf(id: string, { subscribers }: { subscribers: Pick<Subscribers, 'find'> }) {
  const trail: Subscriber[] = [];
  let next: string | undefined = id;
  while (next !== undefined && trail.every((one) => one.id !== next)) {
    const found: Subscriber | undefined = await subscribers.find(next);
    if (found === undefined) break;
    trail.push(found);
    next = found.movedTo;
  }
  return trail;
}

/** Where the person of an id is now. */
export async function whereNow(id: string, deps: { subscribers: Pick<Subscribers, 'find'> }) {
  return (await trailOf(id, deps)).at(-1);
}
