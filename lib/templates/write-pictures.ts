import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildIn } from '../roots.ts';
import { readEveryPicture } from './languages/translated-pictures.ts';
import { TemplateFolder } from './template-folder.ts';

/**
 * Draws every picture of every series into `build/pictures/`, and takes away what no series has any more. A picture that is there is left
 * alone: its name holds what it was drawn from.
 *
 * @returns names of the files that were drawn
 */
export async function writePictures(projectRoot: string): Promise<string[]> {
  const folder = new TemplateFolder(projectRoot);
  const to = buildIn(projectRoot, 'pictures');
  await mkdir(to, { recursive: true });
  const series = await folder.list('series');
  const pictures = (await Promise.all(series.map((id) => readEveryPicture(`series/${id}`, folder)))).flat();
  const there = new Set(await readdir(to));
  const missing = pictures.filter(({ file }) => !there.has(file));
  if (missing.length > 0) {
    const { rasterise } = await import('./rasterise.ts');
    for (const picture of missing) {
      // Two builds may run side by side: nobody sees half a picture.
      const draft = join(to, `.${picture.file}.${process.pid}`);
      await writeFile(draft, picture.file.endsWith('.svg') ? picture.svg : await rasterise(picture));
      await rename(draft, join(to, picture.file));
    }
  }
  const wanted = new Set(pictures.map(({ file }) => file));
  for (const name of there) if (!wanted.has(name) && !name.startsWith('.')) await rm(join(to, name), { force: true });
  return missing.map(({ file }) => file);
}
