import { healthWordingSent, wordingSent } from '../../../core/person/consent-wordings.ts';
import { cameFrom } from '../../../core/person/came-from.ts';
import { parseAddress } from '../../../core/person/address.ts';
import { meantAddress } from '../../../core/person/address-suggestion.ts';
import { pageLanguage } from '../../../content/page-language.ts';
import { words } from '../../../content/words.ts';
import { branchIn, type Series } from '../../../core/course/series.ts';
import { SignUpInput } from '../../../core/actions/sign-up-input.ts';
import type { Form } from '../../kit/forms.ts';
import type { Errors } from '../../kit/field.tsx';
import {
  errorsOf,
  scheduleStart,
  scheduleTyped,
  scheduleValues,
  type ScheduleTyped,
} from '../settings/schedule-form.ts';

/** The field that people never see, and programs fill in. */
export const trapName = 'leave-empty';

export interface SignUpTyped extends ScheduleTyped {
  email: string;
  /** A branch's id, or nothing. */
  branch: string;
  /** Where they came from; '' for nowhere that anybody named. */
  from: string;
  /** Which wording they agreed to of storing data about their health; '' for none. */
  health: string;
  /** Which wording they agreed to; '' for none. */
  consent: string;
  /** An address that was asked about, and is meant as it was typed. */
  asTyped: string;
}

export const signUpStart: SignUpTyped = {
  ...scheduleStart,
  email: '',
  branch: '',
  from: '',
  health: '',
  consent: '',
  asTyped: '',
};

export function signUpTyped(form: Form): SignUpTyped {
  // The page is in the language that they read, so the form does not ask.
  return {
    ...scheduleTyped(form),
    locale: pageLanguage(),
    email: form.one('email'),
    branch: form.one('branch'),
    from: cameFrom(form.one('from')) ?? '',
    health: healthWordingSent(form.one('health')) ?? '',
    consent: wordingSent(form.one('consent')) ?? '',
    asTyped: form.one('asTyped'),
  };
}

/** The same, to be sent once more as it was: what is empty is left out. */
export function signUpSent({ reminderDays, ...typed }: SignUpTyped): [name: string, value: string][] {
  return [
    ...Object.entries<string>(typed),
    ...reminderDays.map((day): [string, string] => ['reminderDays', day]),
  ].filter(([, value]) => value !== '');
}

/** What somebody probably meant whose address looks like a slip, unless they were asked already. */
export function meantInstead({ email, asTyped }: Pick<SignUpTyped, 'email' | 'asTyped'>): string | undefined {
  const address = parseAddress(email);
  return typeof address === 'string' || email === asTyped ? undefined : meantAddress(address.mailbox);
}

/** Reads a sign-up for a series, or says what is wrong with which field, in the order of the form. A branch that the series does not have is none. */
export function readSignUp(typed: SignUpTyped, series: Series): { input: SignUpInput } | { errors: Errors } {
  const branch = branchIn(series, typed.branch);
  const notAgreed = branch !== undefined && typed.health === '';
  const parsed = SignUpInput.safeParse({
    ...scheduleValues(typed),
    email: typed.email,
    series: series.id,
    branch: notAgreed ? undefined : branch,
    from: typed.from,
    consentVersion: typed.consent === '' ? undefined : typed.consent,
    healthConsentVersion: typed.health === '' ? undefined : typed.health,
    consentSource: 'landing-form',
  });
  if (parsed.success && !notAgreed) return { input: parsed.data };
  const { consentVersion: notTicked, ...errors } = parsed.success ? {} : errorsOf(parsed.error);
  return {
    errors: {
      ...errors,
      ...(notAgreed && { health: words.branch.notAgreed }),
      ...(notTicked !== undefined && {
        consent: words.landing.ask.noConsent,
      }),
    },
  };
}
