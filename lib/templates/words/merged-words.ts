import { type MergedWords, mergedNames } from '../../../lambdas/core/course/merged-words.ts';
import { TemplateError, type Problem } from '../source-location.ts';
import type { TemplateFolder } from '../template-folder.ts';
import { firstLanguage, readMessages, type Leaf } from './catalogue.ts';
import { readLanguage } from './language-file.ts';
import { spoken } from './spoken.ts';

const fileName = 'merged.yaml';

/**
 * What the sender merges into the emails of a language: `words/…/merged.yaml`.
 *
 * @param tag - BCP 47, such as "de-AT"
 * @throws TemplateError where a text is unknown, missing, or has other values than in the first language
 */
export async function readMerged(tag: string, folder: TemplateFolder): Promise<MergedWords> {
  const language = await spoken(tag, folder);
  const first = await leaves(firstLanguage, folder);
  const { draft } = await readLanguage(language, folder);
  const isThere = await folder.has(`words/${language}/${fileName}`);
  const own = language === firstLanguage ? first : isThere || !draft ? await leaves(language, folder) : new Map();
  const file = folder.name(`words/${language}/${fileName}`);
  const names = Object.entries(mergedNames).flatMap(([group, all]) => all.map((name) => `${group}.${name}`));
  const problems: Problem[] = [
    ...names.filter((name) => !draft && !own.has(name)).map((name) => ({ file, line: 1, message: `lacks ${name}` })),
    ...[...own].flatMap(([name, [, text, place]]: [string, Leaf]): Problem[] => {
      if (!names.includes(name)) return [{ ...place, message: `${name}: nothing says this` }];
      const [has, wanted] = [valuesIn(text), valuesIn(first.get(name)?.[1] ?? '')];
      return has === wanted ? [] : [{ ...place, message: `${name} merges ${has}; it is given ${wanted}` }];
    }),
  ];
  if (problems.length > 0) throw new TemplateError(problems);
  const textOf = (name: string) => (own.get(name) ?? first.get(name))![1];
  return Object.fromEntries(
    Object.entries(mergedNames).map(([group, all]) => [
      group,
      Object.fromEntries(all.map((name) => [name, textOf(`${group}.${name}`)])),
    ]),
  ) as MergedWords;
}

async function leaves(language: string, folder: TemplateFolder): Promise<Map<string, Leaf>> {
  const all = await readMessages(`words/${language}/${fileName}`, folder);
  return new Map(all.map((leaf) => [leaf[0].join('.'), leaf]));
}

function valuesIn(text: string): string {
  const all = [...new Set(text.match(/\{\w*\}/g))].sort();
  return all.length === 0 ? 'nothing' : all.join(', ');
}
