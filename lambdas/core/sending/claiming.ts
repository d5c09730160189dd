import { isoInstant } from '../time/calendar.ts';
import type { Claim } from '../person/delivery.ts';
import { judgeClaim, shouldProbe } from './in-doubt.ts';
import type { DeliveryKind } from '../mail/mail-kinds.ts';
import type { ClaimResult } from '../mail/claims.ts';
import type { Clock, Log } from '../kit/ports.ts';
import type { Control } from './control.ts';
import type { DeadLetterQueue } from './dead-events.ts';
import type { Mailer } from './mailer.ts';
import type { Subscribers } from '../mail/subscribers.ts';
import { timings } from '../kit/timings.ts';

export interface ClaimingDeps {
  clock: Clock;
  control: Control;
  subscribers: Pick<Subscribers, 'releaseClaim'>;
  deadEvents: DeadLetterQueue;
  outbox: Mailer;
  probe: () => Promise<Parameters<Mailer['send']>[0]>;
  log: Log;
}

export type ClaimAttempt<Item, Stored> =
  | { taken: true; item: Item }
  /** A condition of the claim does not hold; `item` says which. */
  | { taken: false; because: 'condition'; item: Stored | undefined }
  /** Another claim is in the way: its sender may be at work, or it is in doubt. */
  | { taken: false; because: 'live' | 'in-doubt' };

/**
 * Takes a claim. One that stands in the way is judged: where send events prove that SES never had its mail, it is dropped and the claim
 * is tried once more; where the event feed is silent, a probe is sent along it.
 */
export async function acquireClaim<Item, Stored extends object>(
  id: string,
  kind: DeliveryKind,
  tryToClaim: () => Promise<ClaimResult<Item, Stored>>,
  deps: ClaimingDeps,
): Promise<ClaimAttempt<Item, Stored>> {
  const first = await tryToClaim();
  if (first.claimed) return { taken: true, item: first.item };
  const held = claimIn(first.item);
  if (held === undefined) return { taken: false, because: 'condition', item: first.item };
  const feed = await deps.control.eventFeed();
  const now = deps.clock.now();
  const state = judgeClaim(held, now, feed);
  if (state !== 'not-accepted') {
    if (shouldProbe(held, now, feed)) await probeFeed(deps);
    return { taken: false, because: state };
  }
  if (await deps.deadEvents.any()) {
    deps.log.warn('claim.waits-for-dead-events', { subscriber: id, delivery: held.delivery, claim: held.id });
    return { taken: false, because: 'in-doubt' };
  }
  deps.log.count('claim.not-accepted');
  deps.log.warn('claim.not-accepted', { subscriber: id, delivery: held.delivery, claim: held.id });
  await deps.subscribers.releaseClaim(id, kind, held.id);
  const second = await tryToClaim();
  if (second.claimed) return { taken: true, item: second.item };
  return claimIn(second.item) === undefined
    ? { taken: false, because: 'condition', item: second.item }
    : { taken: false, because: 'live' };
}

/** Nothing is claimed for somebody who is gone: their record has no claim. */
function claimIn(item: { claim?: Claim } | undefined): Claim | undefined {
  return item?.claim;
}

/** Sends a mail to the mailbox simulator: its send event tells that the feed is open, where no later mail would. */
async function probeFeed(deps: ClaimingDeps): Promise<void> {
  const now = deps.clock.now();
  const mine = await deps.control.startProbe(
    isoInstant(now),
    isoInstant(now.subtract({ seconds: timings.probeEvery })),
  );
  if (!mine) return;
  const handover = await deps.outbox.send(await deps.probe());
  deps.log.info('event-feed.probed', { outcome: handover.outcome });
}
