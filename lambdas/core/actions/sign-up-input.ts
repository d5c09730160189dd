import * as z from 'zod';
import { EmailAddress } from '../person/address.ts';
import { cameFrom } from '../person/came-from.ts';
import { FirstName, Pace, Preferences } from '../person/preferences.ts';

/*
 * What people give to sign up, checked in one place. The form, the API and the import of files each turn what they get into these fields, and refer
 * to them by these names when something is wrong. The messages are for the person who signs up; the import has its own, for operators.
 */

/** What a new form shows, and what an imported person gets where the file says nothing. */
export const usualPreferences: Omit<Preferences, 'zone'> = {
  lessonDay: 1,
  sendTime: '07:00',
  reminderDays: [],
  locale: 'en',
};

const { reminderDays, locale, ...preferences } = Preferences.in.shape;
const scheduleFields = {
  firstName: FirstName.default(''),
  ...preferences,
  reminderDays: reminderDays.default([]),
  weeksBetween: Pace.optional(),
  locale: locale.default(usualPreferences.locale),
};

/** The part that people can change in their settings. Nothing said of the pace leaves it as it is: of a new course it is one lesson a week. */
export const Schedule = z.object(scheduleFields).transform(scheduleOf);
export type Schedule = z.output<typeof Schedule>;

/** Whoever chooses a branch says something about their health. */
const branchNeedsConsent =
  'A branch says something about a person’s health. Name the wording by which they agreed that it is stored, or leave the branch out.';

export const SignUpInput = z
  .object({
    email: EmailAddress,
    ...scheduleFields,
    series: z.string(),
    branch: z.string().optional(),
    /** Where they came from. A name that cannot be used is none. */
    from: z.string().optional().transform(cameFrom),
    /** Names the wording that the person agreed to. */
    consentVersion: z
      .string()
      .regex(/^[A-Za-z0-9._-]{1,64}$/, 'Use 1 to 64 letters of a–z, digits, dots, hyphens and underscores.'),
    /** Names the wording by which the person agreed that data about their health is stored. */
    healthConsentVersion: z.string().min(1).max(64).optional(),
    /** Where they agreed. */
    consentSource: z.string().min(1),
  })
  .refine(({ branch, healthConsentVersion }) => branch === undefined || healthConsentVersion !== undefined, {
    path: ['healthConsentVersion'],
    message: branchNeedsConsent,
  })
  .transform(
    ({ email: address, series, branch, from, consentVersion, healthConsentVersion, consentSource, ...schedule }) => ({
      address,
      ...startOf(scheduleOf(schedule)),
      series,
      ...(branch !== undefined && { branch }),
      ...(from !== undefined && { from }),
      consent: { textVersion: consentVersion, source: consentSource },
      ...(healthConsentVersion !== undefined && {
        healthConsent: { textVersion: healthConsentVersion, source: consentSource },
      }),
    }),
  );
export type SignUpInput = z.output<typeof SignUpInput>;

/** One lesson a week is what is meant where nothing is stored. */
function startOf({ weeksBetween = 1, ...schedule }: Schedule) {
  return { ...schedule, ...(weeksBetween > 1 && { weeksBetween }) };
}

function scheduleOf({ firstName, weeksBetween, ...chosen }: z.output<z.ZodObject<typeof scheduleFields>>) {
  return { firstName, preferences: Preferences.parse(chosen), ...(weeksBetween !== undefined && { weeksBetween }) };
}

/** The number in a weekday's text, "1" to "7"; NaN for other texts, which the schemas refuse. */
export function weekdayIn(text: string): number {
  return /^[1-7]$/.test(text) ? Number(text) : NaN;
}
