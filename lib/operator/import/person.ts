import { Temporal } from 'temporal-polyfill';
import * as z from 'zod';
import { parseAddress, type Address } from '../../../lambdas/core/address.ts';
import { isoInstant } from '../../../lambdas/core/calendar.ts';
import { LocalDate } from '../../../lambdas/core/jobs.ts';
import { FirstName, Preferences } from '../../../lambdas/core/preferences.ts';
import type { Consent } from '../../../lambdas/core/records.ts';

/** What the columns of a file may be called; the first line names them. An export has the same. */
export const columns = [
  'email',
  'firstName',
  'zone',
  'lessonDay',
  'sendTime',
  'reminderDays',
  'pausedUntil',
  'series',
  'consentAt',
  'consentText',
  'consentSource',
  'status',
] as const;
export type Column = (typeof columns)[number];

/** A line of a file, told in our columns. */
export type Row = Partial<Record<Column, string>>;

/** Somebody whom a file names. */
export interface PersonInFile {
  address: Address;
  firstName: string;
  preferences: Preferences;
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

const weekday = z
  .string()
  .regex(/^[1-7]$/, 'must be 1 for Monday to 7 for Sunday')
  .transform(Number);

const consent = {
  consentAt: z.iso.datetime({
    offset: true,
    error: 'must be an instant such as 2026-11-01T09:00:00Z: when did they agree?',
  }),
  consentText: z.string().min(1, 'must say which wording they agreed to'),
  consentSource: z.string().min(1, 'must say where they agreed'),
};

const Person = z.object({
  email: z.string('is missing').transform((typed, context) => {
    const address = parseAddress(typed);
    if (typeof address !== 'string') return address;
    context.addIssue({ code: 'custom', message: 'is no e-mail address' });
    return z.NEVER;
  }),
  firstName: FirstName.default(''),
  zone: z.string('is missing: give one for such people with --zone'),
  lessonDay: weekday.default(1),
  sendTime: z.string().default('07:00'),
  reminderDays: z
    .string()
    .default('')
    .transform((text) => (text.match(/[1-7]/g) ?? []).map(Number)),
  pausedUntil: LocalDate.optional(),
  series: z.string().optional(),
  // Who left, bounced or complained elsewhere did so to their mail, not to a file.
  status: z.literal('active', 'is not active: only active people are taken over').default('active'),
});

const Consenting = z.object(consent);

/** Reads a row; an empty field is one that is not there. */
export function readPerson(row: Row): PersonInFile | Refusal {
  const given = Object.fromEntries(Object.entries(row).filter(([, value]) => value !== ''));
  const person = Person.safeParse(given);
  if (!person.success) return { why: reasons(person.error) };
  const { email: address, firstName, pausedUntil, series, status: _, ...wanted } = person.data;
  const preferences = Preferences.safeParse({ ...wanted, locale: 'en' });
  if (!preferences.success) return { why: reasons(preferences.error) };
  const agreed = consentOf(given);
  if (agreed !== undefined && 'why' in agreed) return agreed;
  return {
    address,
    firstName,
    preferences: preferences.data,
    ...(pausedUntil !== undefined && { pausedUntil }),
    ...(series !== undefined && { series }),
    consent: agreed,
  };
}

/** All of the consent, or nothing: half of it proves nothing. */
function consentOf(given: Row): Consent | Refusal | undefined {
  if (Object.keys(consent).every((column) => given[column as Column] === undefined)) return undefined;
  const read = Consenting.safeParse({ consentText: '', consentSource: '', ...given });
  if (!read.success) return { why: reasons(read.error) };
  const { consentAt, consentText, consentSource } = read.data;
  return { at: isoInstant(Temporal.Instant.from(consentAt)), textVersion: consentText, source: consentSource };
}

function reasons(error: z.ZodError): string {
  return error.issues.map(({ path, message }) => `${path.join('.')} ${message}`).join('; ');
}
