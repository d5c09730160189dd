import { createHash } from 'node:crypto';
import { translationOf } from '../compose.ts';
import type { Problem } from '../source-location.ts';
import type { TemplateFolder } from '../template-folder.ts';
import { picturesFileName } from './translated-pictures.ts';

/** Which files a language of a series has, lacks, and has from before their source changed. */

/** How much of a series a language says. */
export type Covers = 'everything' | 'pages-and-mails';

export interface TranslatedFiles {
  /** Files that the language has to have and has not, from the folder of the series. */
  missing: string[];
  /** Files whose source changed after they were translated, or that do not say what they were made of. */
  outdated: Problem[];
  /** Files that translate nothing. */
  spare: Problem[];
}

interface SourceFile {
  /** From the folder of the series. */
  path: string;
  /** Who has to translate it: everybody, also where lessons come in the first language; those who translate lessons; nobody. */
  for: 'everybody' | 'lessons' | 'nobody';
}

/** The first 8 digits of the SHA-256 of a source, as its translation writes them after `of`. */
export function hashOfSource(text: string): string {
  return createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex').slice(0, 8);
}

/** Where a translation says what it was made of, and what; undefined where it does not. */
export function sourceSaid(text: string): { hash: string; line: number } | undefined {
  const lines = text.split(/\r?\n/);
  for (const [index, line] of lines.entries()) {
    const hash = /^of:\s*["']?([0-9a-f]{8})["']?\s*$/.exec(line)?.[1] ?? translationOf.exec(line)?.[1];
    if (hash !== undefined) return { hash, line: index + 1 };
    if (index > 0 && line === '---') return undefined;
  }
  return undefined;
}

/**
 * Says of a translation that its source changed, or that it does not name it; nothing where it is of the present one.
 *
 * @param source - path and text of what it translates
 */
export function outdated(
  translation: { file: string; text: string },
  source: { file: string; text: string },
): Problem[] {
  const said = sourceSaid(translation.text);
  const hash = hashOfSource(source.text);
  if (said?.hash === hash) return [];
  const what = said === undefined ? 'does not say what it translates' : 'the English changed after this translation';
  return [
    {
      file: translation.file,
      line: said?.line ?? 1,
      message: `${what}: compare it with ${source.file}, then write of: "${hash}"`,
    },
  ];
}

/**
 * Compares the files of a language with those of its series.
 *
 * @param path - of the series, from `templates/`
 */
export async function translatedFiles(
  path: string,
  tag: string,
  covers: Covers,
  folder: TemplateFolder,
): Promise<TranslatedFiles> {
  const own = `${path}/languages/${tag}`;
  const sources = await sourceFiles(path, folder);
  const there = new Set(await filesOf(own, folder));
  const needed = sources.filter((one) => one.for === 'everybody' || (one.for === 'lessons' && covers === 'everything'));
  const known = new Set([...sources.map((one) => one.path), picturesFileName, 'reviews.yaml']);
  const changed = sources.map(async (source): Promise<Problem[]> => {
    if (!there.has(source.path)) return [];
    const [one, other] = [`${own}/${source.path}`, `${path}/${source.path}`];
    return outdated(
      { file: folder.name(one), text: await folder.read(one) },
      { file: folder.name(other), text: await folder.read(other) },
    );
  });
  return {
    missing: needed.filter((source) => !there.has(source.path)).map((source) => source.path),
    outdated: (await Promise.all(changed)).flat(),
    spare: [...there]
      .filter((name) => !known.has(name))
      .map((name) => ({
        file: folder.name(`${own}/${name}`),
        line: 1,
        message: 'translates nothing: the series has no such file',
      })),
  };
}

/** Files of a series with words in them. */
async function sourceFiles(path: string, folder: TemplateFolder): Promise<SourceFile[]> {
  const names = await filesOf(path, folder);
  const partials = names.filter((name) => name.startsWith('partials/'));
  const silent = await Promise.all(
    partials.map(async (name) => (hasWords(await folder.read(`${path}/${name}`)) ? undefined : name)),
  );
  return names
    .filter((name) => name !== 'reviews.yaml')
    .map((name) => ({
      path: name,
      for: silent.includes(name) ? 'nobody' : ofLessons.test(name) ? 'lessons' : 'everybody',
    }));
}

const ofLessons = /^(?:lessons\/|branches\/.*\/\d|sources\.yaml|coaching\.yaml)/;

/** The files in a folder of a series or of a language, but for drawings. */
async function filesOf(path: string, folder: TemplateFolder): Promise<string[]> {
  const within = async (name: string) => (await folder.list(`${path}/${name}`)).map((file) => `${name}/${file}`);
  const branches = await Promise.all((await within('branches')).map(within));
  const flat = await Promise.all(['lessons', 'mails', 'partials', 'pages'].map(within));
  const here = (await folder.list(path)).filter((name) => name.endsWith('.yaml'));
  return [...here, ...flat.flat(), ...branches.flat()].filter((name) => /\.(?:yaml|md|mjml)$/.test(name));
}

/** Whether a partial says anything itself, beside what it includes. */
function hasWords(mjml: string): boolean {
  return /\p{L}/u.test(mjml.replaceAll(/<[^>]*>|\{\{.*?\}\}|\[\[.*?\]\]/g, ''));
}
