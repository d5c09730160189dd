import type { Series } from '../../../lambdas/core/course/series.ts';
import type { SeriesLibrary } from '../../../lambdas/core/course/series-library.ts';

interface SeriesChoiceProps {
  /** The page that shows one series. */
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
            <a href={`${path}?series=${id}`} aria-current={id === chosen.id ? 'true' : undefined}>
              {title}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
