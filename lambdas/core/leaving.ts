import { Temporal } from 'temporal-polyfill';
import { isoInstant } from './calendar.ts';
import { changeWhile } from './change-while.ts';
import type { Clock, Log, Queues, Subscribers } from './ports.ts';
import { calendarFrom } from './sign-up.ts';
import type { Subscriber } from './subscriber.ts';
import { changesOf } from './transitions.ts';

export interface LeavingWorld {
  clock: Clock;
  subscribers: Pick<Subscribers, 'find' | 'change'>;
  queues: Pick<Queues, 'account'>;
  log: Log;
}

/** Days in which leaving can be undone by the same link. Later, the landing page is the way back. */
export const undoDays = 30;

/** Reasons a person may give for leaving, if they like. */
export const leavingReasons = ['too-many', 'not-useful', 'not-for-me', 'better-now', 'other'] as const;
export type LeavingReason = (typeof leavingReasons)[number];

/**
 * Ends every mail to a person; in effect when this returns. Repeating it changes nothing.
 *
 * @param farewell - the person asked for one last mail that says so
 */
export async function leave(id: string, { farewell }: { farewell: boolean }, world: LeavingWorld): Promise<void> {
  const at = isoInstant(world.clock.now());
  let farewellAskedAt: string | undefined;
  const left = await changeWhile(id, world, (person) => {
    if (person.status !== 'active' && person.status !== 'completed') {
      // A crash after an earlier press may have lost the message that asks for the farewell.
      farewellAskedAt = person.farewellSentAt === undefined ? person.farewellAskedAt : undefined;
      return undefined;
    }
    farewellAskedAt = farewell ? at : undefined;
    return changesOf('leave', { status: 'unsubscribed', unsubscribedAt: at, farewellAskedAt });
  });
  if (left) world.log.info('subscriber.unsubscribed', { subscriber: id });
  if (farewellAskedAt !== undefined) {
    await world.queues.account({ kind: 'farewell', id, askedAt: farewellAskedAt, attempt: 0 });
  }
}

/** Takes leaving back. False when there is nothing to take back, or no more. */
export async function undoLeaving(id: string, world: LeavingWorld): Promise<boolean> {
  const now = world.clock.now();
  const undone = await changeWhile(id, world, (person) =>
    mayUndo(person, now) ? changesOf('undoLeaving', { status: 'active', dueFrom: calendarFrom(now) }) : undefined,
  );
  if (undone) world.log.info('subscriber.returned', { subscriber: id });
  return undone;
}

/** Can leaving still be taken back? */
export function mayUndo(person: Subscriber, now: Temporal.Instant): boolean {
  if (person.status !== 'unsubscribed' || person.unsubscribedAt === undefined) return false;
  return Temporal.Instant.from(person.unsubscribedAt).until(now).total('hours') <= undoDays * 24;
}

/** Records why a person left. */
export async function giveReason(id: string, reason: LeavingReason, world: LeavingWorld): Promise<void> {
  await changeWhile(id, world, (person) => (person.status === 'unsubscribed' ? { leavingReason: reason } : undefined));
}
