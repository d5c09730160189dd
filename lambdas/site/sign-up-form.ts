import { branchIn, type Series } from '../core/series.ts';
import { SignUpInput } from '../core/sign-up-input.ts';
import type { Form } from './forms.ts';
import type { Errors } from './parts/field.tsx';
import { errorsOf, scheduleStart, scheduleTyped, scheduleValues, type ScheduleTyped } from './schedule-form.ts';

/** What people agree to. A new wording is a new version: consent records name the one that was shown. */
export const consentWording = {
  version: '2026-11',
  text: 'Yes, please send me the weekly lessons, and the reminders if I chose any. I have read how my data is used, and I can stop at any time by the link in every e-mail.',
} as const;

/** The field that people never see, and programs fill in. */
export const trapName = 'leave-empty';

export interface SignUpTyped extends ScheduleTyped {
  email: string;
  /** A branch's id, or nothing. */
  branch: string;
  consent: boolean;
}

export const signUpStart: SignUpTyped = { ...scheduleStart, email: '', branch: '', consent: false };

export function signUpTyped(form: Form): SignUpTyped {
  // English is the only language there is to sign up for, so the form does not ask.
  return {
    ...scheduleTyped(form),
    locale: scheduleStart.locale,
    email: form.one('email'),
    branch: form.one('branch'),
    consent: form.one('consent') === 'yes',
  };
}

/** Reads a sign-up for a series, or says what is wrong with which field, in the order of the form. A branch that the series does not have is none. */
export function readSignUp(typed: SignUpTyped, series: Series): { input: SignUpInput } | { errors: Errors } {
  const parsed = SignUpInput.safeParse({
    ...scheduleValues(typed),
    email: typed.email,
    series: series.id,
    branch: branchIn(series, typed.branch),
    consentVersion: typed.consent ? consentWording.version : undefined,
    consentSource: 'landing-form',
  });
  if (parsed.success) return { input: parsed.data };
  const { consentVersion: notTicked, ...errors } = errorsOf(parsed.error);
  return {
    errors: {
      ...errors,
      ...(notTicked !== undefined && {
        consent: 'Tick the box if you want our e-mails: we only write to people who do.',
      }),
    },
  };
}
