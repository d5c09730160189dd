import type { Agreement } from '../../core/actions/health-consent.ts';
import { healthWordingSent } from '../../core/person/consent-wordings.ts';
import type { Form } from './forms.ts';

/**
 * That the box of the consent to health data was ticked in a form, and which words stood beside it then: a page may have been open since before they
 * changed. Undefined where it was not ticked.
 *
 * @param source - the form, as consents name it
 */
export function agreementIn(form: Form, source: string): Agreement | undefined {
  const textVersion = healthWordingSent(form.one('health'));
  return textVersion === undefined ? undefined : { textVersion, source };
}
