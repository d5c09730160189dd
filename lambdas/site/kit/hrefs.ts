import { firstLanguage, pageLanguage, writtenLanguages } from '../../content/page-language.ts';
import { languages } from '../../core/time/words.ts';
import * as core from '../../core/mail/links.ts';

/** Addresses of pages in the language of the page that is being answered: `/es/help`. The first language has none before its paths. */

/** What an address begins with in a language. */
export function prefixOf(language: string): string {
  return language === firstLanguage() ? '' : `/${language}`;
}

/** What an address may begin with: emails that were sent while a language was offered keep their links when it no longer is. */
const everOffered: ReadonlySet<string | undefined> = new Set([...writtenLanguages, ...languages]);

/** The language in which an address asks to be answered, offered or not; undefined where it does not say. */
export function languageAt(path: string): string | undefined {
  const [, first] = path.split('/', 2);
  return everOffered.has(first) ? first : undefined;
}

/** A path without its language. */
export function withoutLanguage(path: string): string {
  const language = languageAt(path);
  return language === undefined ? path : path.slice(language.length + 1) || '/';
}

/**
 * A path in a language. Pages are in every one; pictures and what programs ask for are in none, and neither are the pages that end mail, whose reader is
 * known: only without a language does their path lead to their own function.
 */
export function inLanguageOf(path: string, language: string): string {
  return inNoLanguage.some((begin) => path.startsWith(begin)) ? path : `${prefixOf(language)}${path}`;
}

const { picture, asset, proof, robots, securityContact, api, unsubscribe } = core.links;
const inNoLanguage = [picture, asset, proof, robots, securityContact, api, unsubscribe].map(({ path }) =>
  path.replace(/[:*].*$/, ''),
);

/** The address of a page, without the origin; see the core. */
export function hrefOf<P extends string>(link: { path: P }, ...params: core.Params<P>): string {
  return inLanguageOf(core.hrefOf(link, ...params), pageLanguage());
}

/** The address of a page of a series; see the core. */
export const hrefIn: typeof core.hrefIn = (path, link, ...params) =>
  inLanguageOf(core.hrefIn(path, link, ...params), pageLanguage());
