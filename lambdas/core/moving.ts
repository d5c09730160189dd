import { Temporal } from 'temporal-polyfill';
import type { Address } from './address.ts';
import { calendarFrom, isoInstant } from './calendar.ts';
import { changeRecord, changeWhile } from './change-while.ts';
import { leave, type LeavingWorld } from './leaving.ts';
import { nextEpoch } from './link-stamp.ts';
import { confirmLinkDays, takeBackDays } from './link-token.ts';
import type { Clock, Control, Crowd, Diary, Keyring, Log, PersonalData, Queues, Subscribers } from './ports.ts';
import { inPresentZone } from './preferences.ts';
import { isPerson, type Person, type StoredStatus, type Subscriber } from './subscriber.ts';
import { trailOf } from './trail.ts';
import { arrival, carriedOver } from './transitions.ts';

/**
 * Moving to another e-mail address. The new one confirms before the old one is let go, and at no moment are both mailed:
 *
 * ```
 * asked ────► the new address confirms ────► the old record is closed ────► the new one begins ────► seven days later the old one is erased
 *                                              │ only while no mail to it    and the old address is told, with a link that takes it back
 *                                              │ is on its way
 *                                              └ a crash after this is mended by pressing the link again
 * ```
 */
export interface MovingWorld extends LeavingWorld {
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
  world: Pick<MovingWorld, 'clock' | 'keyring' | 'subscribers' | 'queues'>,
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
    movesFromEpoch: person.epoch ?? 0,
  });
  await world.queues.account({ kind: 'moving', id: newId, askedAt: isoInstant(now), attempt: 0 });
  return true;
}

/** Minutes for which a mail that may be on its way holds a move up. */
const claimHoldsMinutes = 60;

export type Closing =
  | { outcome: 'closed'; person: Person }
  /** A mail to the old address is on its way: in a few minutes it is known whether it arrived. */
  | { outcome: 'busy' }
  /** There is nobody who may move there: they left, or moved elsewhere, or made the link void by which it was asked for. */
  | { outcome: 'nobody' };

/** Closes the old record, so that nothing more is claimed for it, and its links are void. May be repeated. */
export async function closeForMove(
  { movesFrom: id, movesFromEpoch: epoch = 0, id: to }: { id: string; movesFrom: string; movesFromEpoch?: number },
  world: Pick<MovingWorld, 'subscribers' | 'clock'>,
): Promise<Closing> {
  return close(id, to, ['active'], (person) => (person.epoch ?? 0) === epoch, world);
}

async function close(
  id: string,
  to: string,
  from: readonly StoredStatus[],
  may: (person: Person) => boolean,
  world: Pick<MovingWorld, 'subscribers' | 'clock'>,
): Promise<Closing> {
  const now = world.clock.now();
  // An event about a mail that SES took has long come by then; who was not mailed is not kept from moving for ever.
  const longAgo = isoInstant(now.subtract({ minutes: claimHoldsMinutes }));
  const isHeld = ({ claim }: Person) => claim !== undefined && claim.at > longAgo;
  let claimed = false;
  await changeWhile(id, world, (person) => {
    claimed = false;
    // Closed by a release that did not write down where they moved, and cut short.
    const goesOn = person.status === 'moved' && person.movedTo === undefined;
    const mayClose = from.includes(person.status) && (person.movedTo === undefined || from.includes('moved'));
    if (person.movedTo === to || !(goesOn || (mayClose && may(person)))) return undefined;
    claimed = isHeld(person);
    if (claimed) return undefined;
    // A bounce or complaint stays what it is: it is about the address.
    const status = person.suppression === undefined ? ('moved' as const) : person.status;
    return { status, movedTo: to, movedAt: isoInstant(now), epoch: nextEpoch(person) };
  });
  const person = await world.subscribers.find(id);
  if (isPerson(person) && person.movedTo === to && (person.status === 'moved' || from.includes(person.status))) {
    // Claims do not count as changes of the person: one may have been taken in the very moment of closing.
    return isHeld(person) ? { outcome: 'busy' } : { outcome: 'closed', person };
  }
  return claimed ? { outcome: 'busy' } : { outcome: 'nobody' };
}

/** Tells the old address of a change. At most once for each, however often it is asked for. */
export async function tellOldAddress(id: string, { queues, clock }: Pick<MovingWorld, 'queues' | 'clock'>) {
  await queues.account({ kind: 'moved', id, askedAt: isoInstant(clock.now()), attempt: 0 });
}

/** Takes the check-ins along. May be repeated. */
export async function finishMove(fromId: string, toId: string, world: MovingWorld): Promise<void> {
  for (const checkIn of await world.diary.all(fromId)) {
    await world.diary.record(toId, { ...checkIn, movedAlong: true });
  }
  world.log.info('subscriber.moved', { from: fromId, subscriber: toId });
  // Whoever left by an old link in this very moment left the record that was closed.
  const old = await world.subscribers.find(fromId);
  if (old?.status === 'unsubscribed') await leave(toId, { farewell: false }, world);
}

export interface TakingBackWorld extends MovingWorld {
  subscribers: MovingWorld['subscribers'] & Pick<Subscribers, 'activate' | 'recordHealthConsent'>;
  control: Pick<Control, 'rememberSlot'>;
}

export type TakingBack =
  | { outcome: 'taken-back' | 'here-already'; person: Person }
  /** A mail to the other address is on its way, or something was changed there at this moment. */
  | { outcome: 'busy' }
  /** There is no change of address to cancel, or not any more. */
  | { outcome: 'gone' };

