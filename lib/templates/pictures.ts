import { createHash } from 'node:crypto';
import type { ShownPicture } from '../../lambdas/core/course/series.ts';
import type { Slots } from './compose.ts';
import { escaped } from './escaped.ts';
import { reject } from './source-location.ts';
import type { TemplateFolder } from './template-folder.ts';

/**
 * A drawing of a series: an illustration of the lesson it is named after, a diagram that a lesson shows where it explains, or a moving twin of a
 * diagram. `file` changes with the drawing, so that mail programs and browsers may keep a copy for ever; it is a PNG of twice the pixels, or, if
 * it moves, an SVG.
 */
export interface Picture extends ShownPicture {
  name: string;
  svg: string;
}

export const diagramEnding = '.diagram';
export const movingEnding = '.move';

/** What resvg draws, and nothing that reaches out or runs. */
const forbidden = /<(script|foreignObject|image|use|style|a)\b|\son\w+=|url\((?!#)|href=/;

/** The pictures of a series: SVG files under `pictures/`. `path` is the folder of the series. */
export async function readPictures(path: string, folder: TemplateFolder): Promise<Picture[]> {
  const own = `${path}/pictures`;
  const names = (await folder.list(own)).filter((name) => name.endsWith('.svg'));
  return Promise.all(names.map((name) => readPicture(`${own}/${name}`, name.slice(0, -4), folder)));
}

async function readPicture(path: string, name: string, folder: TemplateFolder): Promise<Picture> {
  const svg = await folder.read(path);
  const place = { file: folder.name(path), line: 1 };
  const alt = /<title>([^<]+)<\/title>/.exec(svg)?.[1]?.trim();
  if (alt === undefined) reject(place, 'a picture needs a <title>: it is read to people who do not see it');
  if (alt.length > 160) reject(place, `the <title> is read aloud: at most 160 characters, not ${alt.length}`);
  const size = /viewBox="0 0 (\d+) (\d+)"/.exec(svg);
  if (size === null) reject(place, 'a picture needs viewBox="0 0 <width> <height>" in whole pixels');
  const found = forbidden.exec(svg)?.[0];
  if (found !== undefined) reject(place, `"${found}" has no place in a picture`);
  return { name, svg, alt, width: Number(size[1]), height: Number(size[2]), file: fileOf(name, svg) };
}

/** The name of the file that is made of a drawing. */
export function fileOf(name: string, svg: string): string {
  const hash = createHash('sha256').update(svg).digest('hex').slice(0, 10);
  return `${name}.${hash}.${name.endsWith(movingEnding) ? 'svg' : 'png'}`;
}

/**
 * The pictures as slots: `[[diagram.<name>]]` for whoever writes a lesson, `illustration.<lesson id>`, which the lesson's layout shows, and what
 * {@link pictureLine} needs of each.
 */
export function pictureSlots(pictures: readonly Picture[]): Slots {
  return Object.fromEntries(
    pictures.flatMap((picture) => {
      const { name, file, alt } = picture;
      const slot = name.endsWith(diagramEnding)
        ? `diagram.${name.slice(0, -diagramEnding.length)}`
        : illustrationSlot(name);
      const height = heightOf(picture);
      return [
        [slot, sectionOf({ file, alt: escaped(alt), height })],
        [`picture.${name}.file`, file],
        [`picture.${name}.alt`, escaped(alt)],
        [`picture.${name}.height`, height],
      ];
    }),
  );
}

/** A line of MJML that shows a picture where its lesson says so. Without words of the lesson's own, `alt`, the picture's title is read. */
export function pictureLine(name: string, alt: string): string {
  const slot = (of: string) => `[[picture.${name}.${of}]]`;
  return sectionOf({ file: slot('file'), alt: alt === '' ? slot('alt') : alt, height: slot('height') });
}

/** The slot of a lesson's illustration. */
export function illustrationSlot(lesson: string): string {
  return `illustration.${lesson}`;
}

/** What a mail of 600 px leaves for a picture between its gutters. */
const shownWidth = 520;

function heightOf({ width, height }: Picture): string {
  return String(Math.round((height * shownWidth) / width));
}

/**
 * With width and height as attributes: Outlook reads no style, and a mail must not jump when the picture comes. Size and height of a line are
 * those of the words that stand there when it does not come.
 */
function sectionOf({ alt, height, file }: { alt: string; height: string; file: string }): string {
  return (
    '<mj-section css-class="gutter picture"><mj-column><mj-text>' +
    `<img src="{{link.pictures}}${file}" alt="${alt}" width="${shownWidth}" height="${height}" ` +
    'style="display:block;width:100%;height:auto;border:0;border-radius:12px;font-size:15px;line-height:1.5" />' +
    '</mj-text></mj-column></mj-section>'
  );
}
