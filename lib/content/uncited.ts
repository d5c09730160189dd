import { SourcesFile } from '../templates/front-matter-schema.ts';
import { readFrontMatter } from '../templates/front-matter.ts';
import type { Problem } from '../templates/source-location.ts';
import type { LoadedSources } from './workshop.ts';

/** Sources of a series' `sources.yaml` that none of its lessons cites: nobody would keep them true. */
export function uncitedFindings({ texts, lessons }: Pick<LoadedSources, 'texts' | 'lessons'>): Problem[] {
  return texts
    .filter(({ file }) => file.endsWith('/sources.yaml'))
    .flatMap(({ file, lines }) => {
      const folder = file.slice(0, -'sources.yaml'.length);
      const cited = new Set(
        lessons
          .filter((lesson) => lesson.file.startsWith(folder))
          .flatMap(({ value }) => value.sources.map(({ title }) => title)),
      );
      const yaml = lines.map(({ text }) => text).join('\n');
      const { value, placeOf } = readFrontMatter(yaml, SourcesFile, { file, line: 1 });
      return Object.entries(value).flatMap(([id, { title }]): Problem[] =>
        cited.has(title) ? [] : [{ ...placeOf([id]), message: `no lesson cites "${id}": cite it, or delete it` }],
      );
    });
}
