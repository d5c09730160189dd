import { pathOfSeries } from '../mail/links.ts';
import { UnknownSeriesError, type Series } from './series.ts';

/** The series that a deployment offers. A person is in one of them at a time. */
export interface SeriesLibrary {
  /** In the operator's order. */
  all: readonly Series[];
  /** The one of the start page. */
  first: Series;
  /** Undefined when it is not offered. */
  find: (id: string) => Series | undefined;
  /** The one that a person, or a sign-up, is in. When it is offered no more, it has no lessons, and speaks with the mails of the first. */
  of: (who: { series: string }) => Series;
  /** What the addresses of its pages begin with: nothing for the first, which has the start page. */
  pathOf: (series: Pick<Series, 'id'>) => string;
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
  return {
    all,
    first,
    find,
    of: ({ series }) => find(series) ?? withdrawn(series, first),
    pathOf: ({ id }) => (id === first.id || find(id) === undefined ? '' : pathOfSeries(id)),
  };
}

function withdrawn(id: string, first: Series): Series {
  return { ...first, id, lessons: [], monthly: [], lookBack: [], branches: [], withdrawn: true };
}
