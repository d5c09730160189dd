import { readFile } from 'node:fs/promises';
import { brotliCompressSync, constants } from 'node:zlib';
import { build, transform } from 'esbuild';
import * as z from 'zod';
import { roots, sourceFile } from '../roots.ts';
import { codeOf } from './code-of.ts';
import type { CompiledLesson } from './compile-lessons.ts';
import type { CrisisContacts } from '../../lambdas/core/course/whom-to-call.ts';
import { lessonsOf, type CompiledSeries, type CompiledTexts } from './compile-series.ts';
import type { CompiledMail } from './precompile.ts';
import { share } from './dedupe.ts';
import { firstLanguage, type Entries } from './words/catalogue.ts';
import { wordsCode, wordsType } from './words/emit-words.ts';
import type { Kind, Memory } from './remembered.ts';
import { offeredLanguages } from './languages/offered.ts';
import { tokenCss, type Tokens } from './tokens.ts';

/** The generated files, by name in `build/`. */
export type Build = Record<`templates.${string}.js`, string> &
  Record<
    | 'templates.js'
    | 'templates.d.ts'
    | 'words.js'
    | 'words.d.ts'
    | 'tokens.js'
    | 'tokens.d.ts'
    | 'crisis-contacts.js'
    | 'crisis-contacts.d.ts',
    string
  >;

const madeHere = (name: string): Kind<string> => ({
  name,
  code: () => codeOf('lib/templates/emit.ts'),
  shape: z.string(),
});
const bundledCode = madeHere('bundled code');
const bareModule = madeHere('module without types');
const packedTexts = madeHere('packed texts');

const header = '// Written by bin/compile-templates.ts from templates/. Change those, not this.\n';

/** Writes compiled series, tokens and the list of whom to call as modules. */
export async function emit(
  series: readonly CompiledSeries[],
  tokens: Tokens,
  contacts: { inLanguages: Readonly<Record<string, CrisisContacts>>; hash: string },
  words: ReadonlyMap<string, Entries>,
  memory: Memory,
): Promise<Build> {
  const { texts, shapes, blocks, code } = share(
    series.map((one) => seriesSource(one.texts, languagesOf(one.inLanguages))).join(',\n'),
  );
  const others = await Promise.all(
    [...words]
      .filter(([tag]) => tag !== firstLanguage)
      .map(async ([tag, entries]) => [tag, await packedCode(`return ${wordsCode(entries)};`, memory)] as const),
  );
  const tags = [...new Set(series.flatMap(({ inLanguages }) => offeredLanguages(inLanguages).map(([tag]) => tag)))];
  const languages = await Promise.all(
    tags.map(async (tag) => [`templates.${tag}.js`, await languageModule(tag, series, memory)] as const),
  );
  return {
    ...Object.fromEntries(languages),
    'templates.js': `${header}import { brotliDecompressSync } from 'node:zlib';
${tags.map((tag) => `import { load as load_${nameOf(tag)} } from './templates.${tag}.js';\n`).join('')}
${await memory.remembered(bundledCode, runtime, bundled)}
${await sourceOf('lib/templates/fill.ts', memory)}
${await sourceOf('lib/templates/words/counting.ts', memory)}
${await sourceOf('lambdas/core/kit/full-stop.ts', memory)}
Handlebars.registerHelper('beforeStop', beforeStop);
const unpacked = (packed) => JSON.parse(brotliDecompressSync(Buffer.from(packed, 'base64')).toString());
const text = unpacked('${await packed(JSON.stringify(texts), memory)}');
const shape = [${shapes.join(',\n')}];
const block = [${blocks.join(',\n')}];
const made = (subject, html, text) =>
  mail({ subject: Handlebars.template(subject), html: Handlebars.template(html), text: Handlebars.template(text) });

// A language is made when somebody is written to in it, and then kept.
const language = (load) => {
  let all;
  return (id) => () => (all ??= load({ unpacked, made, plural, count, beforeStop, lesson }))[id];
};
const lesson = (of, id) => {
  const { lessons, branches } = series.find((one) => one.id === of);
  return [...lessons, ...branches.flatMap((branch) => branch.lessons)].find((one) => one.id === id);
};
${tags.map((tag) => `const language_${nameOf(tag)} = language(load_${nameOf(tag)});\n`).join('')}
export const series = [${code}];
`,
    'templates.d.ts': `${header}import type { Series } from '../lambdas/core/course/series.ts';\n\nexport const series: Series[];\n`,
    'words.js': `${header}import { brotliDecompressSync } from 'node:zlib';
${await sourceOf('lib/templates/words/counting.ts', memory)}
${await sourceOf('lambdas/core/kit/full-stop.ts', memory)}
// A language is made when a page first speaks it, and then kept.
const language = (packed) => {
  let all;
  return () => (all ??= new Function('plural', 'count', 'beforeStop', JSON.parse(brotliDecompressSync(Buffer.from(packed, 'base64')).toString()))(plural, count, beforeStop));
};
${others.map(([tag, code]) => `const language_${nameOf(tag)} = language('${code}');\n`).join('')}
export const words = {
${firstLanguage}: ${wordsCode(words.get(firstLanguage)!)},
${others.map(([tag]) => `get ${JSON.stringify(tag)}() { return language_${nameOf(tag)}(); }`).join(',\n')}
};
`,
    'words.d.ts': `${header}/** What the site says, in any language. */
export interface Words ${wordsType(words.get(firstLanguage)!)}

export const words: Record<${[...words.keys()].map((language) => JSON.stringify(language)).join(' | ')}, Words>;
`,
    'tokens.js': `${header}export const tokens = ${JSON.stringify(tokens, null, 2)};\n\nexport const tokenCss = ${JSON.stringify(tokenCss(tokens))};\n`,
    'tokens.d.ts': `${header}${tokensTypes}`,
    'crisis-contacts.js': `${header}import { brotliDecompressSync } from 'node:zlib';

export const crisisContacts = JSON.parse(brotliDecompressSync(Buffer.from('${await packed(JSON.stringify(contacts.inLanguages), memory)}', 'base64')).toString());\n\nexport const contactsHash = '${contacts.hash}';\n`,
    'crisis-contacts.d.ts': `${header}import type { CrisisContacts } from '../lambdas/core/course/whom-to-call.ts';\n\n/** By the tag of a language. */\nexport const crisisContacts: Readonly<Record<string, CrisisContacts>>;\n\n/** Of what readers see of them. */\nexport const contactsHash: string;\n`,
  };
}

