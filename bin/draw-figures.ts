import { writeFile } from 'node:fs/promises';
import { drawings } from '../lib/figures/drawings.ts';
import { svg } from '../lib/figures/shapes.ts';
import { roots } from '../lib/roots.ts';

/** Writes the pictures that show a movement into the course's `pictures/`, from the poses in lib/figures/drawings/. */
const folder = `${roots.project}/templates/series/stress-and-back-pain/pictures`;
for (const { name, title, size, shapes } of drawings) {
  await writeFile(`${folder}/${name}.svg`, svg(title, size, shapes));
}
