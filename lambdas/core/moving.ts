import type { Address } from './address.ts';
import { isoInstant } from './calendar.ts';
import { changeWhile } from './change-while.ts';
import { confirmLinkDays } from './link-token.ts';
import type { Clock, Diary, Keyring, Log, PersonalData, Queues, Subscribers } from './ports.ts';
import type { Person } from './subscriber.ts';

/**
 * Moving to another e-mail address. The new one confirms before the old one is let go, and at no moment are both mailed:
 *
 * ```
 * asked ────► the new address confirms ────► the old record is closed ────► the new one begins ────► the old one is erased
 *                                              │ only while no mail to it is on its way
 *                                              └ a crash after this is mended by pressing the link again
 * ```
 */
export interface MovingWorld {
  clock: Clock;
  keyring: Pick<Keyring, 'subscriberId'>;
  subscribers: Pick<Subscribers, 'find' | 'change' | 'recordSignUp'>;
  diary: Diary;
  personalData: Pick<PersonalData, 'erase'>;
  queues: Pick<Queues, 'account'>;
  log: Log;
}

/** Where people ask for it themselves, as consents name it. */
export const moveSource = 'settings-page';

/**
 * Sends a confirmation to a new address; false when there is nobody to move, or nowhere to move to.
 *
 * @param source - where it was asked for, kept with the consent
 */
export async function askToMove(
  id: string,
  to: Address,
  world: MovingWorld,
  source: typeof moveSource | 'operator' = moveSource,
): Promise<boolean> {
  const now = world.clock.now();
  const person = await world.subscribers.find(id);
  const newId = world.keyring.subscriberId(to.identity);
  if (person?.status !== 'active' || newId === id) return false;
  await world.subscribers.recordSignUp({
    id: newId,
    address: to.mailbox,
    firstName: person.firstName,
    preferences: person.preferences,
    series: person.series,
    consent: { at: isoInstant(now), textVersion: 'change-of-address', source },
    requestedAt: isoInstant(now),
    expiresAt: isoInstant(now.add({ hours: confirmLinkDays * 24 })),
    movesFrom: id,
  });
  await world.queues.account({ kind: 'confirmation', id: newId, askedAt: isoInstant(now), attempt: 0 });
  return true;
}

/** Minutes for which a mail that may be on its way holds a move up. */
const claimHoldsMinutes = 60;

export type Closing =
  | { outcome: 'closed'; person: Person }
  /** A mail to the old address is on its way: in a few minutes it is known whether it arrived. */
  | { outcome: 'busy' }
  /** Nobody is there any more: the sign-up is one like any other. */
  | { outcome: 'nobody' };

/** Closes the old record, so that nothing more is claimed for it. May be repeated. */
export async function closeForMove(id: string, world: Pick<MovingWorld, 'subscribers' | 'clock'>): Promise<Closing> {
  // An event about a mail that SES took has long come by then; who was not mailed is not kept from moving for ever.
  const longAgo = isoInstant(world.clock.now().subtract({ minutes: claimHoldsMinutes }));
  const isHeld = ({ claim }: Person) => claim !== undefined && claim.at > longAgo;
  let claimed = false;
  await changeWhile(id, world, (person) => {
    claimed = isHeld(person);
    return person.status === 'active' && !claimed ? { status: 'moved' } : undefined;
  });
  const person = await world.subscribers.find(id);
  if (person?.status === 'moved') {
    // Claims do not count as changes of the person: one may have been taken in the very moment of closing.
    return isHeld(person) ? { outcome: 'busy' } : { outcome: 'closed', person };
  }
  return claimed ? { outcome: 'busy' } : { outcome: 'nobody' };
}

/** Takes the check-ins along and erases the old record. May be repeated. */
export async function finishMove(fromId: string, toId: string, world: MovingWorld): Promise<void> {
  const old = await world.subscribers.find(fromId);
  if (old?.status !== 'moved') return;
  for (const checkIn of await world.diary.all(fromId)) {
    await world.diary.record(toId, { ...checkIn, movedAlong: true });
  }
  await world.personalData.erase(old, isoInstant(world.clock.now()));
  world.log.info('subscriber.moved', { from: fromId, subscriber: toId });
}
