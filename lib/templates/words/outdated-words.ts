import { outdated, sourceSaid } from '../languages/translated-files.ts';
import type { Problem } from '../source-location.ts';
import type { TemplateFolder } from '../template-folder.ts';
import { firstLanguage } from './catalogue.ts';
import { readLanguage } from './language-file.ts';

/** Words of the site and around emails that were translated from an earlier English, in languages that people get. */
export async function outdatedWords(folder: TemplateFolder): Promise<Problem[]> {
  const tags = (await folder.list('words')).filter((tag) => tag !== firstLanguage);
  const found = tags.map(async (tag) => {
    const { draft } = await readLanguage(tag, folder);
    const files = draft ? [] : (await folder.files(`words/${tag}`)).filter((file) => !file.endsWith('/language.yaml'));
    return (await Promise.all(files.map((file) => outdatedFile(file, tag, folder)))).flat();
  });
  return (await Promise.all(found)).flat();
}

/** The same of one file, `words/<tag>/…`. One of Weekwise's own is a translation of Weekwise's English, whatever a project says in its place. */
export async function outdatedFile(file: string, tag: string, folder: TemplateFolder): Promise<Problem[]> {
  const text = await folder.read(file);
  const beneath = folder.beneath?.hasOwn(file) === true ? folder.beneath : undefined;
  const isOverride = beneath !== undefined && folder.hasOwn(file);
  // A project that says a few things otherwise, in a language that Weekwise has, translates nothing.
  if (isOverride && sourceSaid(text) === undefined) return [];
  const source = file.replace(`words/${tag}/`, `words/${firstLanguage}/`);
  const from = isOverride ? folder : (beneath ?? folder);
  return outdated({ file: folder.name(file), text }, { file: folder.name(source), text: await from.read(source) });
}
