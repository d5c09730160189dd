import { outdated, sourceSaid } from '../languages/translated-files.ts';
import type { Problem } from '../source-location.ts';
import type { TemplateFolder } from '../template-folder.ts';
import { firstLanguage } from './catalogue.ts';
import { readLanguage } from './language-file.ts';

/**
 * Words of the site and around emails that were translated from an earlier English, in languages that people get: files of the project itself, since
 * only their authors can do something about it.
 */
export async function outdatedWords(folder: TemplateFolder): Promise<Problem[]> {
  const tags = (await folder.list('words')).filter((tag) => tag !== firstLanguage);
  const found = tags.map(async (tag) => {
    const { draft } = await readLanguage(tag, folder);
    const files = draft ? [] : (await folder.files(`words/${tag}`)).filter((file) => !file.endsWith('/language.yaml'));
    return (await Promise.all(files.map((file) => outdatedFile(file, tag, folder)))).flat();
  });
  return (await Promise.all(found)).flat();
}

async function outdatedFile(file: string, tag: string, folder: TemplateFolder): Promise<Problem[]> {
  const text = await folder.read(file);
  // A project that says a few things otherwise, in a language that Weekwise has, translates nothing.
  if (sourceSaid(text) === undefined && folder.beneath?.hasOwn(file) === true) return [];
  const source = file.replace(`words/${tag}/`, `words/${firstLanguage}/`);
  const translation = { file: folder.name(file), text };
  // A project may have words of its own in English for some of these: it translates the one or the other.
  const layers = [folder, ...(folder.beneath === undefined ? [] : [folder.beneath])];
  const there = await Promise.all(layers.map(async (layer) => ((await layer.has(source)) ? [layer] : [])));
  const compared = there.flat().map(async (layer) => {
    return outdated(translation, { file: layer.name(source), text: await layer.read(source) });
  });
  const [first = [], ...others] = await Promise.all(compared);
  return others.some((one) => one.length === 0) ? [] : first;
}
