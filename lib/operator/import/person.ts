import type { Temporal } from 'temporal-polyfill';
import type { Address } from '../../../lambdas/core/person/address.ts';
import { isoInstant } from '../../../lambdas/core/time/calendar.ts';
import { LocalDate } from '../../../lambdas/core/sending/jobs.ts';
import { type Pace, Preferences, reminderDaysMax } from '../../../lambdas/core/person/preferences.ts';
import { Note, noteMax } from '../../../lambdas/core/person/note.ts';
import type { Consent } from '../../../lambdas/core/person/records.ts';
import { typedText } from '../../../lambdas/core/person/typed-text.ts';
import { SignUpInput, usualPreferences, weekdayIn } from '../../../lambdas/core/actions/sign-up-input.ts';
import { languages } from '../../../lambdas/core/time/words.ts';
import * as z from 'zod';
import type { Column, DateOrder } from './choices.ts';
import { readProgress, type Progress } from './progress.ts';
import type { Refusal, Row } from './row.ts';
import { firstNameIn, firstNameOf, readDate, readInstant, readTime } from './typed-values.ts';

/** Somebody whom a file names. */
export interface PersonInFile {
  address: Address;
  firstName: string;
  /** The file has a name that cannot be used, so they have none. */
  nameDropped: boolean;
  preferences: Preferences;
  /** Weeks from lesson to lesson, where it is not one. */
  weeksBetween?: Pace;
  /** First local date on which mail goes out. */
  pausedUntil?: string;
  /** Id of the series that it names. */
  series?: string;
  /** Where they came from. */
  from?: string;
  /** The operator's note. */
  note?: string;
  progress: Progress;
  /** Undefined where the file does not say that they agreed. */
  consent: Consent | undefined;
}

/** What the operator says about every line. */
export interface Reading {
  now: Temporal.Instant;
  /** Time zone of people of whom the file tells none. */
  zone?: string | undefined;
  dates?: DateOrder | undefined;
  /** By which wording, where and when everybody in the file agreed, as far as a line does not say it. */
  consentText?: string | undefined;
  consentSource?: string | undefined;
  consentAt?: string | undefined;
  /** Where the file is from. */
  title: string;
  /** First names are as people typed them here: nothing is taken for a title. */
  exactNames?: boolean | undefined;
}

const Consenting = z.object({
  consentText: typedText(300, { lines: 'one' }).refine(Boolean, 'must say which wording they agreed to'),
  consentSource: typedText(300, { lines: 'one' }).refine(Boolean, 'must say where they agreed'),
});

// What the file says of consent has an instant, and may be nothing; of branches it says nothing.
const {
  consentVersion: _version,
  consentSource: _source,
  branch: _branch,
  firstName: FirstName,
  ...fields
} = SignUpInput.in.shape;
const Person = z.object({
  ...fields,
  series: fields.series.optional(),
  pausedUntil: LocalDate.optional(),
  note: Note.optional(),
  // Who left, bounced or complained elsewhere did so to their mail, not to a file.
  status: z.literal('active').default('active'),
});

/** For an operator, where the schema speaks to the person. */
const words: Partial<Record<Column, string>> = {
  email: 'is not an email address',
  status: 'is not active: only active people are taken over',
  lessonDay: 'must be 1 for Monday to 7 for Sunday',
  sendTime: 'must be a time on the quarter hour such as 07:15',
  weeksBetween: 'must be 1, 2 or 4',
  reminderTime: 'must be a time on the quarter hour such as 18:30',
  locale: `must be ${languages.join(', ')}`,
  note: `must be one line of up to ${noteMax} characters`,
  reminderDays: `must be up to ${reminderDaysMax} numbers from 1 for Monday to 7 for Sunday`,
};
const missing: Partial<Record<Column, string>> = {
  email: 'is missing',
  zone: 'is missing: give one for such people with --zone',
};

