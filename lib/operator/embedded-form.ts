import { hrefOf, links } from '../../lambdas/core/mail/links.ts';
import { trapName } from '../../lambdas/site/pages/sign-up/sign-up-form.ts';
import { tickWording } from '../../lambdas/core/person/consent-wordings.ts';

export interface EmbeddedForm {
  /** Origin of the service's site. */
  siteUrl: string;
  /** Its id. */
  series: string;
  /** Where people begin; they change it by the link in their first mail. */
  zone: string;
  lessonDay: number;
  sendTime: string;
  /** Where its people come from, as the operator names it. */
  from?: string | undefined;
}

/**
 * A sign-up form for any page: plain HTML, without script, style or a key, since it goes to the service's own site. What it does not ask is in it
 * already.
 */
export function embeddedForm({ siteUrl, series, zone, lessonDay, sendTime, from }: EmbeddedForm): string {
  return `<form method="post" action="${siteUrl}${hrefOf(links.signUp)}" accept-charset="utf-8">
  <p>
    <label for="weekwise-email">Email address</label>
    <input id="weekwise-email" name="email" type="email" autocomplete="email" required>
  </p>
  <p>
    <label for="weekwise-name">First name (if you like)</label>
    <input id="weekwise-name" name="firstName" autocomplete="given-name" maxlength="40">
  </p>
  <p>
    <input id="weekwise-consent" name="consent" type="checkbox" value="yes" required>
    <label for="weekwise-consent">${tickWording.text}</label>
    <a href="${siteUrl}${hrefOf(links.privacy)}">How your data is used</a>
  </p>
  <input type="hidden" name="series" value="${series}">
${from === undefined ? '' : `  <input type="hidden" name="from" value="${from}">\n`}  <input type="hidden" name="zone" value="${zone}">
  <input type="hidden" name="lessonDay" value="${lessonDay}">
  <input type="hidden" name="sendTime" value="${sendTime}">
  <input type="hidden" name="${trapName}" value="">
  <button type="submit">Sign up</button>
</form>`;
}
