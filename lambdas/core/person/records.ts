import * as z from 'zod';
import {
  Instant,
  LocalDate,
  practiceAnswers,
  Score,
  StoredAgreement,
  StoredClaim,
  StoredPreferences,
  triedAnswers,
  WeekDays,
} from './stored-values.ts';

/*
 * What is stored about a person next to their profile, one table per kind of record. The profile's own table is fields.ts. Both together are everything
 * that the table holds about anybody, and the page with a person's own data is made from them.
 */

function field<Schema extends z.ZodType>(schema: Schema, { ofMover = false }: { ofMover?: boolean } = {}) {
  return {
    schema,
    /** In a sign-up that is a change of address, it is about the person who moves, and not about the owner of the address. */
    ofMover,
  };
}

const ofMover = { ofMover: true };

/** An unconfirmed sign-up: an item of its own, so that a stranger who types a subscriber's address changes nothing about them. */
const signUpFields = {
  id: field(z.string().min(1)),
  address: field(z.string().min(3)),
  firstName: field(z.string(), ofMover),
  preferences: field(StoredPreferences, ofMover),
  /** Weeks from lesson to lesson, where it is not one. */
  weeksBetween: field(z.int().min(1).exactOptional(), ofMover),
  series: field(z.string().min(1), ofMover),
  /** The link, form or file by which they came, as the operator named it. */
  from: field(z.string().exactOptional(), ofMover),
  consent: field(StoredAgreement),
  /** To store what a branch says about their health. */
  healthConsent: field(StoredAgreement.exactOptional(), ofMover),
  /** The latest request. */
  requestedAt: field(Instant),
  /** The first request of this sign-up; later ones, until it is confirmed, replace only what was chosen. */
  firstRequestedAt: field(Instant.exactOptional()),
  /** The person who moves to this address once it is confirmed. */
  movesFrom: field(z.string().exactOptional(), ofMover),
  /** The epoch of that person's links when they asked: once it is another, they did not ask, or not any more. */
  movesFromEpoch: field(z.int().exactOptional(), ofMover),
  /** Name of the import that asks them. */
  importedBy: field(z.string().exactOptional()),
  /** Lessons that they had elsewhere, each with an instant: not sent again. They stay when the owner of the address signs up once more. */
  lessonsHad: field(z.record(z.string(), Instant).exactOptional()),
  /** Local date of the latest of them, lessons that they skipped there, and the operator's note: all that an import says of them waits for their word. */
  lessonSentOn: field(LocalDate.exactOptional()),
  leftOut: field(z.array(z.string()).exactOptional()),
  note: field(z.string().exactOptional()),
  /** First local date on which emails would go out. */
  pausedUntil: field(LocalDate.exactOptional()),
  /** The branch that they chose. */
  branch: field(z.string().exactOptional(), ofMover),
  /** From here on it counts as absent. */
  expiresAt: field(Instant),
  /** Instants of the last two confirmation emails. */
  confirmationMailedAt: field(Instant.exactOptional()),
  confirmationMailedBefore: field(Instant.exactOptional()),
  claim: field(StoredClaim.exactOptional()),
};

/** What was agreed to, when, and how. */
const consentFields = {
  at: field(Instant),
  /** Version of the wording that was shown. */
  textVersion: field(z.string()),
  /** Where it was given, e.g. "landing-form". */
  source: field(z.string()),
  confirmedAt: field(Instant.exactOptional()),
  /** Name of the import that brought it. */
  importedBy: field(z.string().exactOptional()),
};

/** That somebody agreed to store data about their health, and whether they took it back. It stays as proof of either. */
const healthConsentFields = {
  at: field(Instant),
  textVersion: field(z.string()),
  source: field(z.string()),
  /** When they confirmed their address, where they agreed before that. */
  confirmedAt: field(Instant.exactOptional()),
  withdrawnAt: field(Instant.exactOptional()),
};

/** What somebody says about a week. Scores go from 0, none, to 10, the worst that they can imagine. */
const checkInFields = {
  /** The Monday, by the person's own calendar, of the week in which it was said; saying it again replaces it. */
  week: field(LocalDate),
  at: field(Instant),
  /** The last day of the week that they looked back on, by their own calendar. Absent in check-ins of earlier releases. */
  to: field(LocalDate.exactOptional()),
  days: field(z.enum(practiceAnswers)),
  /** They were asked this instead, since the practice is done once; `days` is what it comes to. */
  tried: field(z.enum(triedAnswers).exactOptional()),
  stress: field(Score.exactOptional()),
  pain: field(Score.exactOptional()),
  /** How much pain got in the way of enjoying life and of general activity: the two further items of PEG (Krebs 2009). */
  enjoyment: field(Score.exactOptional()),
  activity: field(Score.exactOptional()),
  /** Asked where a lesson looks back. */
  active: field(WeekDays.exactOptional()),
  /** Shown to the person again, and used for nothing else. */
  note: field(z.string().exactOptional()),
  /** It was said under the id of an earlier address. */
  movedAlong: field(z.literal(true).exactOptional()),
};

/** A problem event of a person, kept for the operator: "why did she not get week 3?" */
const problemFields = {
  at: field(Instant),
  /** Unique in its kind, so that an event that comes twice is one record. */
  key: field(z.string()),
  code: field(z.string()),
  delivery: field(z.string().exactOptional()),
  detail: field(z.string().exactOptional()),
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
