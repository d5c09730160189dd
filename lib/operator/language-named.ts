import type { Series } from '../../lambdas/core/course/series.ts';
import type { SeriesLibrary } from '../../lambdas/core/course/series-library.ts';
import { spokenFor } from '../../lambdas/content/page-language.ts';
import { OperatorError } from './operator-error.ts';

/**
 * The language of a series that the operator names; its first one where they name none.
 *
 * @param tag - BCP 47; "es-MX" is "es"
 * @returns a language of the site
 * @throws OperatorError naming those in which the series is offered
 */
export function languageNamed(tag: string | undefined, series: Series, library: SeriesLibrary): string {
  const offered = languagesOf(series, library);
  const found = tag === undefined ? offered[0] : spokenFor(tag, offered);
  if (found !== undefined) return found;
  throw new OperatorError(`The series ${series.id} is not offered in ${tag}, only in ${offered.join(', ')}.`, {
    code: 'not-found',
  });
}

/** Languages in which somebody can sign up for a series, its first one first. A language without words of the site is not among them. */
function languagesOf({ siteLanguage, languages = {} }: Series, { languages: spoken }: SeriesLibrary): string[] {
  const own = [siteLanguage, ...Object.keys(languages)].filter((tag) => spoken.includes(tag));
  return own.length === 0 ? spoken.slice(0, 1) : own;
}
