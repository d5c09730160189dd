import { pathOfSeries } from '../mail/links.ts';
import { languages as speakable, usualLanguage } from '../time/words.ts';
import { UnknownSeriesError, type Series } from './series.ts';

/** Which series, and in which language: without preferences in its first one. */
interface Spoken {
  series: string;
  preferences?: { locale: string };
}

/** The series that a deployment offers. A person is in one of them at a time. */
export interface SeriesLibrary {
  /** In the operator's order. */
  all: readonly Series[];
  /** The one of the start page. */
  first: Series;
  /** Undefined when it is not offered. */
  find: (id: string) => Series | undefined;
  /** The one that a person, or a sign-up, is in. When it is offered no more, it has no lessons, and speaks with the mails of the first. */
  of: (who: Spoken) => Series;
  /** The same in the language of its lessons, where that is not theirs: what stands around a lesson is in the language of the lesson. */
  withLessonsOf: (who: Spoken) => Series;
  /** What the addresses of its pages begin with: nothing for the first, which has the start page. */
  pathOf: (series: Pick<Series, 'id'>) => string;
  /** Languages of the site by BCP 47 tag: those that a series is in, the first one's own first. It is spoken at addresses without a language. */
  languages: readonly string[];
  /** What addresses of the site begin with for readers of a series in one of its languages: '/es'; nothing in the first language of the site. */
  sitePathFor: (series: Pick<Series, 'siteLanguage'>) => string;
}

/**
 * The library of the series with these ids.
 *
 * @throws UnknownSeriesError naming those that are there
 */
export function seriesLibrary(ids: readonly string[], there: readonly Series[]): SeriesLibrary {
  const all = ids.map((id) => {
    const found = there.find((one) => one.id === id);
    if (found !== undefined) return found;
    throw new UnknownSeriesError(
      `There is no series "${id}": this build has ${there.map((one) => one.id).join(', ')}.`,
    );
  });
  const [first] = all;
  if (first === undefined)
    throw new UnknownSeriesError('No series is named: npx weekwise new-series tea-breaks makes one.');
  const find = (wanted: string) => all.find(({ id }) => id === wanted);
  const inLanguage = ({ series: id, preferences }: Spoken) => {
    const found = find(id);
    const locale = preferences?.locale;
    return found === undefined ? withdrawn(id, seriesIn(first, locale)) : seriesIn(found, locale);
  };
  const languages = languagesOf(all);
  return {
    all,
    first,
    find,
    of: (who) => inLanguage(who),
    withLessonsOf: (who) => {
      const own = inLanguage(who);
      return own.lessonLanguage === undefined ? own : inLanguage({ series: who.series });
    },
    pathOf: ({ id }) => (id === first.id || find(id) === undefined ? '' : pathOfSeries(id)),
    languages,
    sitePathFor: ({ siteLanguage }) => (languages.indexOf(siteLanguage) > 0 ? `/${siteLanguage}` : ''),
  };
}

/** Nobody can choose a language in which no date can be said. */
function languagesOf(all: readonly Series[]): readonly string[] {
  const told = all.flatMap(({ siteLanguage, languages = {} }) => [siteLanguage, ...Object.keys(languages)]);
  const known = [...new Set(told)].filter((tag) => speakable.some((one) => one === tag));
  return known.length === 0 ? [usualLanguage] : known;
}

/** A series in a language; in its first one where it does not have that, as for a person whose language was withdrawn. */
export function seriesIn(series: Series, locale = series.language): Series {
  const languages = series.languages ?? {};
  const tag = [locale, locale.split('-')[0]!].find((one) => Object.hasOwn(languages, one));
  return tag === undefined ? series : languages[tag]!();
}

function withdrawn(id: string, first: Series): Series {
  return { ...first, id, lessons: [], monthly: [], lookBack: [], branches: [], withdrawn: true };
}
