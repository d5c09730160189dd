import { Temporal } from 'temporal-polyfill';
import { firstVisibleTick, isoInstant, localDateAt } from '../../../lambdas/core/time/calendar.ts';
import type { Control } from '../../../lambdas/core/sending/control.ts';
import type { Keyring } from '../../../lambdas/core/mail/keyring.ts';
import type { Queues } from '../../../lambdas/core/sending/queues.ts';
import type { Known, Subscribers } from '../../../lambdas/core/mail/subscribers.ts';
import { arrivalOf, askForWelcome, signUp } from '../../../lambdas/core/actions/sign-up.ts';
import type { Series } from '../../../lambdas/core/course/series.ts';
import type { SeriesLibrary } from '../../../lambdas/core/course/series-library.ts';
import { placeOf } from '../../../lambdas/core/person/preferences.ts';
import { isSubscribed } from '../../../lambdas/core/person/subscriber.ts';
import { arrival } from '../../../lambdas/core/person/transitions.ts';
import type { PersonInFile } from './person.ts';
import { placeProgress, type Placed } from './progress.ts';
import type { Refusal } from './row.ts';
import { laterStart, type Cohorts } from '../../../lambdas/core/person/cohorts.ts';
import type { Consent, SignUp } from '../../../lambdas/core/person/records.ts';

export interface ImportDeps {
  clock: { now: () => Temporal.Instant };
  keyring: Pick<Keyring, 'subscriberId'>;
  subscribers: Pick<Subscribers, 'find' | 'findSignUp' | 'findAll' | 'recordSignUp' | 'activate'>;
  control: Pick<Control, 'rememberSlot'>;
  queues: Pick<Queues, 'account'>;
  series: SeriesLibrary;
  /** Groups that begin together, by where their people come from. */
  cohorts?: Cohorts;
}

export interface TakeOverOptions {
  /** Says what it would do. */
  dryRun: boolean;
  /** Who did not agree, as far as the file says, is asked by a confirmation mail. */
  confirm: boolean;
  /** Id of the series for people of whom the file names none. */
  series?: string | undefined;
  /** What the import is called: stored with everybody whom it brings. */
  name: string;
}

export const outcomes = ['added', 'asked', 'known', 'gone'] as const;
export type Outcome = (typeof outcomes)[number];

/** Somebody whose series and lessons are settled. */
export type PlacedPerson = Omit<PersonInFile, 'series' | 'progress'> & {
  series: Series;
  progress: Placed;
  /** First local date with mail: that of the file, or the day on which their group begins, whichever is later. */
  startsOn: string | undefined;
};

/** Settles which series somebody is in, and how far they came in it. */
export function placePerson(
  person: PersonInFile,
  { series: library, clock, cohorts = {} }: Pick<ImportDeps, 'series' | 'clock' | 'cohorts'>,
  options: Pick<TakeOverOptions, 'series'>,
): PlacedPerson | Refusal {
  const series = library.find(person.series ?? options.series ?? library.first.id);
  if (series === undefined) return { why: 'series is not one that this service offers' };
  // Of a lesson that they had before this service knew of them, an instant at which they may have had it.
  const since = person.consent?.at ?? isoInstant(clock.now().subtract({ hours: 7 * 24 }));
  const progress = placeProgress(person.progress, series, library, since);
  if ('why' in progress) return progress;
  const { from, pausedUntil, preferences } = person;
  const groupStarts = laterStart(from, cohorts, localDateAt(clock.now(), preferences.zone));
  return { ...person, series, progress, startsOn: [pausedUntil, groupStarts].filter(isDate).toSorted().at(-1) };
}

const isDate = (date: string | undefined) => date !== undefined;

/**
 * Takes one person over, or asks them whether they want it. Nobody who is known in any way is changed.
 *
 * @param turn - the instant from which on their first mail may go; asked for once for everybody who gets one
 * @param lookUp - what is stored of somebody, as of a moment ago: the write of a profile sees to what comes between
 */
