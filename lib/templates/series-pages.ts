import * as z from 'zod';
import { of, sentence } from './front-matter-schema.ts';
import { allOrProblems, reject } from './source-location.ts';
import type { TemplateFolder } from './template-folder.ts';
import { entryOf, readPage, type Entry } from './words/catalogue.ts';
import type { ValueKind } from './words/message.ts';

/** The pages that a series may have, each the code of an object. The file of a page that it does not have is not there. */
export type CompiledPages = { help?: string; badDay?: string };

const HelpMatter = z.strictObject({ of, title: sentence });

const BadDayMatter = z.strictObject({
  of,
  title: sentence,
  /** What is said of the lesson that can be mailed at once; without it none is offered. */
  lesson: z
    .strictObject({
      kind: sentence,
      heading: sentence,
      about: sentence,
      button: sentence,
      sent: sentence,
      sentAbout: sentence,
      back: sentence,
    })
    .exactOptional(),
});

/** What the site puts into each page. Where help is, is never left out. */
const slots: Record<keyof CompiledPages, Record<string, { kind: ValueKind; needed?: true }>> = {
  help: { EmergencyNumber: { kind: 'part', needed: true }, Crisis: { kind: 'part', needed: true } },
  badDay: {
    FirstNumbers: { kind: 'part', needed: true },
    help: { kind: 'text', needed: true },
    Lesson: { kind: 'part' },
  },
};

/**
 * Compiles the pages of a series.
 *
 * @param path - of the series, which says which pages there are
 * @param folder - as the series, or a language of it, sees it: its own file goes before that of the series
 */
export async function compileSeriesPages(
  path: string,
  language: string,
  folder: TemplateFolder,
): Promise<CompiledPages> {
  const own = `${path}/pages`;
  const names = await folder.list(own);
  const unknown = names.find((name) => !['help.md', 'bad-day.md'].includes(name));
  if (unknown !== undefined) {
    reject(
      { file: folder.name(`${own}/${unknown}`), line: 1 },
      'a series has the pages help.md and bad-day.md, and no other',
    );
  }
  const help = names.includes('help.md') ? helpPage(await folder.find('pages/help.md'), language, folder) : undefined;
  const badDay = names.includes('bad-day.md')
    ? badDayPage(await folder.find('pages/bad-day.md'), language, folder)
    : undefined;
  await allOrProblems([help, badDay].filter((page) => page !== undefined));
  return { ...(help && { help: await help }), ...(badDay && { badDay: await badDay }) };
}

async function helpPage(path: string, language: string, folder: TemplateFolder): Promise<string> {
  const { title, body } = await readPage(path, HelpMatter, language, folder);
  checkSlots('help', body);
  return `{ title: ${JSON.stringify(title)}, body: ${body.code} }`;
}

async function badDayPage(path: string, language: string, folder: TemplateFolder): Promise<string> {
  const { title, body, lesson, placeOf } = await readPage(path, BadDayMatter, language, folder);
  checkSlots('badDay', body);
  if (lesson === undefined && body.values.has('Lesson')) {
    reject(
      body.place,
      '{Lesson} stands for a card whose words are in the front matter: write them there, under lesson',
    );
  }
  if (lesson === undefined) return `{ title: ${JSON.stringify(title)}, body: ${body.code} }`;
  if (!body.values.has('Lesson'))
    reject(placeOf(['lesson']), 'lesson: {Lesson} must stand in the page where its card comes');
  const words = Object.entries(lesson).map(([name, text]) => {
    const { code, values, place } = entryOf(text, placeOf(['lesson', name]), language);
    const given = name === 'sentAbout' ? ['days'] : [];
    const unknown = [...values].find(([value, kind]) => !given.includes(value) || kind !== 'number');
    if (unknown !== undefined) reject(place, `lesson.${name}: nothing gives it "${unknown[0]}"`);
    return `${name}: ${given.length > 0 && values.size === 0 ? `() => ${code}` : code}`;
  });
  return `{ title: ${JSON.stringify(title)}, body: ${body.code}, lesson: { ${words.join(', ')} } }`;
}

function checkSlots(page: keyof CompiledPages, { values, place }: Entry): void {
  const known = slots[page];
  for (const [name, kind] of values) {
    if (known[name]?.kind !== kind)
      reject(place, `nothing gives the page "${name}". Known here: ${Object.keys(known).join(', ')}`);
  }
  const missing = Object.keys(known).find((name) => known[name]!.needed === true && !values.has(name));
  if (missing !== undefined) reject(place, `the page lacks {${missing}}: whoever needs help must find whom to call`);
}
