import { updateWithRetry } from './update-with-retry.ts';
import type { Ids } from '../kit/ports.ts';
import type { Subscribers } from '../mail/subscribers.ts';
import type { PersonChanges } from '../person/subscriber.ts';

/** The private address of somebody's calendar: they make it, and they withdraw it. */

export interface CalendarFeedDeps {
  ids: Ids;
  subscribers: Pick<Subscribers, 'find' | 'change'>;
}

/** Makes a new address; an older one works no more. */
export async function makeFeed(id: string, deps: CalendarFeedDeps): Promise<boolean> {
  return updateWithRetry(id, deps, ({ status }): PersonChanges | undefined =>
    status === 'active' ? { feed: deps.ids.fresh() } : undefined,
  );
}

/** Withdraws the address. */
export async function revokeFeed(id: string, deps: CalendarFeedDeps): Promise<boolean> {
  return updateWithRetry(id, deps, ({ feed }): PersonChanges | undefined =>
    feed === undefined ? undefined : { feed: undefined },
  );
}
