import type { Temporal } from 'temporal-polyfill';
import { firstVisibleTick, isoInstant, localDateAt } from '../time/calendar.ts';
import { confirmLinkDays } from '../mail/link-token.ts';
import { forgetConfirmations, inboxId } from '../sending/mail-turns.ts';
import { together } from '../kit/parallel.ts';
import type { Clock, Log } from '../kit/ports.ts';
import type { Control } from '../sending/control.ts';
import type { Keyring } from '../mail/keyring.ts';
import type { MailTurns } from '../sending/mail-turns.ts';
import type { Queues } from '../sending/queues.ts';
import type { Subscribers } from '../mail/subscribers.ts';
import type { Address } from '../person/address.ts';
import { type Cohorts, laterStart } from '../person/cohorts.ts';
import { hasNewFor } from '../course/course.ts';
import { nextEpoch, signUpStamp } from '../mail/link-stamp.ts';
import {
  closeForMove,
  finishArrival,
  finishMove,
  hasBegun,
  tellOldAddress,
  type MovingDeps,
} from './changing-address.ts';
import { inPresentZone, placeOf } from '../person/preferences.ts';
import type { SeriesLibrary } from '../course/series-library.ts';
import { isPerson, type Person, type Subscriber } from '../person/subscriber.ts';
import { arrival, carriedOver, type ProfileChanges, type Settled } from '../person/transitions.ts';
import type { SignUp } from '../person/records.ts';
import type { SignUpInput } from './sign-up-input.ts';

export interface SignUpDeps extends MovingDeps {
  clock: Clock;
  keyring: Keyring;
  subscribers: Pick<
    Subscribers,
    'find' | 'findSignUp' | 'deleteSignUp' | 'recordSignUp' | 'recordHealthConsent' | 'activate' | 'change'
  >;
  control: Pick<Control, 'rememberSlot'>;
  series: SeriesLibrary;
  queues: Pick<Queues, 'account'>;
  /** Of those who confirm a sign-up; where a change of address is finished, there are none. */
  cohorts?: Cohorts;
  mailTurns: Pick<MailTurns, 'forget'>;
  log: Log;
}

/**
 * Stores a sign-up and asks for its confirmation mail. One write and one message, the same for every address, known or not: neither the
 * answer nor its time says who is subscribed.
 *
 * @param notBefore - of an import: its mail waits until then, and keeps to the pace of weekly mail
 */
export async function signUp(
  { address, consent, healthConsent, ...chosen }: SignUpInput & Brought,
  deps: {
    clock: Clock;
    keyring: Pick<Keyring, 'subscriberId'>;
    subscribers: Pick<Subscribers, 'recordSignUp'>;
    queues: Pick<Queues, 'account'>;
  },
  notBefore?: Temporal.Instant,
): Promise<void> {
  const now = deps.clock.now();
  const id = deps.keyring.subscriberId(address.identity);
  const daysToConfirm = notBefore === undefined ? confirmLinkDays : confirmLinkDays + heldBackDays;
  await deps.subscribers.recordSignUp({
    id,
    address: address.mailbox,
    ...chosen,
    consent: { ...consent, at: isoInstant(now) },
    ...(healthConsent !== undefined && { healthConsent: { ...healthConsent, at: isoInstant(now) } }),
    requestedAt: isoInstant(now),
    expiresAt: isoInstant((notBefore ?? now).add({ hours: daysToConfirm * 24 })),
  });
  await deps.queues.account({
    kind: 'confirmation',
    id,
    askedAt: isoInstant(now),
    attempt: 0,
    ...(notBefore !== undefined && { notBefore: isoInstant(notBefore) }),
  });
}

/** What an import knows of somebody beside what a sign-up says. */
type Brought = Pick<SignUp, 'importedBy' | 'lessonsHad' | 'lessonSentOn' | 'leftOut' | 'note' | 'pausedUntil'>;

/** Days that the mail of an import may be held back by a halt or a warm-up while its sign-up stays good. */
const heldBackDays = 7;

