import type { Context } from 'hono';
import { goOnIn, pageLanguage, spokenFor } from '../../content/page-language.ts';
import { links } from '../../core/mail/links.ts';
import { seriesIn, type SeriesLibrary } from '../../core/course/series-library.ts';
import { languageAt, withoutLanguage } from './hrefs.ts';

/** Which language a page is answered in: the reader's, once a link says who reads; before that the one in the address; else the first. */

/**
 * The language of a request before anybody is known. What a browser asks for counts only at pages of links in emails without a language: those are in no
 * cache, and their reader may not be found, as by a link that expired.
 *
 * @param offered - languages of the site, the first one first
 * @returns one of them; undefined where nothing asks for any of them
 */
export function languageAsked({ req }: Context, offered: readonly string[]): string | undefined {
  const { pathname } = new URL(req.url);
  const inAddress = languageAt(pathname);
  if (inAddress !== undefined && offered.includes(inAddress)) return inAddress;
  return isOfLink(withoutLanguage(pathname)) ? preferred(req.header('Accept-Language') ?? '', offered) : undefined;
}

/** Goes on in the language of somebody whom a page found. */
export function speakTo(reader: { preferences: { locale: string } } | undefined): void {
  if (reader !== undefined) goOnIn(reader.preferences.locale);
}

const ofLinks = new Set(
  Object.values(links).flatMap((link) => ('purpose' in link ? [link.path.split('/', 2)[1]] : [])),
);

function isOfLink(path: string): boolean {
  const [, first, token] = path.split('/', 3);
  return ofLinks.has(first) && token !== undefined && token !== '';
}

/** The language of these that a header asks for first (RFC 9110 §12.5.4); undefined where it asks for none of them. */
export function preferred(header: string, offered: readonly string[]): string | undefined {
  const asked = header
    .split(',', 20)
    .map((item) => {
      const [tag = '', ...parameters] = item.split(';').map((part) => part.trim());
      const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
      return { tag, quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ tag, quality }) => tag !== '' && quality > 0)
    .toSorted((one, other) => other.quality - one.quality);
  return asked.map(({ tag }) => spokenFor(tag, offered)).find((language) => language !== undefined);
}

/** The series as the page that is being answered speaks of them. A person's own is in their language. */
export function spokenLibrary(library: SeriesLibrary): SeriesLibrary {
  return {
    ...library,
    get all() {
      return library.all.map((series) => seriesIn(series, pageLanguage()));
    },
    get first() {
      return seriesIn(library.first, pageLanguage());
    },
    find: (id) => {
      const found = library.find(id);
      return found && seriesIn(found, pageLanguage());
    },
  };
}