/** Can a change of address still be cancelled? */
export function mayTakeBack(person: Subscriber | undefined, now: Temporal.Instant): person is Person {
  if (!isPerson(person) || person.status !== 'moved' || person.movedAt === undefined) return false;
  return Temporal.Instant.from(person.movedAt).until(now).total('hours') < takeBackDays * 24;
}

/** Statuses in which a course can be fetched back from another address: whatever was done with it there, even a further move that was cut short. */
const wherever = ['active', 'completed', 'unsubscribed', 'bounced', 'complained', 'moved'] as const;

/**
 * Cancels a change of address, by the old one's word: the course comes back from wherever it is now, as it stands there. If it was erased there, it comes
 * back as it stood when it moved. May be repeated after a crash.
 */
export async function takeBack(id: string, world: TakingBackWorld): Promise<TakingBack> {
  const now = world.clock.now();
  const trail = await trailOf(id, world);
  const [was, ...others] = trail;
  if (isPerson(was) && was.status === 'active') return { outcome: 'here-already', person: was };
  if (!mayTakeBack(was, now)) return { outcome: 'gone' };
  const there = others.at(-1);
  const asRead = ({ version }: Person) => version === there?.version;
  const closing = isPerson(there) ? await close(there.id, id, wherever, asRead, world) : undefined;
  if (closing !== undefined && closing.outcome !== 'closed') return { outcome: 'busy' };
  const source = closing?.person ?? was;
  // Erased there. Links that were mailed there follow it back all the same.
  const pointsHere = (record: Subscriber) => (record.version === there?.version ? { movedTo: id } : undefined);
  if (there !== undefined && !isPerson(there)) await changeRecord(there.id, world, pointsHere);
  const carried = carriedOver(source);
  const preferences = inPresentZone(source.preferences);
  const completed = source.completedAt !== undefined;
  const changes = arrival(
    {
      address: was.address,
      firstName: source.firstName,
      preferences,
      series: source.series,
      branch: source.branch,
      healthConsent: source.healthConsent,
      status: completed ? 'completed' : 'active',
      dueFrom: calendarFrom(now),
      confirmedAt: isoInstant(now),
    },
    {
      startsOver: false,
      carried: { ...carried, preferences, completedAt: source.completedAt, epoch: nextEpoch(was) },
    },
  );
  // Before the person is in the calendar, so that no planner can miss them.
  await world.control.rememberSlot(preferences.zone, preferences.sendTime);
  await bringHealthConsentBack(was, source, world);
  const at = isoInstant(now);
  const consent = { at, textVersion: 'change-of-address-cancelled', source: 'old-address', confirmedAt: at };
  const person = await world.subscribers.activate(id, changes, consent, was);
  if (person === undefined) throw new Error(`Subscriber ${id} changed while taking the course back`);
  if (source !== was) await finishMove(source.id, id, world);
  // Nobody at the other addresses has a say in it any more.
  for (const other of others) await eraseNow(other.id, world);
  world.log.info('subscriber.taken-back', { subscriber: id });
  return { outcome: 'taken-back', person };
}

/** What they said of their health goes by the consent as it stands where they come from: given there, or taken back there. */
async function bringHealthConsentBack(
  was: Person,
  { healthConsent, recentCheckIns }: Person,
  { subscribers, diary, clock }: Pick<TakingBackWorld, 'subscribers' | 'diary' | 'clock'>,
): Promise<void> {
  const before = was.healthConsent;
  const isSame = before?.at === healthConsent?.at;
  if (before !== undefined && !isSame) {
    await subscribers.recordHealthConsent(was.id, { ...before, withdrawnAt: isoInstant(clock.now()) });
  }
  const isDeleted = was.recentCheckIns !== undefined && recentCheckIns === undefined;
  if ((before !== undefined && !isSame) || isDeleted) await diary.forget(was.id);
  if (healthConsent !== undefined && !isSame) await subscribers.recordHealthConsent(was.id, healthConsent);
}

/** Erases the records of old addresses whose seven days are over. Where a move was cut short, the only record there is stays. */
export async function eraseClosed(
  world: Pick<MovingWorld, 'clock' | 'personalData' | 'log'> & {
    subscribers: Pick<Subscribers, 'find'>;
    crowd: Crowd;
  },
  remainingMs: () => number,
): Promise<number> {
  const until = isoInstant(world.clock.now().subtract({ hours: takeBackDays * 24 }));
  let count = 0;
  for await (const { subscriber } of world.crowd.everybody()) {
    if (remainingMs() < eraseMs) break;
    if (!isPerson(subscriber) || subscriber.movedAt === undefined || subscriber.movedAt > until) continue;
    if ((await trailOf(subscriber.id, world)).at(-1)?.status === 'moved') continue;
    if (await eraseNow(subscriber.id, world)) count += 1;
  }
  return count;
}

/** With less time left no further record is looked at. */
const eraseMs = 5000;

async function eraseNow(
  id: string,
  {
    clock,
    subscribers,
    personalData,
    log,
  }: Pick<MovingWorld, 'clock' | 'personalData' | 'log'> & {
    subscribers: Pick<Subscribers, 'find'>;
  },
): Promise<boolean> {
  const record = await subscribers.find(id);
  if (record?.movedTo === undefined) return false;
  const done = await personalData.erase(record, isoInstant(clock.now()));
  if (done) log.info('subscriber.old-address-erased', { subscriber: id });
  return done;
}
