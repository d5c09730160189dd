import { readYaml } from '../front-matter.ts';
import { escaped } from '../escaped.ts';
import { fileOf, readPictures, type Picture } from '../pictures.ts';
import { TemplateError, type Problem } from '../source-location.ts';
import type { TemplateFolder } from '../template-folder.ts';
import { TranslatedPictures } from './translated-matter.ts';

/** The words of drawings in another language: their titles, which are read aloud, and the letters drawn in them. */

export const picturesFileName = 'pictures.yaml';

const said = /(<(?:title|desc|text|tspan)\b[^>]*>)([^<]*\p{L}[^<]*)/gu;

/** Each text of a drawing that somebody reads or hears. */
export function wordsIn({ svg }: Picture): string[] {
  return [...new Set([...svg.matchAll(said)].map(([, , words = '']) => plain(words)))];
}

/** The drawings with the words of a language, and what that language does not say yet, by drawing. */
export interface TranslatedDrawings {
  drawings: Picture[];
  missing: Problem[];
}

/**
 * @param path - of the language in its series
 * @throws TemplateError over words that no drawing has: the drawing changed, or somebody mistyped them
 */
export async function translatedPictures(
  pictures: readonly Picture[],
  path: string,
  folder: TemplateFolder,
): Promise<TranslatedDrawings> {
  const file = `${path}/${picturesFileName}`;
  const place = { file: folder.name(file), line: 1 };
  const isThere = await folder.has(file);
  const { value, placeOf } = isThere
    ? await readYaml(file, TranslatedPictures, folder)
    : { value: {} as TranslatedPictures, placeOf: () => place };
  const spare = Object.entries(value).flatMap(([name, words]): Problem[] => {
    const picture = pictures.find((one) => one.name === name);
    if (picture === undefined) return [{ ...placeOf([name]), message: `there is no pictures/${name}.svg` }];
    const there = wordsIn(picture);
    return Object.keys(words)
      .filter((text) => !there.includes(text))
      .map((text) => ({ ...placeOf([name, text]), message: `pictures/${name}.svg does not say "${text}" (any more)` }));
  });
  if (spare.length > 0) throw new TemplateError(spare);
  const missing = pictures.flatMap((picture) => {
    const lacks = wordsIn(picture).filter((text) => value[picture.name]?.[text] === undefined);
    return lacks.map((text) => ({
      ...placeOf([picture.name]),
      message: `lacks "${text}" of pictures/${picture.name}.svg`,
    }));
  });
  return { drawings: pictures.map((picture) => translated(picture, value[picture.name] ?? {})), missing };
}

function translated(picture: Picture, words: Readonly<Record<string, string>>): Picture {
  if (Object.keys(words).length === 0) return picture;
  const svg = picture.svg.replaceAll(said, (whole, tag: string, text: string) => {
    const own = words[plain(text)];
    return own === undefined ? whole : tag + escaped(own);
  });
  const [title = ''] = wordsIn(picture);
  return { ...picture, svg, alt: words[title] ?? picture.alt, file: fileOf(picture.name, svg) };
}

/** The pictures of a series in every language that has words for them. */
export async function readEveryPicture(path: string, folder: TemplateFolder): Promise<Picture[]> {
  const pictures = await readPictures(path, folder);
  const tags = await folder.list(`${path}/languages`);
  const others = tags.map((tag) => translatedPictures(pictures, `${path}/languages/${tag}`, folder));
  const all = [...pictures, ...(await Promise.all(others)).flatMap(({ drawings }) => drawings)];
  return [...new Map(all.map((picture) => [picture.file, picture])).values()];
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function plain(words: string): string {
  return words
    .replaceAll(/&(\w+);/g, (whole, name: string) => entities[name] ?? whole)
    .replaceAll(/\s+/g, ' ')
    .trim();
}
