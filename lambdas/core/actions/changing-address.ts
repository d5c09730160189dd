import { Temporal } from 'temporal-polyfill';
import type { Address } from '../person/address.ts';
import { firstVisibleTick, isoInstant } from '../time/calendar.ts';
import { changeRecord, updateWithRetry } from './update-with-retry.ts';
import { leave, type UnsubscribeDeps } from './unsubscribing.ts';
import { nextEpoch } from '../mail/link-stamp.ts';
import { confirmLinkDays, takeBackDays } from '../mail/link-token.ts';
import type { Clock, Log } from '../kit/ports.ts';
import type { Control } from '../sending/control.ts';
import type { CheckIns } from '../person/check-ins.ts';
import type { Keyring } from '../mail/keyring.ts';
import type { PersonalData } from '../person/personal-data.ts';
import type { Queues } from '../sending/queues.ts';
import type { Subscribers } from '../mail/subscribers.ts';
import { together } from '../kit/parallel.ts';
import { inPresentZone, placeOf } from '../person/preferences.ts';
import { isPerson, type Person, type StoredStatus, type Subscriber } from '../person/subscriber.ts';
import { trailOf, whereNow } from './trail.ts';
import { arrival, carriedOver } from '../person/transitions.ts';

/**
 * Moving to another email address. The new one confirms before the old one is let go, and at no moment are both mailed:
 *
 * ```
 * asked ────► the new address confirms ────► the old record is closed ────► the new one begins ────► check-ins come along ────► seven days later
 *                                              only while no mail to it       and the old address is told,                          the old one
 *                                              is on its way                  with a link that takes it back                        is erased
 * ```
 *
 * A crash anywhere on the way leaves a closed record without `moveFinishedAt`: the next press of the link goes on from there, or the next night does
 * (old-addresses.ts).
 */
