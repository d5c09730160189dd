import { expect, test } from '@jest/globals';
import { crisisContacts } from '../../../lambdas/content/contacts.ts';
import { presentWording } from '../../../lambdas/core/person/consent-wordings.ts';
import { datesIn } from '../../../lambdas/core/time/words.ts';
import { offeredZones } from '../../../lambdas/core/time/zones.ts';
import { pseudoSite } from '../../support/pseudo-site.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const { formatCity } = datesIn('es');

/*
 * The site in English, and in a second language in which every message is what it is in English, between ⟦ and ⟧. Whatever stands outside of them on a page
 * of the second one comes from no catalogue, or was looked up before anybody asked for that language.
 */

const folder = temporaryFolder();

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

const weekday = '(?:lunes|martes|miércoles|jueves|viernes|sábado|domingo)';
/** Days, dates and schedules, which the core says: "lun", "22 nov", "lunes 30 de noviembre", "los lunes a las 7:00, hora de Berlín". */
const date = new RegExp(
  `^(?:lun|mar|mié|jue|vie|sáb|dom|${weekday}|(?:${weekday} )?\\d+ de \\p{Ll}+|\\d+ \\p{Ll}{3}|los ${weekday}s? a las \\d+:\\d\\d, hora de \\p{L}+)$`,
  'u',
);

test('every word of every page comes from a catalogue, in the language that was asked for', async () => {
  const { everyPage, libraryOf, siteWorld, visit, marked: between } = await pseudoSite('between', folder('site.mjs'));
  const w = siteWorld();
  const visits = everyPage(w);
  const { name, postalAddress } = w.deps.sender;
  const marked = w.deps.series.all.map((series) => ({ ...series, pages: between(series.pages) }));
  w.deps.series = libraryOf(
    ...marked.map((series) => ({ ...series, languages: { es: () => ({ ...series, siteLanguage: 'es' }) } })),
  );
  // What authors, those who run the service and people themselves have written, and names of places.
  const written = new Set([
    ...textsOf([w.deps.series.all, crisisContacts['es'], visits.map(({ fields }) => fields)]),
    ...offeredZones.map(formatCity),
    presentWording('emails', 'es').text,
    presentWording('health', 'es').text,
    name,
    'English',
    'español',
    `– ${name}`,
    `${name}, ${postalAddress}`,
  ]);
  const found: string[] = [];
  for (const one of visits) {
    const answer = await visit(w, { ...one, path: `/es${one.path}` });
    const page = await answer.text();
    // One press of a mail provider among them, which no redirect may answer.
    if (answer.status !== one.status) found.push(`${one.name} answers ${answer.status}, not ${one.status}`);
    if (page.startsWith('<!doctype') && !page.includes('<html lang="es"'))
      found.push(`${one.name} is not in its language`);
    const texts = outside(page);
    const strange = texts.filter((text) => !written.has(bare(text, name)) && !date.test(text));
    found.push(...strange.map((text) => `${one.name}: ${text}`));
  }
  expect(found).toEqual([]);
});
