import type { Temporal } from 'temporal-polyfill';
import { isoInstant, tickAtOrAfter } from './calendar.ts';
import { confirmLinkDays } from './link-token.ts';
import type { Clock, Control, Keyring, Log, Queues, Subscribers } from './ports.ts';
import type { Address } from './address.ts';
import { hasNewFor } from './course.ts';
import { carried, closeForMove, finishMove, type MovingWorld } from './moving.ts';
import { inPresentZone, type Preferences } from './preferences.ts';
import type { SeriesLibrary } from './series-library.ts';
import type { Consent, SignUp, Subscriber } from './subscriber.ts';

export interface SignUpWorld extends MovingWorld {
  clock: Clock;
  keyring: Keyring;
  subscribers: Pick<Subscribers, 'find' | 'findSignUp' | 'recordSignUp' | 'activate' | 'change'>;
  control: Pick<Control, 'rememberSlot'>;
  series: SeriesLibrary;
  queues: Pick<Queues, 'account'>;
  log: Log;
}

/** What the landing form says. */
export interface SignUpRequest {
  address: Address;
  firstName: string;
  preferences: Preferences;
  series: string;
  branch?: string;
  consent: Omit<Consent, 'at'>;
}

/**
 * Stores a sign-up and asks for its confirmation mail. One write and one message, the same for every address, known or not: neither the
 * answer nor its time says who is subscribed.
 */
export async function signUp(
  request: SignUpRequest,
  world: {
    clock: Clock;
    keyring: Pick<Keyring, 'subscriberId'>;
    subscribers: Pick<Subscribers, 'recordSignUp'>;
    queues: Pick<Queues, 'account'>;
  },
): Promise<void> {
  const now = world.clock.now();
  const id = world.keyring.subscriberId(request.address.identity);
  await world.subscribers.recordSignUp({
    id,
    address: request.address.mailbox,
    firstName: request.firstName,
    preferences: request.preferences,
    series: request.series,
    ...(request.branch !== undefined && { branch: request.branch }),
    consent: { ...request.consent, at: isoInstant(now) },
    requestedAt: isoInstant(now),
    expiresAt: isoInstant(now.add({ hours: confirmLinkDays * 24 })),
  });
  await world.queues.account({ kind: 'confirmation', id, askedAt: isoInstant(now), attempt: 0 });
}

export type Confirmation =
  | { outcome: 'confirmed'; subscriber: Subscriber }
  /** The link was used before: the person is subscribed. */
  | { outcome: 'already-confirmed'; subscriber: Subscriber }
  /** The sign-up is gone: expired, or its address may not be mailed. */
  | { outcome: 'gone' }
  /** Somebody moves here, and a mail to their old address is on its way: again in a few minutes. */
  | { outcome: 'busy' };

/** Makes a subscriber of a sign-up: in the calendar from the next tick on, with a welcome mail at once. */
export async function confirmSignUp(id: string, world: SignUpWorld): Promise<Confirmation> {
  const now = world.clock.now();
  const [signUp, was] = await Promise.all([world.subscribers.findSignUp(id), world.subscribers.find(id)]);
  if (was?.status === 'active') {
    // A crash after the first press may have lost the message that asks for the welcome mail.
    if (was.welcomeSentAt === undefined) await askForWelcome(id, now, world);
    return { outcome: 'already-confirmed', subscriber: was };
  }
  const expired = signUp === undefined || signUp.expiresAt <= isoInstant(now);
  if (expired || was?.suppression?.reason === 'complaint') return { outcome: 'gone' };
  const move = signUp.movesFrom === undefined ? undefined : await closeForMove(signUp.movesFrom, world);
  if (move?.outcome === 'busy') return { outcome: 'busy' };
  const along = {
    ...(signUp.branch !== undefined && { branch: signUp.branch }),
    ...(move?.outcome === 'closed' && carried(move.person)),
  };
  // Who moves may have changed their settings since they asked to.
  const { firstName, series, ...schedule } = move?.outcome === 'closed' ? move.person : signUp;
  const preferences = inPresentZone(schedule.preferences);
  // Before the person is in the calendar, so that no planner can miss them.
  await world.control.rememberSlot(preferences.zone, preferences.sendTime);
  const subscriber: Subscriber = {
    id,
    address: signUp.address,
    firstName,
    status: 'active',
    preferences,
    series,
    dueFrom: calendarFrom(now),
    sent: was === undefined || startsOver(was, signUp, world.series) ? {} : was.sent,
    ...(was?.lessonSentOn !== undefined && { lessonSentOn: was.lessonSentOn }),
    ...(was?.reminderSentOn !== undefined && { reminderSentOn: was.reminderSentOn }),
    ...(was?.claim !== undefined && { claim: was.claim }),
    confirmedAt: isoInstant(now),
    version: (was?.version ?? 0) + 1,
  };
  const consent = { ...signUp.consent, confirmedAt: isoInstant(now) };
  if (!(await world.subscribers.activate(subscriber, consent, was, along))) {
    // Two presses of the button at once: the other one did it.
    const winner = await world.subscribers.find(id);
    return winner?.status === 'active' ? { outcome: 'already-confirmed', subscriber: winner } : { outcome: 'gone' };
  }
  if (signUp.movesFrom !== undefined) await finishMove(signUp.movesFrom, id, world);
  if (along.welcomeSentAt === undefined) await askForWelcome(id, now, world);
  world.log.info('subscriber.confirmed', { subscriber: id });
  return { outcome: 'confirmed', subscriber: { ...subscriber, ...along } };
}

/** Someone who comes back goes on where they left, in another series too; someone who had every lesson of it starts again. */
function startsOver(was: Subscriber, signUp: SignUp, library: SeriesLibrary): boolean {
  if (was.status === 'completed' && was.series === signUp.series) return true;
  const series = library.find(signUp.series);
  return series !== undefined && !hasNewFor(was, series);
}

async function askForWelcome(
  id: string,
  now: Temporal.Instant,
  { queues }: Pick<SignUpWorld, 'queues'>,
): Promise<void> {
  await queues.account({ kind: 'welcome', id, askedAt: isoInstant(now), attempt: 0 });
}

/** Asks for a mail with the settings link. The same work for every address. */
export async function requestLink(
  address: Address,
  world: Pick<SignUpWorld, 'clock' | 'keyring' | 'queues'>,
): Promise<void> {
  const id = world.keyring.subscriberId(address.identity);
  await world.queues.account({ kind: 'link', id, askedAt: isoInstant(world.clock.now()), attempt: 0 });
}

/** Seconds that the calendar's index may need to show a change. */
const indexLagSeconds = 60;

/** The first tick that a change made now is sure to be seen by; what the person is told is counted from here. */
export function calendarFrom(now: Temporal.Instant): string {
  return isoInstant(tickAtOrAfter(now.add({ seconds: indexLagSeconds })));
}
