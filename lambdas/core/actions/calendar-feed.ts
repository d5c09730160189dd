import { updateWithRetry } from './update-with-retry.ts';
import type { Ids } from '../kit/ports.ts';
import type { Subscribers } from '../mail/subscribers.ts';
import type { PersonChanges } from '../person/subscriber.ts';

/** The private address of somebody's calendar: they make it, and they withdraw it. */

export interface CalendarFeedWorld {
  ids: Ids;
  subscribers: Pick<Subscribers, 'find' | 'change'>;
}

/** Makes a new address; an older one works no more. */
export async function makeFeed(id: string, world: CalendarFeedWorld): Promise<boolean> {
  return updateWithRetry(id, world, ({ status }): PersonChanges | undefined =>
    status === 'active' ? { feed: world.ids.fresh() } : undefined,
  );
}

/** Withdraws the address. */
export async function withdrawFeed(id: string, world: CalendarFeedWorld): Promise<boolean> {
  return updateWithRetry(id, world, ({ feed }): PersonChanges | undefined =>
    feed === undefined ? undefined : { feed: undefined },
  );
}
