import { html } from 'hono/html';
import { inLanguage } from '../../lambdas/content/page-language.ts';
import { words } from '../../lambdas/content/words.ts';
import type { Series } from '../../lambdas/core/course/series.ts';
import { seriesIn, type SeriesLibrary } from '../../lambdas/core/course/series-library.ts';
import { links } from '../../lambdas/core/mail/links.ts';
import { hrefOf } from '../../lambdas/site/kit/hrefs.ts';
import { presentWording } from '../../lambdas/site/kit/spoken.ts';
import { lessonsIn } from '../../lambdas/site/kit/lessons-in.tsx';
import { trapName } from '../../lambdas/site/pages/sign-up/sign-up-form.ts';

export interface EmbeddedForm {
  /** Origin of the service's site. */
  siteUrl: string;
  /** In its first language. */
  series: Series;
  library: Pick<SeriesLibrary, 'languages'>;
  /** Of its words, and of the emails and pages of people who sign up by it. One of the library's. */
  language: string;
  /** Where people begin; they change it by the link in their first mail. */
  zone: string;
  lessonDay: number;
  sendTime: string;
  /** Where its people come from, as the operator names it. */
  from?: string | undefined;
}

/**
 * A sign-up form for any page: plain HTML, without script, style or a key, since it goes to the service's own site. What it does not ask is in it
 * already. Its words are those of the start page in that language, and it sends which of them were agreed to.
 */
export function embeddedForm({ library, language, ...wanted }: EmbeddedForm): string {
  const series = seriesIn(wanted.series, language);
  return inLanguage(library.languages, language, () => formIn(language, { ...wanted, series }));
}

function formIn(
  language: string,
  { siteUrl, series, zone, lessonDay, sendTime, from }: Omit<EmbeddedForm, 'library' | 'language'>,
): string {
  const { ask } = words.landing;
  const consent = presentWording('emails');
  const privacy = (linked: string) => html`<a href="${siteUrl}${hrefOf(links.privacy)}">${linked}</a>`;
  const notes = [lessonsIn(series), ask.first, consent.text, ask.free({ data: privacy })];
  const kept = { series: series.id, from, zone, lessonDay, sendTime, consent: consent.version, [trapName]: '' };
  const inner = [
    ...field(
      html`<label for="weekwise-email">${ask.email}</label>`,
      html`<input id="weekwise-email" name="email" type="email" autocomplete="email" required />`,
    ),
    ...field(
      html`<label for="weekwise-name">${words.fields.firstName}</label>`,
      html`<input id="weekwise-name" name="firstName" autocomplete="given-name" maxlength="40" />`,
    ),
    ...notes.filter((note) => note !== undefined).map((note) => html`<p>${note}</p>`),
    ...Object.entries(kept)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`),
    html`<button type="submit">${ask.button}</button>`,
  ];
  return [
    html`<form method="post" action="${siteUrl}${hrefOf(links.signUp)}" accept-charset="utf-8" lang="${language}">`,
    ...inner.map(indented),
    '</form>',
  ]
    .map(String)
    .join('\n');
}

function field(...lines: readonly unknown[]): string[] {
  return ['<p>', ...lines.map(indented), '</p>'];
}

function indented(line: unknown): string {
  return `  ${String(line)}`;
}
