import type { Series } from '../../lambdas/core/course/series.ts';
import type { SeriesLibrary } from '../../lambdas/core/course/series-library.ts';
import { OperatorError } from './operator-error.ts';

/**
 * The series that the operator names; the first one where they name none.
 *
 * @throws OperatorError naming those that there are
 */
export function seriesNamed(id: string | undefined, library: SeriesLibrary): Series {
  if (id === undefined) return library.first;
  const found = library.find(id);
  if (found !== undefined) return found;
  throw new OperatorError(
    `This service offers no series ${id}. There are ${library.all.map((one) => one.id).join(', ')}.`,
    { code: 'not-found' },
  );
}
