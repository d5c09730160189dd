import { series } from '../content/series.ts';
import { seriesLibrary, type SeriesLibrary } from '../core/course/series-library.ts';

/**
 * Series that were compiled into this build.
 *
 * @throws UnknownSeriesError naming those that are there
 */
export function compiledSeries(ids: readonly string[]): SeriesLibrary {
  return seriesLibrary(ids, series);
}
