import type { SignUpRequest } from '../core/sign-up.ts';
import { readAddress } from './address-words.ts';
import type { Form } from './forms.ts';
import type { Errors } from './parts/field.tsx';
import { readSchedule, scheduleStart, scheduleTyped, type ScheduleTyped } from './schedule-form.ts';

/** What people agree to. A new wording is a new version: consent records name the one that was shown. */
export const consentWording = {
  version: '2026-11',
  text: 'Yes, please send me the weekly lessons, and the reminders if I chose any. I have read how my data is used, and I can stop at any time by the link in every e-mail.',
} as const;

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
    locale: 'en',
    email: form.one('email'),
    branch: form.one('branch'),
    consent: form.one('consent') === 'yes',
  };
}

/** Reads a sign-up, or says what is wrong with which field, in the order of the form. */
export function readSignUp(typed: SignUpTyped): { request: Omit<SignUpRequest, 'series'> } | { errors: Errors } {
  const address = readAddress(typed.email);
  const schedule = readSchedule(typed);
  if ('address' in address && 'schedule' in schedule && typed.consent) {
    const consent = { textVersion: consentWording.version, source: 'landing-form' };
    return { request: { address: address.address, ...schedule.schedule, consent } };
  }
  return {
    errors: {
      ...('error' in address && { email: address.error }),
      ...('errors' in schedule && schedule.errors),
      ...(!typed.consent && { consent: 'Tick the box if you want our e-mails: we only write to people who do.' }),
    },
  };
}