export async function importPerson(
  person: PersonInFile,
  deps: ImportDeps,
  options: TakeOverOptions,
  turn: () => Temporal.Instant,
  lookUp: (id: string) => Promise<Known>,
): Promise<Outcome | Refusal> {
  const { consent } = person;
  if (!mayCome(person, options)) {
    return {
      why: 'has no consent: give consentAt, consentText and consentSource, say it of the whole file with --consent-text and --consent-at, or ask them with --confirm',
    };
  }
  const placed = placePerson(person, deps, options);
  if ('why' in placed) return placed;
  const id = deps.keyring.subscriberId(person.address.identity);
  const { subscriber: was, signUp } = await lookUp(id);
  if (was !== undefined) {
    if (!isSubscribed(was)) return 'gone';
    // An earlier run may have ended before it asked for the welcome. A second one is never sent.
    const unwelcomed = was.importedBy === options.name && was.welcomeSentAt === undefined;
    if (unwelcomed && was.lessonSentOn === placed.progress.lessonSentOn && !options.dryRun) {
      await askForWelcome(id, deps.clock.now(), deps, Temporal.Instant.from(was.dueFrom));
    }
    return 'known';
  }
  // Who is signing up by themselves decides themselves: their choices stand, and no undoing of an import takes them along.
  // Read at the last moment for whoever is asked: the write of a sign-up has no condition that would keep one that came meanwhile.
  const pending = consent === undefined ? await deps.subscribers.findSignUp(id) : signUp;
  const isOwn = pending !== undefined && pending.importedBy === undefined;
  if (isOwn && pending.expiresAt > isoInstant(deps.clock.now())) return 'known';
  return consent === undefined
    ? ask(id, placed, pending, deps, options, turn)
    : add(id, { ...placed, consent }, pending, deps, options, turn);
}

/** Who did not agree, as far as the file says, is asked or stays out. */
export function mayCome({ consent }: PersonInFile, { confirm }: Pick<TakeOverOptions, 'confirm'>): boolean {
  return consent !== undefined || confirm;
}

async function add(
  id: string,
  { address, startsOn, note, consent, series, progress, ...person }: PlacedPerson & { consent: Consent },
  pending: SignUp | undefined,
  deps: ImportDeps,
  { dryRun, name }: TakeOverOptions,
  turn: () => Temporal.Instant,
): Promise<Outcome> {
  const notBefore = turn();
  if (dryRun) return 'added';
  await deps.control.rememberSlot(...placeOf(person.preferences));
  const now = deps.clock.now();
  const at = isoInstant(now);
  const { firstName, preferences, weeksBetween, from } = person;
  const joining = {
    firstName,
    preferences,
    ...(weeksBetween !== undefined && { weeksBetween }),
    ...(from !== undefined && { from }),
  };
  // Refused where somebody confirmed, or complained, in this very moment: then they are known.
  const added = await deps.subscribers.activate(
    id,
    arrival(arrivalOf({ ...joining, series: series.id, address: address.mailbox, importedBy: name }, now, undefined), {
      carried: {
        ...progress,
        ...(startsOn !== undefined && { pausedUntil: startsOn }),
        ...(note !== undefined && { note }),
        // The welcome is their first mail.
        dueFrom: firstVisibleTick(later(now, notBefore)),
      },
    }),
    { ...consent, confirmedAt: at, importedBy: name },
    undefined,
    pending === undefined ? false : undefined,
  );
  if (added === undefined) return 'known';
  if (progress.welcomeSentAt === undefined) await askForWelcome(id, now, deps, notBefore);
  return 'added';
}

/** The way of everybody who signs up: a mail with a button, and nothing more until it is pressed. */
async function ask(
  id: string,
  { address, firstName, preferences, weeksBetween, series, from, note, pausedUntil, progress }: PlacedPerson,
  pending: SignUp | undefined,
  deps: ImportDeps,
  { dryRun, name }: TakeOverOptions,
  turn: () => Temporal.Instant,
): Promise<Outcome> {
  const stands = pending !== undefined && pending.expiresAt > isoInstant(deps.clock.now());
  // A mail is on its way to them, or lies in their inbox. Without one, an earlier run of this import ended before it could ask for it.
  if (stands && (pending.confirmationMailedAt !== undefined || pending.importedBy !== name)) return 'known';
  const notBefore = turn();
  if (dryRun) return 'asked';
  const consent = { textVersion: 'confirmation-mail', source: sourceOfConsent };
  // Nobody asked them before: they are welcomed once they confirm, whoever welcomed them elsewhere.
  const { sent, lessonSentOn, leftOut } = progress;
  const brought = {
    importedBy: name,
    ...(sent !== undefined && { lessonsHad: sent }),
    ...(lessonSentOn !== undefined && { lessonSentOn }),
    ...(leftOut !== undefined && { leftOut }),
    ...(note !== undefined && { note }),
    ...(from !== undefined && { from }),
    ...(pausedUntil !== undefined && { pausedUntil }),
    ...(weeksBetween !== undefined && { weeksBetween }),
  };
  await signUp({ address, firstName, preferences, ...brought, series: series.id, consent }, deps, notBefore);
  return 'asked';
}

/** Where people agree whom an import asks. Bounces of such mail are counted by it. */
const sourceOfConsent = 'import-file';

function later(one: Temporal.Instant, other: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(one, other) < 0 ? other : one;
}
