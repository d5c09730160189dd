import { type MergedWords, mergedNames } from '../../../lambdas/core/course/merged-words.ts';
import type { TemplateFolder } from '../template-folder.ts';
import { readPlainTexts } from './plain-texts.ts';

/**
 * What the sender merges into the emails of a language: `words/…/merged.yaml`.
 *
 * @param tag - BCP 47, such as "de-AT"
 * @throws TemplateError where a text is unknown, missing, or has other values than in the first language
 */
export async function readMerged(tag: string, folder: TemplateFolder): Promise<MergedWords> {
  const groups = Object.entries(mergedNames);
  const names = groups.flatMap(([group, all]) => all.map((name) => `${group}.${name}`));
  const textOf = await readPlainTexts('merged.yaml', names, tag, folder);
  return Object.fromEntries(
    groups.map(([group, all]) => [group, Object.fromEntries(all.map((name) => [name, textOf(`${group}.${name}`)]))]),
  ) as MergedWords;
}
