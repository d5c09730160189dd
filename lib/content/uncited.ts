import { templateName } from '../roots.ts';
import { SourcesFile } from '../templates/front-matter-schema.ts';
import { readYaml } from '../templates/front-matter.ts';
import type { Problem } from '../templates/source-location.ts';
import type { LoadedSources } from './workshop.ts';

/** Sources of a series' `sources.yaml` that none of its lessons cites: nobody would keep them true. */
export async function uncitedFindings({
  texts,
  lessons,
  series,
  folder,
}: Pick<LoadedSources, 'texts' | 'lessons' | 'series' | 'folder'>): Promise<Problem[]> {
  const found = series.map(async ({ id }) => {
    const path = `${templateName('series', id)}/`;
    if (!texts.some(({ file }) => file === `${path}sources.yaml`)) return [];
    const cited = new Set(
      lessons
        .filter(({ file }) => file.startsWith(path))
        .flatMap(({ value }) => value.sources.map(({ title }) => title)),
    );
    const { value, placeOf } = await readYaml(`series/${id}/sources.yaml`, SourcesFile, folder);
    return Object.entries(value).flatMap(([source, { title }]): Problem[] =>
      cited.has(title) ? [] : [{ ...placeOf([source]), message: `no lesson cites "${source}": cite it, or delete it` }],
    );
  });
  return (await Promise.all(found)).flat();
}
