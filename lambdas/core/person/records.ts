import * as z from 'zod';
import { formatWording } from './consent-wordings.ts';
import {
  Instant,
  LocalDate,
  practiceAnswers,
  Score,
  StoredAgreement,
  StoredClaim,
  StoredPreferences,
  type TriedAnswer,
  triedAnswers,
  WeekDays,
} from './stored-values.ts';
import { formatDate, formatInstant } from '../time/words.ts';
import { formatSchedule } from './preferences.ts';

/*
 * What is stored about a person next to their profile, one table per kind of record. The profile's own table is fields.ts. Both together are everything
 * that the table holds about anybody, and the page with a person's own data is made from them.
 */

function field<Schema extends z.ZodType>(
  schema: Schema,
  /** What the owner's own data page says about it, as a sentence. */
  says: (value: NonNullable<z.output<Schema>>, record: { source?: string }) => string,
  { ofMover = false }: { ofMover?: boolean } = {},
) {
  return {
    schema,
    says,
    /** In a sign-up that is a change of address, it is about the person who moves, and not about the owner of the address. */
    ofMover,
  };
}

const ofMover = { ofMover: true };

/** An unconfirmed sign-up: an item of its own, so that a stranger who types a subscriber's address changes nothing about them. */
const signUpFields = {
  id: field(z.string().min(1), (id) => `The subscriber number of this sign-up is ${id}.`),
  address: field(z.string().min(3), (address) => `Somebody signed up ${address}.`),
  firstName: field(
    z.string(),
    (name) => (name === '' ? 'They gave no first name.' : `The first name they gave: ${name}.`),
    ofMover,
  ),
  preferences: field(
    StoredPreferences,
    (preferences) => `The lessons would come ${formatSchedule(preferences)}.`,
    ofMover,
  ),
  /** Weeks from lesson to lesson, where it is not one. */
  weeksBetween: field(
    z.int().min(1).exactOptional(),
    (weeks) => `There would be one lesson every ${weeks} weeks.`,
    ofMover,
  ),
  series: field(z.string().min(1), (series) => `The series would be “${series}”.`, ofMover),
  consent: field(
    StoredAgreement,
    ({ at, textVersion, source }) => `They agreed to wording “${textVersion}” on ${formatInstant(at)} (${source}).`,
  ),
  /** To store what a branch says about their health. */
  healthConsent: field(
    StoredAgreement.exactOptional(),
    ({ at, textVersion, source }) =>
      `They agreed to store data about health, wording “${textVersion}”, on ${formatInstant(at)} (${source}).`,
    ofMover,
  ),
  /** The latest request. */
  requestedAt: field(Instant, (at) => `They last asked on ${formatInstant(at)}.`),
  /** The first request of this sign-up; later ones, until it is confirmed, replace only what was chosen. */
  firstRequestedAt: field(Instant.exactOptional(), (at) => `They first asked on ${formatInstant(at)}.`),
  /** The person who moves to this address once it is confirmed. */
  movesFrom: field(
    z.string().exactOptional(),
    () =>
      'It is the change of address of somebody who is subscribed. Their name, schedule and number are not yours, so they are not shown.',
    ofMover,
  ),
  /** The epoch of that person's links when they asked: once it is another, they did not ask, or not any more. */
  movesFromEpoch: field(z.int().exactOptional(), (epoch) => `It was asked for by a link of number ${epoch}.`, ofMover),
  /** Name of the import that asks them. */
  importedBy: field(z.string().exactOptional(), (name) => `It comes from a list that we call “${name}”.`),
  /** Lessons that they had elsewhere, each with an instant: not sent again. They stay when the owner of the address signs up once more. */
  lessonsHad: field(
    z.record(z.string(), Instant).exactOptional(),
    (lessons) =>
      `Lessons you had elsewhere: ${Object.keys(lessons)
        .toSorted()
        .map((lesson) => `“${lesson}”`)
        .join(', ')}.`,
  ),
  /** First local date on which emails would go out. */
  pausedUntil: field(LocalDate.exactOptional(), (date) => `The lessons would begin on ${formatDate(date)}.`),
  /** The branch that they chose. */
  branch: field(z.string().exactOptional(), (branch) => `They chose the extra lessons “${branch}”.`, ofMover),
  /** From here on it counts as absent. */
  expiresAt: field(Instant, (at) => `It is deleted after ${formatInstant(at)} unless it is confirmed.`),
  /** Instants of the last two confirmation emails. */
  confirmationMailedAt: field(
    Instant.exactOptional(),
    (at) => `We last asked for confirmation on ${formatInstant(at)}.`,
  ),
  confirmationMailedBefore: field(Instant.exactOptional(), (at) =>
    at < '1971' ? 'Before that we had not asked.' : `The time before was ${formatInstant(at)}.`,
  ),
  claim: field(
    StoredClaim.exactOptional(),
    ({ at }) => `A confirmation email is on its way since ${formatInstant(at)}.`,
  ),
};

/** What was agreed to, when, and how. */
const consentFields = {
  at: field(Instant, (at) => `You agreed on ${formatInstant(at)}.`),
  /** Version of the wording that was shown. */
  textVersion: field(z.string(), (version, { source = '' }) => formatWording('emails', version, source)),
  /** Where it was given, e.g. "landing-form". */
  source: field(z.string(), (source) => `You agreed here: ${source}.`),
  confirmedAt: field(Instant.exactOptional(), (at) => `You confirmed it on ${formatInstant(at)}.`),
  /** Name of the import that brought it. */
  importedBy: field(z.string().exactOptional(), (name) => `It came with a list that we call “${name}”.`),
};

