import type { Context } from 'hono';
import type { Series } from '../../../lambdas/core/course/series.ts';
import type { SeriesLibrary } from '../../../lambdas/core/course/series-library.ts';
import { consolePath } from '../../console/section.ts';
import type { ServiceConnection } from '../connection.ts';

/** The series that a page is asked for; the first where none is. */
export function seriesOf(context: Context, { series }: Pick<ServiceConnection, 'series'>): Series {
  return series.find(context.req.query('series') ?? '') ?? series.first;
}

interface SeriesChoiceProps {
  /** The page that shows one series, below the console's path. */
  path: string;
  library: SeriesLibrary;
  chosen: Series;
}

/** Links to the same page for each series; nothing where there is one. */
export function SeriesChoice({ path, library, chosen }: SeriesChoiceProps) {
  if (library.all.length < 2) return <></>;
  return (
    <nav class="series" aria-label="Series">
      <ul>
        {library.all.map(({ id, title }) => (
          <li>
            <a href={`${consolePath}${path}?series=${id}`} aria-current={id === chosen.id ? 'true' : undefined}>
              {title}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