/** Reads a row; an empty field is one that is not there. */
export function readPerson(row: Row, reading: Reading): PersonInFile | Refusal {
  const { dates } = reading;
  const now = isoInstant(reading.now);
  const given: Row = Object.fromEntries(Object.entries(row).filter(([, value]) => value !== ''));
  const { lessonDay, sendTime, reminderDays, reminderTime, weeksBetween } = given;
  const pause = given.pausedUntil === undefined ? undefined : readDate(given.pausedUntil, dates);
  const read = Person.safeParse({
    ...usualPreferences,
    ...(reading.zone !== undefined && { zone: reading.zone }),
    ...given,
    ...(lessonDay !== undefined && { lessonDay: weekdayIn(lessonDay) }),
    ...(sendTime !== undefined && { sendTime: readTime(sendTime) }),
    ...(reminderTime !== undefined && { reminderTime: readTime(reminderTime) }),
    // "es-MX" is said as "es".
    ...(given.locale !== undefined && { locale: given.locale.toLowerCase().split(/[-_]/)[0] }),
    ...(weeksBetween !== undefined && { weeksBetween: Number(weeksBetween) }),
    // "3 5", "3, 5" and "35" are the same.
    ...(reminderDays !== undefined && { reminderDays: (reminderDays.match(/[\p{L}\p{N}]/gu) ?? []).map(weekdayIn) }),
    pausedUntil: typeof pause === 'string' ? pause : undefined,
  });
  const whys = read.success ? [] : [reasons(read.error, given)];
  if (typeof pause === 'object') whys.push(`pausedUntil ${pause.why}`);
  const progress = readProgress(given, dates, now);
  if ('why' in progress) whys.push(progress.why);
  const agreed = consentOf(given, reading, now);
  if (agreed !== undefined && 'why' in agreed) whys.push(agreed.why);
  if (whys.length > 0 || !read.success || 'why' in progress || (agreed !== undefined && 'why' in agreed)) {
    return { why: whys.join('; ') };
  }
  const { email: address, weeksBetween: weeks = 1, pausedUntil, series, from, note, ...preferences } = read.data;
  return {
    address,
    ...nameIn(given, reading),
    preferences: Preferences.parse(preferences),
    ...(weeks > 1 && { weeksBetween: weeks }),
    ...(pausedUntil !== undefined && { pausedUntil }),
    ...(series !== undefined && { series }),
    ...(from !== undefined && { from }),
    ...(note !== undefined && { note }),
    progress,
    consent: agreed,
  };
}

/** A person is never lost for a name: one that cannot be used is dropped. */
function nameIn(
  { firstName, name = '' }: Row,
  { exactNames = false }: Reading,
): Pick<PersonInFile, 'firstName' | 'nameDropped'> {
  const given = firstName !== undefined && !exactNames ? firstNameIn(firstName) : firstName;
  const typed = given ?? firstNameOf(name);
  const read = FirstName.safeParse(typed);
  return read.success ? { firstName: read.data, nameDropped: false } : { firstName: '', nameDropped: true };
}

/** Consent by email is younger than this. */
const consentFrom = '1995-01-01T00:00:00Z';

/** All of the consent, or nothing: half of it proves nothing. What the command says of the whole file stands where a line says nothing. */
function consentOf(row: Row, reading: Reading, now: string): Consent | Refusal | undefined {
  const ofLine = [row.consentAt, row.consentText, row.consentSource].some((field) => field !== undefined);
  if (!ofLine && reading.consentText === undefined) return undefined;
  const typed = row.consentAt ?? row.agreedAt ?? reading.consentAt;
  if (!ofLine && typed === undefined) return undefined;
  const at = typed === undefined ? { why: 'is missing: when did they agree?' } : readInstant(typed, reading.dates);
  if (typeof at === 'object') return { why: `consentAt ${at.why}` };
  if (at > now) return { why: 'consentAt is in the future' };
  if (at < consentFrom) return { why: 'consentAt is before 1995' };
  const read = Consenting.safeParse({
    consentText: row.consentText ?? reading.consentText ?? '',
    consentSource:
      row.consentSource ?? reading.consentSource ?? (reading.consentText === undefined ? '' : reading.title),
  });
  if (!read.success) return { why: reasons(read.error, row) };
  return { at, textVersion: read.data.consentText, source: read.data.consentSource };
}

/** Each reason once, by column. */
function reasons({ issues }: z.ZodError, given: Row): string {
  const found = issues.map(({ path: [name], message }) => {
    const column = String(name) as Column;
    return `${column} ${(given[column] === undefined ? missing : words)[column] ?? message}`;
  });
  return [...new Set(found)].join('; ');
}
