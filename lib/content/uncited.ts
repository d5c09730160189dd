import { templateName } from '../roots.ts';
import { SourcesFile } from '../templates/front-matter-schema.ts';
import { readFrontMatter } from '../templates/front-matter.ts';
import type { Problem } from '../templates/source-location.ts';
import type { LoadedSources } from './workshop.ts';

/** Sources of a series' `sources.yaml` that none of its lessons cites: nobody would keep them true. */
export function uncitedFindings({
  texts,
  lessons,
  series,
}: Pick<LoadedSources, 'texts' | 'lessons' | 'series'>): Problem[] {
  return series.flatMap(({ id }) => {
    const folder = `${templateName('series', id)}/`;
    const own = texts.find(({ file }) => file === `${folder}sources.yaml`);
    if (own === undefined) return [];
    const cited = new Set(
      lessons
        .filter(({ file }) => file.startsWith(folder))
        .flatMap(({ value }) => value.sources.map(({ title }) => title)),
    );
    const yaml = own.lines.map(({ text }) => text).join('\n');
    const { value, placeOf } = readFrontMatter(yaml, SourcesFile, { file: own.file, line: 1 });
    return Object.entries(value).flatMap(([source, { title }]): Problem[] =>
      cited.has(title) ? [] : [{ ...placeOf([source]), message: `no lesson cites "${source}": cite it, or delete it` }],
    );
  });
}
