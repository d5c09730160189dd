import type { Temporal } from 'temporal-polyfill';
import { isoInstant } from '../../../lambdas/core/time/calendar.ts';
import type { Control } from '../../../lambdas/core/sending/control.ts';
import type { Keyring } from '../../../lambdas/core/mail/keyring.ts';
import type { Queues } from '../../../lambdas/core/sending/queues.ts';
import type { Subscribers } from '../../../lambdas/core/mail/subscribers.ts';
import { arrivalOf, signUp } from '../../../lambdas/core/actions/sign-up.ts';
import type { SeriesLibrary } from '../../../lambdas/core/course/series-library.ts';
import { placeOf } from '../../../lambdas/core/person/preferences.ts';
import { isSubscribed } from '../../../lambdas/core/person/subscriber.ts';
import { arrival } from '../../../lambdas/core/person/transitions.ts';
import type { PersonInFile, Refusal } from './person.ts';
import type { Consent } from '../../../lambdas/core/person/records.ts';

export interface ImportDeps {
  clock: { now: () => Temporal.Instant };
  keyring: Pick<Keyring, 'subscriberId'>;
  subscribers: Pick<Subscribers, 'find' | 'findSignUp' | 'recordSignUp' | 'activate'>;
  control: Pick<Control, 'rememberSlot'>;
  queues: Pick<Queues, 'account'>;
  series: SeriesLibrary;
}

export interface TakeOverOptions {
  /** Says what it would do. */
  dryRun: boolean;
  /** Who did not agree, as far as the file says, is asked by a confirmation mail. */
  confirm: boolean;
  /** Id of the series for people of whom the file names none. */
  series?: string | undefined;
  /** Where the file comes from, for the record of consent. */
  from: string;
}

export const outcomes = ['added', 'asked', 'known', 'gone'] as const;
export type Outcome = (typeof outcomes)[number];

/** Whose series is settled. */
type Placed = PersonInFile & { series: string };

/** Takes one person over, or asks them whether they want it. Nobody who is known in any way is changed. */
export async function importPerson(
  person: PersonInFile,
  deps: ImportDeps,
  options: TakeOverOptions,
): Promise<Outcome | Refusal> {
  const { consent } = person;
  if (consent === undefined && !options.confirm) {
    return { why: 'has no consent: give consentAt, consentText and consentSource, or ask them with --confirm' };
  }
  const series = deps.series.find(person.series ?? options.series ?? deps.series.first.id)?.id;
  if (series === undefined) return { why: 'series is not one that this service offers' };
  const id = deps.keyring.subscriberId(person.address.identity);
  const was = await deps.subscribers.find(id);
  if (was !== undefined) return isSubscribed(was) ? 'known' : 'gone';
  const placed = { ...person, series };
  return consent === undefined ? ask(id, placed, deps, options) : add(id, { ...placed, consent }, deps, options);
}

async function add(
  id: string,
  { address, pausedUntil, consent, ...person }: Placed & { consent: Consent },
  deps: ImportDeps,
  { dryRun }: TakeOverOptions,
): Promise<Outcome> {
  if (dryRun) return 'added';
  await deps.control.rememberSlot(...placeOf(person.preferences));
  const now = deps.clock.now();
  const at = isoInstant(now);
  // Refused where somebody confirmed, or complained, in this very moment: then they are known.
  const added = await deps.subscribers.activate(
    id,
    arrival(arrivalOf({ ...person, address: address.mailbox }, now, undefined), {
      startsOver: false,
      ...(pausedUntil !== undefined && { carried: { pausedUntil } }),
    }),
    { ...consent, confirmedAt: at },
    undefined,
  );
  return added === undefined ? 'known' : 'added';
}

/** The way of everybody who signs up: a mail with a button, and nothing more until it is pressed. */
async function ask(
  id: string,
  { address, firstName, preferences, weeksBetween, series }: Placed,
  deps: ImportDeps,
  { dryRun, from }: TakeOverOptions,
): Promise<Outcome> {
  const pending = await deps.subscribers.findSignUp(id);
  const stands = pending !== undefined && pending.expiresAt > isoInstant(deps.clock.now());
  // A mail is on its way to them, or lies in their inbox. Without one, an earlier import ended before it could ask for it.
  if (stands && (pending.confirmationMailedAt !== undefined || pending.consent.source !== sourceOf(from)))
    return 'known';
  if (dryRun) return 'asked';
  const consent = { textVersion: 'confirmation-mail', source: sourceOf(from) };
  const pace = weeksBetween === undefined ? {} : { weeksBetween };
  await signUp({ address, firstName, preferences, ...pace, series, consent }, deps);
  return 'asked';
}

const sourceOf = (from: string) => `import-${from}`;
