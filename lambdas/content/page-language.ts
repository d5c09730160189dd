import { AsyncLocalStorage } from 'node:async_hooks';
import { words } from '../../build/words.js';

/** The language in which the page that is being answered speaks, and which others there are. */

/** Languages that this build has words in, by BCP 47 tag. */
export const writtenLanguages: readonly string[] = Object.keys(words);

interface Speaking {
  language: string;
  /** Those of the site, the first one first. */
  offered: readonly string[];
}

const current = new AsyncLocalStorage<Speaking>();

/**
 * Answers a page.
 *
 * @param offered - languages of the site, the first one first
 * @param language - the one to answer in; the first one where it is not among them
 */
export function inLanguage<Answer>(
  offered: readonly string[],
  language: string | undefined,
  answer: () => Answer,
): Answer {
  return current.run({ offered, language: spokenFor(language ?? '', offered) ?? firstOf(offered) }, answer);
}

/** Goes on in another language: a page behind a link is in that of its reader, who is known once the link was read. */
export function goOnIn(language: string): void {
  const page = current.getStore();
  if (page !== undefined) page.language = spokenFor(language, page.offered) ?? firstOf(page.offered);
}

/** Languages of the site, the first one first; outside a page all that the build has words in. */
export function siteLanguages(): readonly string[] {
  return current.getStore()?.offered ?? writtenLanguages;
}

/** Spoken where nothing says otherwise, and at addresses without a language. */
export function firstLanguage(): string {
  return firstOf(siteLanguages());
}

/** The tag of the language that is spoken now; the first one outside a page. */
export function pageLanguage(): string {
  return current.getStore()?.language ?? firstLanguage();
}

/** The language of the site for a tag, "es" for "es-MX"; undefined where the site does not speak it. */
export function spokenFor(tag: string, offered = siteLanguages()): string | undefined {
  const wanted = tag.toLowerCase();
  return (
    offered.find((one) => one.toLowerCase() === wanted) ??
    offered.find((one) => one.toLowerCase() === wanted.split('-')[0])
  );
}

function firstOf(offered: readonly string[]): string {
  return offered[0] ?? writtenLanguages[0]!;
}