export interface MovingDeps extends UnsubscribeDeps {
  clock: Clock;
  keyring: Pick<Keyring, 'subscriberId'>;
  subscribers: Pick<Subscribers, 'find' | 'change' | 'recordSignUp'>;
  diary: CheckIns;
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
  deps: Pick<MovingDeps, 'clock' | 'keyring' | 'subscribers' | 'queues'>,
  source: typeof moveSource | 'operator' = moveSource,
): Promise<boolean> {
  const now = deps.clock.now();
  const person = await deps.subscribers.find(id);
  const newId = deps.keyring.subscriberId(to.identity);
  if (person?.status !== 'active' || newId === id) return false;
  await deps.subscribers.recordSignUp({
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
  await deps.queues.account({ kind: 'moving', id: newId, askedAt: isoInstant(now), attempt: 0 });
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
  now: Temporal.Instant,
  deps: Pick<MovingDeps, 'subscribers'>,
): Promise<Closing> {
  return close(id, to, ['active'], (person) => (person.epoch ?? 0) === epoch, now, deps);
}

/** Has the course begun at the new address since the old record was closed for it? */
export function hasBegun(there: Subscriber | undefined, closed: Pick<Person, 'id' | 'movedAt'>): boolean {
  return (
    isPerson(there) &&
    there.movedFrom === closed.id &&
    closed.movedAt !== undefined &&
    there.confirmedAt >= closed.movedAt
  );
}

async function close(
  id: string,
  to: string,
  from: readonly StoredStatus[],
  may: (person: Person) => boolean,
  now: Temporal.Instant,
  deps: Pick<MovingDeps, 'subscribers'>,
): Promise<Closing> {
  // An event about a mail that SES took has long come by then; who was not mailed is not kept from moving for ever.
  const longAgo = isoInstant(now.subtract({ minutes: claimHoldsMinutes }));
  const isHeld = ({ claim }: Person) => claim !== undefined && claim.at > longAgo;
  let claimed = false;
  await updateWithRetry(id, deps, (person) => {
    claimed = false;
    // Closed by a release that did not write down where they moved, and cut short.
    const goesOn = person.status === 'moved' && person.movedTo === undefined;
    const mayClose = from.includes(person.status) && (person.movedTo === undefined || from.includes('moved'));
    if (person.movedTo === to || !(goesOn || (mayClose && may(person)))) return undefined;
    claimed = isHeld(person);
    if (claimed) return undefined;
    // A bounce or complaint stays what it is: it is about the address.
    const status = person.suppression === undefined ? ('moved' as const) : person.status;
    return { status, movedTo: to, movedAt: isoInstant(now), moveFinishedAt: undefined, epoch: nextEpoch(person) };
  });
  const person = await deps.subscribers.find(id);
  if (isPerson(person) && person.movedTo === to && (person.status === 'moved' || from.includes(person.status))) {
    // Claims do not count as changes of the person: one may have been taken in the very moment of closing.
    return isHeld(person) ? { outcome: 'busy' } : { outcome: 'closed', person };
  }
  return claimed ? { outcome: 'busy' } : { outcome: 'nobody' };
}

/** Tells the old address of a change. At most once for each, however often it is asked for. */
export async function tellOldAddress(id: string, { queues, clock }: Pick<MovingDeps, 'queues' | 'clock'>) {
  await queues.account({ kind: 'moved', id, askedAt: isoInstant(clock.now()), attempt: 0 });
}

/** Takes the check-ins along, and writes down that nothing is left to do. May be repeated. */
export async function finishMove(fromId: string, toId: string, deps: MovingDeps): Promise<void> {
  const [from, to] = await together([deps.subscribers.find(fromId), whereNow(toId, deps)]);
  if (isPerson(from) && isPerson(to) && from.id !== to.id) await bringCheckIns(from, to, deps);
  // Whoever left by an old link in this very moment left the record that was closed.
  const old = await deps.subscribers.find(fromId);
  if (old?.status === 'unsubscribed') await leave(toId, { farewell: false }, deps);
  const moveFinishedAt = isoInstant(deps.clock.now());
  await updateWithRetry(fromId, deps, (person) =>
    person.movedTo === toId && person.moveFinishedAt === undefined ? { moveFinishedAt } : undefined,
  );
  deps.log.info('subscriber.moved', { from: fromId, subscriber: toId });
}

/** Finishes the change of address by which somebody came, if a crash cut it short. */
export async function finishArrival({ id, movedFrom }: Person, deps: MovingDeps): Promise<void> {
  const from = movedFrom === undefined ? undefined : await deps.subscribers.find(movedFrom);
  if (!isPerson(from) || from.movedTo !== id || from.moveFinishedAt !== undefined) return;
  await finishMove(from.id, id, deps);
}

/** Check-ins go by the consent as it stands where they go to: what was taken back there does not come. The later word on a week stands. */
async function bringCheckIns(
  from: Person,
  to: Person,
  { diary, subscribers }: Pick<MovingDeps, 'diary' | 'subscribers'>,
): Promise<void> {
  if (hasTakenBack(from, to)) return;
  const there = new Map((await diary.all(to.id)).map((checkIn) => [checkIn.week, checkIn.at]));
  for (const checkIn of await diary.all(from.id)) {
    if ((there.get(checkIn.week) ?? '') < checkIn.at) await diary.record(to.id, { ...checkIn, movedAlong: true });
  }
  // In this very moment, by itself or with everything that was stored of them.
  const now = await subscribers.find(to.id);
  if (!isPerson(now) || hasTakenBack(to, now)) await diary.forget(to.id);
}

/** Did they take back, since an earlier record of them, that we store data about their health, or delete it? */
function hasTakenBack(before: Person, after: Person): boolean {
  const isOther = before.healthConsent !== undefined && before.healthConsent.at !== after.healthConsent?.at;
  return isOther || (before.recentCheckIns !== undefined && after.recentCheckIns === undefined);
}

export interface TakingBackDeps extends MovingDeps {
  subscribers: MovingDeps['subscribers'] & Pick<Subscribers, 'activate' | 'recordHealthConsent'>;
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
export async function takeBack(id: string, deps: TakingBackDeps): Promise<TakingBack> {
  const now = deps.clock.now();
  const trail = await trailOf(id, deps);
  const [was, ...others] = trail;
  if (isPerson(was) && was.status === 'active') {
    await finishArrival(was, deps);
    return { outcome: 'here-already', person: was };
  }
  const there = others.at(-1);
  const isUnderWay = isPerson(was) && was.status === 'moved' && there?.movedTo === id;
  if (!isUnderWay && !mayTakeBack(was, now)) return { outcome: 'gone' };
  let source = was;
  if (isPerson(there)) {
    const asRead = ({ version }: Person) => version === there.version;
    const closing = await close(there.id, id, wherever, asRead, now, deps);
    if (closing.outcome !== 'closed') return { outcome: 'busy' };
    source = closing.person;
  } else if (there !== undefined) {
    // Erased there. Links that were mailed there follow it back all the same.
    await changeRecord(there.id, deps, ({ version }) => (version === there.version ? { movedTo: id } : undefined));
  }
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
      importedBy: source.importedBy,
      from: source.from,
      weeksBetween: source.weeksBetween,
      healthConsent: source.healthConsent,
      status: completed ? 'completed' : 'active',
      dueFrom: firstVisibleTick(now),
      confirmedAt: isoInstant(now),
    },
    {
      carried: {
        ...carried,
        preferences,
        completedAt: source.completedAt,
        epoch: nextEpoch(was),
        ...(source !== was && { movedFrom: source.id }),
      },
    },
  );
  // Before the person is in the calendar, so that no planner can miss them.
  await deps.control.rememberSlot(...placeOf(preferences));
  await bringHealthConsentBack(was, source, deps);
  const at = isoInstant(now);
  const consent = { at, textVersion: 'change-of-address-cancelled', source: 'old-address', confirmedAt: at };
  const person = await deps.subscribers.activate(id, changes, consent, was);
  if (person === undefined) throw new Error(`Subscriber ${id} changed while taking the course back`);
  if (source !== was) await finishMove(source.id, id, deps);
  // Nobody at the other addresses has a say in it any more.
  for (const other of others) await eraseNow(other.id, deps);
  deps.log.info('subscriber.taken-back', { subscriber: id });
  return { outcome: 'taken-back', person };
}

/** What they said of their health goes by the consent as it stands where they come from: given there, or taken back there. */
async function bringHealthConsentBack(
  was: Person,
  source: Person,
  { subscribers, diary, clock }: Pick<TakingBackDeps, 'subscribers' | 'diary' | 'clock'>,
): Promise<void> {
  const [before, after] = [was.healthConsent, source.healthConsent];
  const isSame = before?.at === after?.at;
  if (before !== undefined && !isSame) {
    await subscribers.recordHealthConsent(was.id, { ...before, withdrawnAt: isoInstant(clock.now()) });
  }
  if (hasTakenBack(was, source)) await diary.forget(was.id);
  if (after !== undefined && !isSame) await subscribers.recordHealthConsent(was.id, after);
}

/** Erases the record of an old address. May be repeated; false when there is none, or it changed in this very moment. */
export async function eraseNow(
  id: string,
  {
    clock,
    subscribers,
    personalData,
    log,
  }: Pick<MovingDeps, 'clock' | 'personalData' | 'log'> & {
    subscribers: Pick<Subscribers, 'find'>;
  },
): Promise<boolean> {
  const record = await subscribers.find(id);
  if (record?.movedTo === undefined) return false;
  const done = await personalData.erase(record, isoInstant(clock.now()));
  if (done) log.info('subscriber.old-address-erased', { subscriber: id });
  return done;
}
