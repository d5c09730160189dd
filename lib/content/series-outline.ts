import { readBranches } from '../templates/compile-branches.ts';
import { readLessons } from '../templates/compile-lessons.ts';
import { readYaml } from '../templates/front-matter.ts';
import { SeriesFrontMatter } from '../templates/front-matter-schema.ts';
import { TemplateFolder } from '../templates/template-folder.ts';

/** What a series has, by id and in order. */
export interface SeriesOutline {
  id: string;
  title: string;
  lessons: string[];
  branches: string[];
}

/**
 * Every series under `templates/`, read and not compiled.
 *
 * @throws TemplateError when front matter is wrong
 */
export async function outlineSeries(projectRoot: string): Promise<SeriesOutline[]> {
  const folder = new TemplateFolder(projectRoot);
  const ids = await folder.list('series');
  return Promise.all(
    ids.map(async (id) => {
      const path = `series/${id}`;
      const { title } = (await readYaml(`${path}/series.yaml`, SeriesFrontMatter, folder)).value;
      const [lessons, branches] = [await readLessons(`${path}/lessons`, folder), await readBranches(path, folder)];
      return { id, title, lessons: lessons.map(({ value }) => value.id), branches: branches.map((one) => one.id) };
    }),
  );
}
