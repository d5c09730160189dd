import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import type { ProjectCopy } from './project-copy.ts';

/** Makes a translation of a series in which every text is there, and differs from the first language by its accents alone. */

const textKeys = {
  lesson: [
    'title',
    'subject',
    'preheader',
    'promise',
    'certainty',
    'snag',
    'short',
    'care',
    'more',
    'plans',
    'reminders',
  ],
  reminder: ['subject', 'preheader', 'steps', 'closing'],
  branch: ['title', 'group', 'choice', 'promise'],
  mail: ['subject', 'preheader', 'title'],
  page: ['title', 'lesson'],
  series: ['title', 'promise', 'landing'],
};

const notWords = /\{\{.*?\}\}|\[\[.*?\]\]|<!--.*?-->|<[^>]*>|\{(?:[^{}]|\{[^{}]*\})*\}|\]\([^)]*\)|^:::.*$|&#?\w+;/gm;

/** "Thé sámé wórds." */
export function accented(text: string): string {
  const kept: string[] = [];
  const bare = text.replaceAll(notWords, (match) => `§${kept.push(match) - 1}§`);
  const said = bare.replaceAll(/[aeou]/g, (vowel) => ({ a: 'á', e: 'é', o: 'ó', u: 'ú' })[vowel]!);
  return said.replaceAll(/§(\d+)§/g, (_, number: string) => kept[Number(number)]!);
}

export async function translateSeries(
  project: ProjectCopy,
  path: string,
  tag: string,
  about: { draft?: boolean; covers?: string } = {},
): Promise<void> {
  const entries = await readdir(join(project.root, path), { recursive: true });
  const names = entries.map((name) => name.replaceAll('\\', '/')).filter((name) => !name.startsWith('languages/'));
  const pictures: Record<string, Record<string, string>> = {};
  for (const name of names) {
    const source = await readFile(join(project.root, path, name), 'utf8').catch(() => '');
    const of = createHash('sha256').update(source).digest('hex').slice(0, 8);
    const write = (text: string) => project.write(`${path}/languages/${tag}/${name}`, text);
    if (name.endsWith('.svg')) {
      const words = [...source.matchAll(/<(?:title|text|tspan)\b[^>]*>([^<]*\p{L}[^<]*)/gu)].map(([, text = '']) =>
        text.trim(),
      );
      pictures[name.replace(/^pictures\/(.*)\.svg$/, '$1')] = Object.fromEntries(
        words.map((text) => [text, accented(text)]),
      );
    } else if (name === 'series.yaml') {
      const { sample, ...landing } = parse(source).landing;
      delete sample?.lesson;
      await write(
        stringify({
          of,
          ...about,
          ...said({ ...parse(source), landing: { ...landing, ...(sample && { sample }) } }, textKeys.series),
        }),
      );
    } else if (name === 'sources.yaml') {
      const findings = Object.entries<{ finding: string }>(parse(source)).map(([id, { finding }]) => [
        id,
        accented(finding),
      ]);
      await write(stringify({ of, ...Object.fromEntries(findings) }));
    } else if (name.endsWith('branch.yaml')) await write(stringify({ of, ...said(parse(source), textKeys.branch) }));
    else if (/\.(?:md|mjml)$/.test(name)) {
      const [, yaml, body = source] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(source) ?? [];
      const keys = name.startsWith('mails/')
        ? textKeys.mail
        : name.startsWith('pages/')
          ? textKeys.page
          : textKeys.lesson;
      const matter =
        yaml === undefined ? `<!-- of: ${of} -->\n` : `---\n${stringify({ of, ...said(parse(yaml), keys) })}---\n`;
      await write(matter + accented(body));
    }
  }
  await project.write(`${path}/languages/${tag}/pictures.yaml`, stringify(pictures));
}

/** Words of the site, but for its messages, in the same language. */
export async function translateWords(project: ProjectCopy, tag: string): Promise<void> {
  for (const name of [
    'site.yaml',
    'mails.yaml',
    'coaching.yaml',
    'merged.yaml',
    'whom-to-call.yaml',
    'pages/help.md',
    'pages/privacy.md',
  ]) {
    const source = await project.read(`templates/words/en/${name}`);
    const words: Record<string, unknown> = name.endsWith('.yaml') && name !== 'site.yaml' ? parse(source) : {};
    const isOurs = Object.keys(words).length > 0;
    await project.write(
      `templates/words/${tag}/${name}`,
      isOurs ? stringify(said(words, Object.keys(words)), { lineWidth: 0 }) : source,
    );
  }
}

function said(values: Record<string, unknown>, keys: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(
    keys.filter((key) => values[key] !== undefined).map((key) => [key, inside(values[key], key)]),
  );
}

function inside(value: unknown, key: string): unknown {
  if (typeof value === 'string') return accented(value);
  if (Array.isArray(value)) {
    return value.map((item: unknown) =>
      typeof item === 'string'
        ? accented(item)
        : said(item as Record<string, unknown>, key === 'reminders' ? textKeys.reminder : Object.keys(item as object)),
    );
  }
  return said(value as Record<string, unknown>, Object.keys(value as object));
}
