import { Temporal } from 'temporal-polyfill';
import type { Address } from '../../../lambdas/core/person/address.ts';
import { isoInstant } from '../../../lambdas/core/time/calendar.ts';
import { LocalDate } from '../../../lambdas/core/sending/jobs.ts';
import { type Pace, Preferences, reminderDaysMax } from '../../../lambdas/core/person/preferences.ts';
import type { Consent } from '../../../lambdas/core/person/records.ts';
import { typedText } from '../../../lambdas/core/person/typed-text.ts';
import { SignUpInput, usualPreferences, weekdayIn } from '../../../lambdas/core/actions/sign-up-input.ts';
import * as z from 'zod';
import type { Column } from './choices.ts';

/** A line of a file, told in our columns. */
export type Row = Partial<Record<Column, string>>;

/** Somebody whom a file names. */
export interface PersonInFile {
  address: Address;
  firstName: string;
  preferences: Preferences;
  /** Weeks from lesson to lesson, where it is not one. */
  weeksBetween?: Pace;
  /** First local date on which mail goes out. */
  pausedUntil?: string;
  /** Id of the series that it names. */
  series?: string;
  /** Undefined where the file does not say that they agreed. */
  consent: Consent | undefined;
}

/** Why a line is not taken over. Never quotes the line: reasons are printed and kept. */
export interface Refusal {
  why: string;
}

const consent = {
  consentAt: z.iso.datetime({
    offset: true,
    error: 'must be an instant such as 2026-11-01T09:00:00Z: when did they agree?',
  }),
  consentText: typedText(300, { lines: 'one' }).refine(Boolean, 'must say which wording they agreed to'),
  consentSource: typedText(300, { lines: 'one' }).refine(Boolean, 'must say where they agreed'),
};

// What the file says of consent has an instant, and may be nothing; of branches it says nothing.
const { consentVersion: _version, consentSource: _source, branch: _branch, ...fields } = SignUpInput.in.shape;
const Person = z.object({
  ...fields,
  series: fields.series.optional(),
  pausedUntil: LocalDate.optional(),
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
  reminderDays: `must be up to ${reminderDaysMax} numbers from 1 for Monday to 7 for Sunday`,
};
const missing: Partial<Record<Column, string>> = {
  email: 'is missing',
  zone: 'is missing: give one for such people with --zone',
};

const Consenting = z.object(consent);

/** Reads a row; an empty field is one that is not there. */
export function readPerson(row: Row): PersonInFile | Refusal {
  // A file that tells who is active does not tell it of them.
  if (row.status === '') return { why: `status ${words.status}` };
  const given: Row = Object.fromEntries(Object.entries(row).filter(([, value]) => value !== ''));
  const { lessonDay, sendTime, reminderDays, reminderTime } = given;
  const read = Person.safeParse({
    ...usualPreferences,
    ...given,
    ...(lessonDay !== undefined && { lessonDay: weekdayIn(lessonDay) }),
    ...(sendTime !== undefined && { sendTime: clockTime(sendTime) }),
    ...(reminderTime !== undefined && { reminderTime: clockTime(reminderTime) }),
    ...(given.weeksBetween !== undefined && { weeksBetween: Number(given.weeksBetween) }),
    // "3 5", "3, 5" and "35" are the same.
    ...(reminderDays !== undefined && { reminderDays: (reminderDays.match(/[\p{L}\p{N}]/gu) ?? []).map(weekdayIn) }),
  });
  if (!read.success) return { why: reasons(read.error, given) };
  const agreed = consentOf(given);
  if (agreed !== undefined && 'why' in agreed) return agreed;
  const { email: address, firstName, weeksBetween = 1, pausedUntil, series, status: _, ...preferences } = read.data;
  return {
    address,
    firstName,
    preferences: Preferences.parse(preferences),
    ...(weeksBetween > 1 && { weeksBetween }),
    ...(pausedUntil !== undefined && { pausedUntil }),
    ...(series !== undefined && { series }),
    consent: agreed,
  };
}

/** Spreadsheets rewrite 07:00 as 7:00 and 07:00:00. */
function clockTime(text: string): string {
  return text.replace(/^(?=\d:)/, '0').replace(/^(\d\d:\d\d):00$/, '$1');
}

/** All of the consent, or nothing: half of it proves nothing. */
function consentOf(given: Row): Consent | Refusal | undefined {
  if (Object.keys(consent).every((column) => given[column as Column] === undefined)) return undefined;
  const read = Consenting.safeParse({ consentText: '', consentSource: '', ...given });
  if (!read.success) return { why: reasons(read.error, given) };
  const { consentAt, consentText, consentSource } = read.data;
  return { at: isoInstant(Temporal.Instant.from(consentAt)), textVersion: consentText, source: consentSource };
}

/** Each reason once, by column. */
function reasons({ issues }: z.ZodError, given: Row): string {
  const found = issues.map(({ path: [name], message }) => {
    const column = String(name) as Column;
    return `${column} ${(given[column] === undefined ? missing : words)[column] ?? message}`;
  });
  return [...new Set(found)].join('; ');
}
