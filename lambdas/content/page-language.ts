import { AsyncLocalStorage } from 'node:async_hooks';
import { words } from '../../build/words.js';

/** The language in which the page that is being answered speaks. */

/** Languages of the site, the first one first, by BCP 47 tag. */
export const siteLanguages: readonly string[] = Object.keys(words);

/** Spoken where nothing says otherwise, and at addresses without a language. */
export const firstLanguage = siteLanguages[0]!;

const current = new AsyncLocalStorage<{ language: string }>();

/** Answers a page in a language. */
export function inLanguage<Answer>(language: string, answer: () => Answer): Answer {
  return current.run({ language: spokenFor(language) ?? firstLanguage }, answer);
}

/** Goes on in another language: a page behind a link is in that of its reader, who is known once the link was read. */
export function goOnIn(language: string): void {
  const page = current.getStore();
  if (page !== undefined) page.language = spokenFor(language) ?? firstLanguage;
}

/** The tag of the language that is spoken now; the first one outside a page. */
export function pageLanguage(): string {
  return current.getStore()?.language ?? firstLanguage;
}

/** The language of the site for a tag, "es" for "es-MX"; undefined where the site does not speak it. */
export function spokenFor(tag: string): string | undefined {
  const wanted = tag.toLowerCase();
  return (
    siteLanguages.find((one) => one.toLowerCase() === wanted) ??
    siteLanguages.find((one) => one.toLowerCase() === wanted.split('-')[0])
  );
}