export type Confirmation =
  | { outcome: 'confirmed'; subscriber: Person; moved: boolean }
  /** The link was used before: the person is subscribed. */
  | { outcome: 'already-confirmed'; subscriber: Person }
  /** The sign-up is gone: expired, its address may not be mailed, or it is of somebody who moves and may not any more. */
  | { outcome: 'gone' }
  /** Something else was chosen since the link was mailed. */
  | { outcome: 'changed-since' }
  /** Somebody moves here, and a mail to their old address is on its way: again in a few minutes. */
  | { outcome: 'busy' };

/**
 * Makes a subscriber of a sign-up: in the calendar from the next tick on, with a welcome mail at once. Whoever moves here has been welcomed.
 *
 * @param stamp - of the link; see `signUpStamp`. Without it, whichever sign-up stands is confirmed
 */
export async function confirmSignUp(id: string, deps: SignUpDeps, stamp?: string): Promise<Confirmation> {
  const now = deps.clock.now();
  const [signUp, was] = await together([deps.subscribers.findSignUp(id), deps.subscribers.find(id)]);
  if (was?.status === 'active') return pressedBefore(was, signUp, now, deps);
  if (signUp === undefined || was?.suppression?.reason === 'complaint') return { outcome: 'gone' };
  if (signUp.expiresAt <= isoInstant(now) && !(await isUnderWay(signUp, deps))) return { outcome: 'gone' };
  if (stamp !== undefined && stamp !== signUpStamp(signUp, deps.keyring)) return { outcome: 'changed-since' };
  const { movesFrom } = signUp;
  const move = movesFrom === undefined ? undefined : await closeForMove({ ...signUp, movesFrom }, now, deps);
  if (move?.outcome === 'busy') return { outcome: 'busy' };
  if (move?.outcome === 'nobody') return { outcome: 'gone' };
  // The sign-up was left behind by a crash, and they left here since then.
  if (move !== undefined && hasBegun(was, move.person)) return { outcome: 'gone' };
  // Before the course begins here, so that no crash can keep it from the old address.
  if (movesFrom !== undefined) await tellOldAddress(movesFrom, deps);
  // They may have changed their settings since they asked to move, so what is stored is the last word.
  const carried = move === undefined ? {} : carriedOver(move.person);
  const preferences = inPresentZone(carried.preferences ?? signUp.preferences);
  const settled = arrivalOf(signUp, now, was);
  const startsOn =
    move === undefined ? laterStart(signUp.from, deps.cohorts ?? {}, localDateAt(now, preferences.zone)) : undefined;
  const changes = arrival(settled, {
    startsOver: was !== undefined && startsOver(was, signUp, deps.series) ? was : undefined,
    carried: {
      ...broughtBy(signUp, was),
      ...carried,
      preferences,
      ...(startsOn !== undefined && startsOn > (signUp.pausedUntil ?? '') && { pausedUntil: startsOn }),
      // Check-ins from an earlier time may be here, by the consent of then.
      healthConsent: carried.healthConsent ?? settled.healthConsent,
      ...(move && { movedFrom: move.person.id, ...(was && { epoch: nextEpoch(was) }) }),
    },
  });
  // Before the person is in the calendar, so that no planner can miss them.
  await deps.control.rememberSlot(...placeOf(preferences));
  const confirmedAt = isoInstant(now);
  const consent = { ...signUp.consent, confirmedAt };
  const healthConsent = carried.healthConsent ?? signUp.healthConsent;
  // As the other consent: before anything is stored by it.
  if (healthConsent !== undefined) await deps.subscribers.recordHealthConsent(id, { ...healthConsent, confirmedAt });
  const person = await deps.subscribers.activate(id, changes, consent, was);
  if (person === undefined) {
    // Two presses of the button at once: the other one did it, and may have been cut short since.
    const winner = await deps.subscribers.find(id);
    return winner?.status === 'active' ? pressedBefore(winner, signUp, now, deps) : { outcome: 'gone' };
  }
  await forgetConfirmations(inboxId(signUp.address, deps), deps);
  if (movesFrom !== undefined) await finishMove(movesFrom, id, deps);
  else await askForWelcome(id, now, deps);
  deps.log.info('subscriber.confirmed', { subscriber: id });
  return { outcome: 'confirmed', subscriber: person, moved: movesFrom !== undefined };
}

