import { Temporal } from 'temporal-polyfill';
import { firstVisibleTick, isoInstant } from '../time/calendar.ts';
import { updateWithRetry } from './update-with-retry.ts';
import type { Clock, Log } from '../kit/ports.ts';
import type { Queues } from '../sending/queues.ts';
import type { Subscribers } from '../mail/subscribers.ts';
import type { Subscriber } from '../person/subscriber.ts';
import { trailOf, whereNow } from './trail.ts';
import { changesOf } from '../person/transitions.ts';

export interface UnsubscribeDeps {
  clock: Clock;
  subscribers: Pick<Subscribers, 'find' | 'change'>;
  queues: Pick<Queues, 'account'>;
  log: Log;
}

/** Days in which leaving can be undone. Later, the landing page is the way back. */
export const undoDays = 30;

/** Hours in which the page of the link that ends mail gives out the undo. Later, an old email must not bring mail back. */
const undoOfferedHours = 1;

/** Reasons a person may give for leaving, if they like. */
export const leavingReasons = ['too-many', 'not-useful', 'not-for-me', 'better-now', 'other'] as const;
export type UnsubscribeReason = (typeof leavingReasons)[number];

/** Tries for a change of address made at the same moment. */
const triesMax = 5;

export type Leaving =
  /** `justNow`: this press did it, or one shortly before. */
  | { outcome: 'stopped'; justNow: boolean }
  /** There is nobody who gets mail. */
  | { outcome: 'nobody' };

/**
 * Ends every mail to a person, wherever they moved since the link was mailed; in effect when this returns. Repeating it changes nothing.
 *
 * @param farewell - the person asked for one last mail that says so
 */
export async function leave(id: string, { farewell }: { farewell: boolean }, deps: UnsubscribeDeps): Promise<Leaving> {
  for (let tries = 0; tries < triesMax; tries += 1) {
    const trail = await trailOf(id, deps);
    const here = trail.at(-1);
    if (here === undefined) return { outcome: 'nobody' };
    await leaveHere(here.id, farewell, deps);
    // They had left there already, or never came: were the records before it only closed, pressing a link once more would go on with the move.
    const closed = here.status === 'active' ? [] : trail.filter(({ status }) => status === 'moved');
    for (const one of closed) await leaveHere(one.id, false, deps);
    const after = await whereNow(id, deps);
    // They moved, or took it back, at the same moment.
    if (after?.id !== here.id || after.status === 'active') continue;
    if (after.status !== 'unsubscribed') return { outcome: 'nobody' };
    return { outcome: 'stopped', justNow: leftWithin(after, undoOfferedHours, deps.clock.now()) };
  }
  throw new Error(`Subscriber ${id} kept moving while leaving`);
}

async function leaveHere(id: string, farewell: boolean, deps: UnsubscribeDeps): Promise<void> {
  const at = isoInstant(deps.clock.now());
  let farewellAskedAt: string | undefined;
  const left = await updateWithRetry(id, deps, (person) => {
    if (person.status !== 'active' && person.status !== 'completed' && person.status !== 'moved') {
      // A crash after an earlier press may have lost the message that asks for the farewell.
      farewellAskedAt = person.farewellSentAt === undefined ? person.farewellAskedAt : undefined;
      return undefined;
    }
    farewellAskedAt = farewell ? at : undefined;
    return changesOf('leave', { status: 'unsubscribed', unsubscribedAt: at, farewellAskedAt });
  });
  if (left) deps.log.info('subscriber.unsubscribed', { subscriber: id });
  if (farewellAskedAt !== undefined) {
    await deps.queues.account({ kind: 'farewell', id, askedAt: farewellAskedAt, attempt: 0 });
  }
}

/** Takes leaving back, wherever the person is now. False when there is nothing to take back, or no more. */
export async function undoUnsubscribe(id: string, deps: UnsubscribeDeps): Promise<boolean> {
  const now = deps.clock.now();
  const here = await whereNow(id, deps);
  if (here === undefined) return false;
  const undone = await updateWithRetry(here.id, deps, (person) => {
    if (!mayUndo(person, now)) return undefined;
    // They come back to where they were: somebody whose course had ended gets no second email that ends it.
    const status = person.completedAt === undefined ? 'active' : 'completed';
    return changesOf('undoUnsubscribe', { status, dueFrom: firstVisibleTick(now) });
  });
  if (undone) deps.log.info('subscriber.returned', { subscriber: here.id });
  return undone;
}

/** Can leaving still be taken back? */
export function mayUndo(person: Subscriber, now: Temporal.Instant): boolean {
  return leftWithin(person, undoDays * 24, now);
}

function leftWithin({ status, unsubscribedAt }: Subscriber, hours: number, now: Temporal.Instant): boolean {
  if (status !== 'unsubscribed' || unsubscribedAt === undefined) return false;
  return Temporal.Instant.from(unsubscribedAt).until(now).total('hours') <= hours;
}

/** Records why a person left. False when they are nobody who left. */
export async function giveReason(id: string, reason: UnsubscribeReason, deps: UnsubscribeDeps): Promise<boolean> {
  const here = await whereNow(id, deps);
  if (here?.status !== 'unsubscribed') return false;
  await updateWithRetry(here.id, deps, (person) =>
    person.status === 'unsubscribed' ? { leavingReason: reason } : undefined,
  );
  return true;
}
