import { TemplateError, type Problem } from '../source-location.ts';
import type { TemplateFolder } from '../template-folder.ts';
import { firstLanguage, readMessages, type Leaf } from './catalogue.ts';
import { readLanguage } from './language-file.ts';
import { spoken } from './spoken.ts';

/**
 * Reads a file of plain texts with `{values}` in them, in the language of a tag or in the first one. What a draft lacks is as in the first one.
 *
 * @param tag - BCP 47, such as "de-AT"
 * @param names - of all texts, by their path: `call.danger`
 * @throws TemplateError where a text is unknown, missing, or has other values than in the first language
 */
export async function readPlainTexts(
  fileName: string,
  names: readonly string[],
  tag: string,
  folder: TemplateFolder,
): Promise<(name: string) => string> {
  const language = await spoken(tag, folder);
  const path = `words/${language}/${fileName}`;
  const first = await leavesOf(`words/${firstLanguage}/${fileName}`, folder);
  const { draft } = await readLanguage(language, folder);
  const isThere = !draft || (await folder.has(path));
  const own = language === firstLanguage ? first : isThere ? await leavesOf(path, folder) : new Map<string, Leaf>();
  const problems: Problem[] = [
    ...names
      .filter((name) => !draft && !own.has(name))
      .map((name) => ({ file: folder.name(path), line: 1, message: `lacks ${name}` })),
    ...[...own].flatMap(([name, [, text, place]]): Problem[] => {
      if (!names.includes(name)) return [{ ...place, message: `${name}: nothing says this` }];
      const [has, wanted] = [valuesIn(text), valuesIn(first.get(name)?.[1] ?? '')];
      return has === wanted ? [] : [{ ...place, message: `${name} merges ${has}; it is given ${wanted}` }];
    }),
  ];
  if (problems.length > 0) throw new TemplateError(problems);
  return (name) => (own.get(name) ?? first.get(name))![1];
}

async function leavesOf(path: string, folder: TemplateFolder): Promise<Map<string, Leaf>> {
  const all = await readMessages(path, folder);
  return new Map(all.map((leaf) => [leaf[0].join('.'), leaf]));
}

function valuesIn(text: string): string {
  const all = [...new Set(text.match(/\{\w*\}/g))].sort();
  return all.length === 0 ? 'nothing' : all.join(', ');
}