/** A twentieth of its size: what a Lambda has to load at a cold start. The last twelfth would take as long as everything else here together. */
async function packed(json: string, memory: Memory): Promise<string> {
  return memory.remembered(packedTexts, json, async (text) =>
    brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }).toString('base64'),
  );
}

/** Code that is made into a function when it is asked for: until then it costs what its text does, a sixteenth of it. */
async function packedCode(code: string, memory: Memory): Promise<string> {
  return packed(JSON.stringify(`'use strict';\n${code}`), memory);
}

const tokensTypes = `import type { Tokens } from '../lib/templates/tokens.ts';

/** The look of mails and pages. */
export const tokens: Tokens;

/** The same as CSS custom properties on :root, with the dark palette behind its media query. */
export const tokenCss: string;
`;

/** What fills mails in. The build has it in itself: a package cannot be found from a project that only depends on Weekwise. */
const runtime = `module.exports = require('handlebars/runtime.js').default;`;

async function bundled(contents: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: roots.engine },
    bundle: true,
    minify: true,
    format: 'iife',
    globalName: 'Handlebars',
    target: 'es2022',
    write: false,
  });
  return outputFiles[0]!.text;
}

/** A module without its types and exports. */
async function sourceOf(module: string, memory: Memory): Promise<string> {
  return memory.remembered(bareModule, await readFile(sourceFile(module), 'utf8'), async (source) => {
    const { code } = await transform(source, { loader: 'ts', format: 'esm', target: 'es2023' });
    return code.replaceAll(/^export \{[^}]*\};?\n/gm, '').replaceAll(/^export /gm, '');
  });
}

function languagesOf(inLanguages: CompiledSeries['inLanguages']): string[] {
  return offeredLanguages(inLanguages).map(
    ([tag, { id }]) => `${JSON.stringify(tag)}: language_${nameOf(tag)}(${JSON.stringify(id)})`,
  );
}

/** A tag as part of a name in code. */
function nameOf(tag: string): string {
  return tag.replaceAll('-', '_');
}

/** Every series in one of its other languages, made when it is asked for: English people do not pay for Spanish. */
async function languageModule(tag: string, series: readonly CompiledSeries[], memory: Memory): Promise<string> {
  const own = series.flatMap(({ inLanguages, texts: first }) =>
    offeredLanguages(inLanguages)
      .filter(([other]) => other === tag)
      .map(([, said]) => `${JSON.stringify(said.id)}: ${seriesSource(said, [], new Set(lessonsOf(first)))}`),
  );
  const { texts, shapes, blocks, code } = share(own.join(',\n'));
  const made = `const shape = [${shapes.join(',\n')}];
const block = [${blocks.join(',\n')}];
return {${code}};`;
  return `${header}export const load = ({ unpacked, made, plural, count, beforeStop, lesson }) => {
const text = unpacked('${await packed(JSON.stringify(texts), memory)}');
return new Function('text', 'made', 'plural', 'count', 'beforeStop', 'lesson', unpacked('${await packedCode(made, memory)}'))(text, made, plural, count, beforeStop, lesson);
};
`;
}

/** @param known - lessons of the first language: one that is not translated is that one */
function seriesSource(
  { lessons, branches, mails, notice, pages, ...about }: CompiledTexts,
  languages: readonly string[] = [],
  known: ReadonlySet<CompiledLesson> = new Set(),
): string {
  const lessonsSource = (own: readonly CompiledLesson[]) =>
    `[${own.map((one) => (known.has(one) ? `lesson(${JSON.stringify(about.id)}, ${JSON.stringify(one.id)})` : lessonSource(one))).join(', ')}]`;
  const branchSources = branches.map(
    ({ lessons: own, ...branch }) => `{...${JSON.stringify(branch)}, lessons: ${lessonsSource(own)}}`,
  );
  const mailSources = Object.entries(mails).map(([kind, mail]) => `${JSON.stringify(kind)}: ${mailSource(mail)}`);
  return `{...${JSON.stringify(about)},
lessons: ${lessonsSource(lessons)},
branches: [${branchSources.join(',\n')}],
mails: {${mailSources.join(',\n')}},
notice: ${mailSource(notice)},
pages: {${Object.entries(pages)
    .map(([name, source]) => `${name}: ${source}`)
    .join(',\n')}}${languages.length === 0 ? '' : `,\nlanguages: {${languages.join(', ')}}`}}`;
}

function lessonSource({ mail, reminders, ...lesson }: CompiledLesson): string {
  // As one text, which is packed with the others: most of its words are in the mail too.
  return `{...JSON.parse(${JSON.stringify(JSON.stringify(lesson))}), mail: ${mailSource(mail)}, reminders: [${reminders.map(mailSource).join(', ')}]}`;
}

function mailSource({ subject, html, text }: CompiledMail): string {
  return `made(${subject}, ${html}, ${text})`;
}