/** Finishes what an earlier press may have left: a crash after it may have lost the message that asks for the welcome, or cut a move short. */
async function pressedBefore(
  person: Person,
  signUp: SignUp | undefined,
  now: Temporal.Instant,
  deps: SignUpDeps,
): Promise<Confirmation> {
  const isNew = person.welcomeSentAt === undefined && Object.keys(person.sent).length === 0;
  if (isNew) await askForWelcome(person.id, now, deps);
  await finishArrival(person, deps);
  if (signUp !== undefined && signUp.requestedAt <= person.confirmedAt) {
    await deps.subscribers.deleteSignUp(person.id);
    await forgetConfirmations(inboxId(signUp.address, deps), deps);
  }
  return { outcome: 'already-confirmed', subscriber: person };
}

/** Is it of a change of address that was confirmed in time, and then cut short? */
async function isUnderWay({ id, movesFrom }: SignUp, { subscribers }: Pick<SignUpDeps, 'subscribers'>) {
  const from = movesFrom === undefined ? undefined : await subscribers.find(movesFrom);
  return from?.status === 'moved' && from.movedTo === id;
}

/**
 * What somebody who joins brings along: everything that the table of fields asks a sign-up for.
 *
 * @param was - what was stored of them before
 */
export function arrivalOf(
  signUp: Pick<
    SignUp,
    | 'address'
    | 'firstName'
    | 'preferences'
    | 'weeksBetween'
    | 'series'
    | 'branch'
    | 'from'
    | 'healthConsent'
    | 'importedBy'
  >,
  now: Temporal.Instant,
  was: Subscriber | undefined,
): Settled<'signUpAgain'> {
  const { address, firstName, preferences, weeksBetween, series, importedBy } = signUp;
  // A new sign-up takes no consent back.
  const healthConsent = signUp.healthConsent ?? (isPerson(was) ? was.healthConsent : undefined);
  const from = signUp.from ?? (isPerson(was) ? was.from : undefined);
  // A sign-up from before anybody was asked may have a branch without it.
  const branch = healthConsent === undefined ? undefined : signUp.branch;
  return {
    healthConsent,
    address,
    firstName,
    preferences,
    weeksBetween,
    series,
    branch,
    importedBy,
    from,
    status: 'active',
    dueFrom: firstVisibleTick(now),
    confirmedAt: isoInstant(now),
  };
}

/** What an import brought along for somebody who is new here. What is stored of others is not written back: a delivery may be recorded right now. */
function broughtBy(signUp: SignUp, was: Subscriber | undefined): ProfileChanges {
  const { lessonsHad, lessonSentOn, leftOut, note, pausedUntil } = signUp;
  if (was !== undefined) return { pausedUntil };
  return { ...(lessonsHad !== undefined && { sent: lessonsHad }), lessonSentOn, leftOut, note, pausedUntil };
}

/** Someone who comes back goes on where they left or stopped, in another series too; someone who had every lesson of it starts again. */
function startsOver(was: Subscriber, signUp: SignUp, library: SeriesLibrary): boolean {
  if (isPerson(was) && was.status === 'completed' && was.series === signUp.series) return was.stoppedAt === undefined;
  const series = library.find(signUp.series);
  return series !== undefined && !hasNewFor({ sent: {}, ...was }, series);
}

/** @param notBefore - see {@link signUp} */
export async function askForWelcome(
  id: string,
  now: Temporal.Instant,
  { queues }: Pick<SignUpDeps, 'queues'>,
  notBefore?: Temporal.Instant,
): Promise<void> {
  const later = notBefore === undefined ? {} : { notBefore: isoInstant(notBefore) };
  await queues.account({ kind: 'welcome', id, askedAt: isoInstant(now), attempt: 0, ...later });
}

/** Asks for a mail with the settings link. The same work for every address. */
export async function requestLink(
  address: Address,
  deps: Pick<SignUpDeps, 'clock' | 'keyring' | 'queues'>,
): Promise<void> {
  await renewLink(deps.keyring.subscriberId(address.identity), deps);
}

/** The same for whoever holds an old link of theirs. */
export async function renewLink(id: string, deps: Pick<SignUpDeps, 'clock' | 'queues'>): Promise<void> {
  await deps.queues.account({ kind: 'link', id, askedAt: isoInstant(deps.clock.now()), attempt: 0 });
}
