import type { TemplateFolder } from '../template-folder.ts';
import { firstLanguage } from './catalogue.ts';
import { readLanguage } from './language-file.ts';

/** The folder of words for a language, "de" for "de-AT": that of the first language where the project does not speak it. */
export async function spoken(tag: string, project: TemplateFolder): Promise<string> {
  const there = await project.list('words');
  return [tag, tag.split('-')[0]!].find((one) => there.includes(one)) ?? firstLanguage;
}

/** The same for pages of the site, which nobody reads in a draft. */
export async function siteLanguageFor(tag: string, project: TemplateFolder): Promise<string> {
  const language = await spoken(tag, project);
  const { draft } = await readLanguage(language, project);
  return draft && !project.drafts ? firstLanguage : language;
}
