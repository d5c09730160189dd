import { series } from '../../build/templates.js';
import { UnknownSeriesError, type Series } from '../core/series.ts';

/**
 * A series that was compiled into this build.
 *
 * @throws UnknownSeriesError naming the series that are there
 */
export function seriesById(id: string): Series {
  const found = series.find((one) => one.id === id);
  if (found === undefined)
    throw new UnknownSeriesError(
      `There is no series "${id}": this build has ${series.map((one) => one.id).join(', ')}.`,
    );
  return found;
}
