import { templateName } from '../../roots.ts';
import * as z from 'zod';
import { of } from '../front-matter-schema.ts';
import { readFrontMatter, readYaml, splitFrontMatter } from '../front-matter.ts';
import { allOrProblems, reject, TemplateError, type Place, type Problem } from '../source-location.ts';
import type { TemplateFolder } from '../template-folder.ts';
import { compileMessage, listOf, textOf, type Values } from './message.ts';
import { readLanguage } from './language-file.ts';
import { compilePageText } from './page-text.ts';

/** A message or a page that is compiled: the code of a function or of a text, and what it takes. */
export interface Entry {
  place: Place;
  code: string;
  values: Values;
  /** A text with all its values in it, a list of words and parts of a page, or a page with html of its own. */
  gives: 'text' | 'list' | 'page';
}

/** Messages by the path of their names: `sources.lede`. */
export type Entries = ReadonlyMap<string, Entry>;

/** Messages in groups; what is within a group is read by {@link leavesOf}, which knows where it stands. */
const Groups = z.record(z.string(), z.unknown());
const nameShape = /^[a-z][A-Za-z0-9]*$/;

const PageMatter = z.strictObject({ of, title: z.string().trim().min(1) });

/** The languages that the site speaks: folders under `words/`. The first is the one that says which messages there are. */
export const firstLanguage = 'en';

/**
 * Reads and compiles the words of the site in every language, the first one first. Drafts are compiled and left out, unless the folder is
 * asked for them: what they lack is then as in the first one.
 *
 * @throws TemplateError where one cannot be read, or does not say what the first one says
 */
export async function readWords(folder: TemplateFolder): Promise<ReadonlyMap<string, Entries>> {
  const tags = (await folder.list('words')).filter((language) => language !== firstLanguage);
  const first = await readSiteWords(firstLanguage, folder);
  const others = await allOrProblems(
    tags.map(async (tag): Promise<[string, Entries] | undefined> => {
      const { draft } = await readLanguage(tag, folder);
      const entries = await readSiteWords(tag, folder);
      checkSameMessages(first, entries, folder.name(`words/${tag}/site.yaml`), { mayLack: draft });
      if (draft) return folder.drafts ? [tag, new Map([...first, ...entries])] : undefined;
      await checkOwnPages(tag, folder);
      return [tag, entries];
    }),
  );
  // What a project says otherwise has to be said by somebody.
  if (folder.beneath !== undefined) {
    const file = folder.name(`words/${firstLanguage}/site.yaml`);
    checkSameMessages(await readSiteWords(firstLanguage, folder.beneath), first, file);
  }
  return new Map([[firstLanguage, first], ...others.filter((one) => one !== undefined)]);
}

/**
 * Stops the build where a project says a page itself in the first language, and Weekwise says another one in this language: a clinic's privacy page is not
 * another one in Spanish.
 */
async function checkOwnPages(tag: string, folder: TemplateFolder): Promise<void> {
  const { beneath } = folder;
  if (beneath === undefined) return;
  const pages = await folder.list(`words/${firstLanguage}/pages`);
  const problems = pages.map(async (page): Promise<Problem[]> => {
    const [own, theirs] = [`words/${firstLanguage}/pages/${page}`, `words/${tag}/pages/${page}`];
    if (!folder.hasOwn(own) || !beneath.hasOwn(own) || folder.hasOwn(theirs)) return [];
    if ((await folder.read(own)) === (await beneath.read(own))) return [];
    const here = templateName('words', tag);
    const to = `write ${here}/pages/${page}, or go without this language: ${here}/language.yaml with draft: true`;
    return [{ file: folder.name(own), line: 1, message: `is not said in "${tag}": ${to}` }];
  });
  const found = (await Promise.all(problems)).flat();
  if (found.length > 0) throw new TemplateError(found);
}

/** Reads and compiles the words of the site in one language: `site.yaml`, and a page a file under `pages/`. */
async function readSiteWords(language: string, folder: TemplateFolder): Promise<Entries> {
  const path = `words/${language}`;
  const file = `${path}/site.yaml`;
  // A draft may not have it yet.
  const isThere = language === firstLanguage || (await folder.has(file));
  const messages = (isThere ? await readMessages(file, folder) : []).map(
    async ([names, text, place]): Promise<[string, Entry]> => [names.join('.'), entryOf(text, place, language)],
  );
  const pages = (await folder.list(`${path}/pages`)).map(async (page): Promise<[string, Entry][]> => {
    const key = `pages.${camelCase(page.replace(/\.md$/, ''))}`;
    const { title, body } = await readPage(`${path}/pages/${page}`, PageMatter, language, folder);
    return [
      [`${key}.title`, entryOf(title, { file: folder.name(`${path}/pages/${page}`), line: 2 }, language)],
      [`${key}.body`, body],
    ];
  });
  await allOrProblems<unknown>([...messages, ...pages]);
  return new Map([...(await Promise.all(messages)), ...(await Promise.all(pages)).flat()]);
}

