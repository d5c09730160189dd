import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { buildIn } from '../roots.ts';
import { codeOf } from './code-of.ts';
import type { Picture } from './pictures.ts';
import { projectMemory, type Kind } from './remembered.ts';
import { TemplateFolder } from './template-folder.ts';
import { rememberedOf } from './templates-state.ts';

const names: Kind<string[]> = {
  name: 'names of pictures',
  code: () => codeOf('lib/templates/write-pictures.ts'),
  shape: z.array(z.string()),
};

/**
 * Draws every picture of every series into `build/pictures/`, and takes away what no series has any more. A picture that is there is left
 * alone: its name holds what it was drawn from.
 *
 * @returns names of the files that were drawn
 */
export async function writePictures(projectRoot: string): Promise<string[]> {
  const to = buildIn(projectRoot, 'pictures');
  await mkdir(to, { recursive: true });
  const wanted = await rememberedOf(projectRoot, projectMemory, names, {}, async () =>
    (await readPictures(projectRoot)).map(({ file }) => file),
  );
  const there = await readdir(to);
  const missing = wanted.filter((file) => !there.includes(file));
  if (missing.length > 0) {
    const { rasterise } = await import('./rasterise.ts');
    for (const picture of await readPictures(projectRoot)) {
      if (there.includes(picture.file)) continue;
      // Two builds may run side by side: nobody sees half a picture.
      const draft = join(to, `.${picture.file}.${process.pid}`);
      await writeFile(draft, picture.file.endsWith('.svg') ? picture.svg : await rasterise(picture));
      await rename(draft, join(to, picture.file));
    }
  }
  for (const name of there)
    if (!wanted.includes(name) && !name.startsWith('.')) await rm(join(to, name), { force: true });
  return missing;
}

async function readPictures(projectRoot: string): Promise<Picture[]> {
  // Here, not above: most builds draw nothing.
  const { readEveryPicture } = await import('./languages/translated-pictures.ts');
  const folder = new TemplateFolder(projectRoot);
  const series = await folder.list('series');
  return (await Promise.all(series.map((id) => readEveryPicture(`series/${id}`, folder)))).flat();
}
