import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from '@jest/globals';
import { build, type Plugin } from 'esbuild';
import type * as pages from '../../support/site-pages.ts';
import type * as world from '../../support/site-world.ts';
import { crisisContacts } from '../../../lambdas/content/contacts.ts';
import { presentWording } from '../../../lambdas/core/person/consent-wordings.ts';
import { formatCity } from '../../../lambdas/core/time/words.ts';
import { offeredZones } from '../../../lambdas/core/time/zones.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/*
 * The site in a language in which every message is what it is in English, between ⟦ and ⟧. Whatever stands outside of them on a page comes from no
 * catalogue.
 */

const support = join(import.meta.dirname, '../../support');
const folder = temporaryFolder();

/** Appended to the compiled words. */
const marking = `
export function between(said) {
  if (typeof said === 'string') return '⟦' + said + '⟧';
  if (typeof said === 'function') return (...values) => {
    const words = said(...values);
    return typeof words === 'string' ? between(words) : ['⟦', ...words, '⟧'];
  };
  return Object.fromEntries(Object.entries(said).map(([name, one]) => [name, between(one)]));
}
export const words = { en: between(english.en) };
`;

const pseudo: Plugin = {
  name: 'pseudo',
  setup: (bundle) => {
    bundle.onLoad({ filter: /[\\/]build[\\/]words\.js$/ }, async ({ path }) => {
      const code = await readFile(path, 'utf8');
      return { contents: code.replace('export const words =', 'const english =') + marking };
    });
  },
};

type Site = typeof pages & typeof world & { between: <Said>(said: Said) => Said };

async function siteInPseudo(): Promise<Site> {
  const outfile = folder('site.mjs');
  await build({
    stdin: {
      contents: `export * from './site-pages.ts'; export * from './site-world.ts'; export { between } from '../../build/words.js';`,
      resolveDir: support,
    },
    outfile,
    plugins: [pseudo],
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'warning',
  });
  return import(pathToFileURL(outfile).href) as Promise<Site>;
}

/** Attributes that are shown or read aloud. */
const shown = /\s(?:title|alt|placeholder|aria-label|name="description" content)="([^"]*)"/g;

/** The texts of a page that are in no message. What is stored is shown by names of its own. */
function outside(page: string): string[] {
  const html = page.replaceAll(/<(script|dl)\b.*?<\/\1>/gs, '');
  const texts = [...html.matchAll(shown)].map(([, text]) => text!).filter((text) => !text.startsWith('⟦'));
  let depth = 0;
  let text = '';
  for (const [token] of html.matchAll(/<[^>]*>|⟦|⟧|[^<⟦⟧]+/g)) {
    if (token.startsWith('<')) {
      texts.push(text);
      text = '';
    } else if (token === '⟦') depth += 1;
    else if (token === '⟧') depth -= 1;
    else if (depth === 0) text += token;
  }
  return texts.filter((one) => /\p{L}/u.test(one)).map((one) => decoded(one).trim());
}

function decoded(text: string): string {
  return text.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&');
}

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
}

/** Without what a citation has around its authors and its title, and without the sender's name in the title of a page. */
function bare(text: string, sender: string): string {
  return text
    .replace(/ \(\d{4}\)\.$/, '')
    .replace(/^\. /, '')
    .replace(` – ${sender}`, '');
}

const weekday = '(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day';
/** Days, dates and schedules, which the core says: "Mon", "22 Nov", "Monday 30 November", "Mondays at 7:00, Berlin time". */
const date = new RegExp(
  `^(?:[MTWFS][a-z]{2}|${weekday}|(?:${weekday} )?\\d+ [A-Z][a-z]+|${weekday}s at \\d+:\\d\\d, [A-Z][a-z]+ time)$`,
);

test('every word of every page comes from a catalogue', async () => {
  const { everyPage, siteWorld, visit, between } = await siteInPseudo();
  const w = siteWorld();
  const visits = everyPage(w);
  const { name, postalAddress } = w.deps.sender;
  for (const series of w.deps.series.all) series.pages = between(series.pages);
  // What authors, those who run the service and people themselves have written, and names of places.
  const written = new Set([
    ...textsOf([w.deps.series.all, crisisContacts, visits.map(({ fields }) => fields)]),
    ...offeredZones.map(formatCity),
    presentWording('emails').text,
    presentWording('health').text,
    name,
    `– ${name}`,
    `${name}, ${postalAddress}`,
  ]);
  const found: string[] = [];
  for (const one of visits) {
    const texts = outside(await (await visit(w, one)).text());
    const strange = texts.filter((text) => !written.has(bare(text, name)) && !date.test(text));
    found.push(...strange.map((text) => `${one.name}: ${text}`));
  }
  expect(found).toEqual([]);
});