/** Reads a page: front matter, and a body in Markdown. */
export async function readPage<T>(
  path: string,
  schema: z.ZodType<T>,
  language: string,
  folder: TemplateFolder,
): Promise<T & { body: Entry; placeOf: (path: readonly PropertyKey[]) => Place }> {
  const file = folder.name(path);
  const { yaml, body } = splitFrontMatter(await folder.read(path), file);
  const { value, placeOf } = readFrontMatter(yaml, schema, { file, line: 2 });
  const { pieces, values } = compilePageText(body, language);
  const place = body[0]?.place ?? { file, line: 1 };
  const code = `(v, raw) => ${listOf(pieces, (words) => `raw(${JSON.stringify(words)})`)}`;
  return { ...value, placeOf, body: { place, values, gives: 'page', code } };
}

/** Compiles one message. */
export function entryOf(text: string, place: Place, language: string): Entry {
  const { pieces, values } = compileMessage(text, place, language);
  const gives = [...values.values()].some((kind) => kind === 'tag' || kind === 'part') ? 'list' : 'text';
  const code = gives === 'list' ? listOf(pieces) : textOf(pieces);
  return { place, values, gives, code: values.size === 0 ? code : `(v) => ${code}` };
}

/**
 * Stops the build where a language does not have the messages of the first one, or gives them other values.
 *
 * @param file - where a missing message would stand
 * @param mayLack - a draft may lack some
 */
export function checkSameMessages(first: Entries, other: Entries, file: string, { mayLack = false } = {}): void {
  const missing = mayLack ? [] : [...first.keys()].filter((key) => !other.has(key));
  const problems: Problem[] = missing.map((key) => ({ file, line: 1, message: `lacks ${key}` }));
  for (const [key, { place, values }] of other) {
    const wanted = first.get(key)?.values;
    if (wanted === undefined) problems.push({ ...place, message: `${key}: nothing says this` });
    else if (described(values) !== described(wanted)) {
      problems.push({ ...place, message: `${key} uses ${described(values)}; it is given ${described(wanted)}` });
    }
  }
  if (problems.length > 0) throw new TemplateError(problems);
}

function described(values: Values): string {
  const names = [...values].map(([value, kind]) => (kind === 'text' ? value : `${value} (${kind})`));
  return names.length === 0 ? 'nothing' : names.sort().join(', ');
}

/** A message as its author wrote it. */
export type Leaf = [names: string[], text: string, place: Place];

/**
 * Reads a file of messages, in groups within groups. Those of a project's file take the place of the engine's one by one, so that it has only what it
 * says otherwise. What a translation was made of, `of`, is no message.
 */
export async function readMessages(path: string, folder: TemplateFolder): Promise<Leaf[]> {
  const { beneath } = folder;
  const own = await messagesIn(path, folder);
  if (!folder.hasOwn(path) || !beneath?.hasOwn(path)) return own;
  const named = (leaves: Leaf[]) => leaves.map((leaf): [string, Leaf] => [leaf[0].join('.'), leaf]);
  return [...new Map([...named(await messagesIn(path, beneath)), ...named(own)]).values()];
}

/** The messages of one file. */
export async function messagesIn(path: string, folder: TemplateFolder): Promise<Leaf[]> {
  const { value, placeOf } = await readYaml(path, Groups, folder);
  const { of: _, ...groups } = value;
  return leavesOf(groups, [], placeOf);
}

function leavesOf(group: object, within: readonly string[], placeOf: (path: readonly string[]) => Place): Leaf[] {
  return Object.entries(group).flatMap(([own, inner]: [string, unknown]): Leaf[] => {
    const names = [...within, own];
    if (!nameShape.test(own)) reject(placeOf(names), `${names.join('.')}: must be a name such as "lastChecked"`);
    if (typeof inner === 'string' && inner.trim() !== '') return [[names, inner.trim(), placeOf(names)]];
    if (typeof inner === 'object' && inner !== null && !Array.isArray(inner)) return leavesOf(inner, names, placeOf);
    return reject(placeOf(names), `${names.join('.')}: must be a text, or a group of texts`);
  });
}

/** "bad-day" as a name in code. */
export function camelCase(words: string): string {
  return words.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