/** That somebody agreed to store data about their health, and whether they took it back. It stays as proof of either. */
const healthConsentFields = {
  at: field(Instant, (at) => `You agreed on ${formatInstant(at)} that we store data about your health.`),
  textVersion: field(z.string(), (version, { source = '' }) => formatWording('health', version, source)),
  source: field(z.string(), (source) => `You agreed here: ${source}.`),
  /** When they confirmed their address, where they agreed before that. */
  confirmedAt: field(Instant.exactOptional(), (at) => `You confirmed it on ${formatInstant(at)}.`),
  withdrawnAt: field(
    Instant.exactOptional(),
    (at) => `You took this back on ${formatInstant(at)}, and what was stored by it was deleted.`,
  ),
};

const triedWords: Record<TriedAnswer, string> = { yes: 'Yes', 'a-bit': 'A bit', 'not-yet': 'Not yet' };

/** What somebody says about a week. Scores go from 0, none, to 10, the worst that they can imagine. */
const checkInFields = {
  /** The Monday, by the person's own calendar, of the week in which it was said; saying it again replaces it. */
  week: field(LocalDate, (week) => `Your check-in in the week of ${formatDate(week)}.`),
  at: field(Instant, (at) => `You sent it on ${formatInstant(at)}.`),
  /** The last day of the week that they looked back on, by their own calendar. Absent in check-ins of earlier releases. */
  to: field(LocalDate.exactOptional(), (to) => `It was about the week to ${formatDate(to)}.`),
  days: field(z.enum(practiceAnswers), (days) => `You practised on ${days} days.`),
  /** They were asked this instead, since the practice is done once; `days` is what it comes to. */
  tried: field(z.enum(triedAnswers).exactOptional(), (tried) => `Did you try the practice? ${triedWords[tried]}.`),
  stress: field(Score.exactOptional(), (score) => `Stress: ${score} of 10.`),
  pain: field(Score.exactOptional(), (score) => `Pain: ${score} of 10.`),
  /** How much pain got in the way of enjoying life and of general activity: the two further items of PEG (Krebs 2009). */
  enjoyment: field(Score.exactOptional(), (score) => `Pain in the way of enjoying life: ${score} of 10.`),
  activity: field(Score.exactOptional(), (score) => `Pain in the way of what you do: ${score} of 10.`),
  /** Asked where a lesson looks back. */
  active: field(WeekDays.exactOptional(), (days) => `You were active on ${days} of 7 days.`),
  /** Shown to the person again, and used for nothing else. */
  note: field(z.string().exactOptional(), (note) => `Your note: ${note}`),
  /** It was said under the id of an earlier address. */
  movedAlong: field(z.literal(true).exactOptional(), () => 'You sent it before you changed your address.'),
};

/** A problem event of a person, kept for the operator: "why did she not get week 3?" */
const problemFields = {
  at: field(Instant, (at) => `An email had trouble on ${formatInstant(at)}.`),
  /** Unique in its kind, so that an event that comes twice is one record. */
  key: field(z.string(), (key) => `The number of the report: ${key}.`),
  code: field(z.string(), (code) => `What happened: ${code}.`),
  delivery: field(z.string().exactOptional(), (delivery) => `The email: ${delivery}.`),
  detail: field(z.string().exactOptional(), (detail) => `The reason given: ${detail}.`),
};

export const recordFields = {
  consent: consentFields,
  'health-consent': healthConsentFields,
  'check-in': checkInFields,
  'sign-up': signUpFields,
  problem: problemFields,
} as const;

/** In the place of whatever is about somebody else. */
export const notShown = 'not shown';

/**
 * A record without what is about another person: whoever gave this address as their new one may have mistyped it, and its owner is a stranger to them.
 */
export function ofOwnerOnly(kind: string, fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  if (kind !== 'sign-up' || fields['movesFrom'] === undefined) return { ...fields };
  const own = Object.entries(fields).filter(([name]) => {
    // What this code does not know may be about anybody.
    const known: { ofMover: boolean } | undefined = signUpFields[name as keyof typeof signUpFields];
    return known?.ofMover === false;
  });
  return { ...Object.fromEntries(own), movesFrom: notShown };
}

type Shape<Table extends Record<string, { schema: z.ZodType }>> = { [Name in keyof Table]: Table[Name]['schema'] };

function shapeOf<Table extends Record<string, { schema: z.ZodType }>>(table: Table): Shape<Table> {
  return Object.fromEntries(Object.entries(table).map(([name, { schema }]) => [name, schema])) as Shape<Table>;
}

export const SignUp = z.object(shapeOf(signUpFields));
export interface SignUp extends z.output<typeof SignUp> {}

export const Consent = z.object(shapeOf(consentFields));
export interface Consent extends z.output<typeof Consent> {}

export const HealthConsent = z.object(shapeOf(healthConsentFields));
export interface HealthConsent extends z.output<typeof HealthConsent> {}

export const CheckIn = z.object(shapeOf(checkInFields));
export interface CheckIn extends z.output<typeof CheckIn> {}

/** What the coaching rules look at, kept on the profile: no mail costs another read. */
export type RecentCheckIn = Pick<CheckIn, 'week' | 'to' | 'days' | 'tried' | 'stress' | 'pain' | 'active'> & {
  /** Id of the lesson whose practice it was about. */
  lesson?: string;
  /** There is a note to it. */
  noted?: true;
};

export const Problem = z.object(shapeOf(problemFields));
export interface Problem extends z.output<typeof Problem> {}
