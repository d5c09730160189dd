import { compileAllSeries } from './compile-series.ts';
import { contactsInLanguages, hashOfContacts, readCrisisContacts } from './crisis-contacts.ts';
import { emit, type Build } from './emit.ts';
import { offeredLanguages } from './languages/offered.ts';
import { TemplateFolder } from './template-folder.ts';
import { readWords } from './words/catalogue.ts';
import { spoken } from './words/spoken.ts';
import { readTokens, tokenSlots } from './tokens.ts';

/**
 * Compiles everything under `templates/`, without writing.
 *
 * @param about.drafts - languages that are drafts are there as well
 */
export async function compileTemplates(projectRoot: string, about: { drafts?: boolean } = {}): Promise<Build> {
  const folder = new TemplateFolder(projectRoot, about);
  const tokens = await readTokens(folder);
  const series = await compileAllSeries(folder, tokenSlots(tokens));
  const tags = series.flatMap(({ texts, inLanguages }) => [
    texts.language,
    ...offeredLanguages(inLanguages).map(([tag]) => tag),
  ]);
  const words = await Promise.all(tags.map((tag) => spoken(tag, folder)));
  const list = await readCrisisContacts(folder, [...new Set(words)]);
  const contacts = { inLanguages: await contactsInLanguages(list, folder), hash: hashOfContacts(list) };
  return emit(series, tokens, contacts, await readWords(folder), folder.memory);
}
