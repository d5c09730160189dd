import { describe, expect, test } from '@jest/globals';
import { compiledSeries } from '../../../lambdas/adapters/series-library.ts';
import { consentWordings } from '../../../lambdas/core/person/consent-wordings.ts';
import { TemplateFolder } from '../../../lib/templates/template-folder.ts';
import { roots } from '../../../lib/roots.ts';
import { readMessages } from '../../../lib/templates/words/catalogue.ts';
import { libraryOf, offeredIn } from '../../support/builders.ts';
import { everyPage, visit } from '../../support/site-pages.ts';
import { siteWorld } from '../../support/site-world.ts';

/** Nothing in English slips through to somebody who reads another language, on any page, in any state. */

const { languages } = compiledSeries(['stress-and-back-pain']);
const others = languages.slice(1);
const folder = new TemplateFolder(roots.project);

/** What messages say between their values and links, in runs of at least three words. */
async function runsIn(tag: string): Promise<Set<string>> {
  const files = ['site.yaml', 'whom-to-call.yaml'].map((name) => readMessages(`words/${tag}/${name}`, folder));
  const messages = (await Promise.all(files)).flat();
  const pages = await Promise.all(['help.md', 'privacy.md'].map((name) => folder.lines(`words/${tag}/pages/${name}`)));
  const texts = [
    ...messages.map(([, text]) => text),
    ...pages.flat().map(({ text }) => text.replaceAll(/\]\([^)]*\)|^[-#:\d.]+ |\*\*/g, '{')),
  ];
  const runs = texts.flatMap((text) => text.split(/\{\w+, \w+, \w+|[{}<>[\]“”«»„]/));
  return new Set(runs.map(plain).filter((run) => /\p{L}+\P{L}+\p{L}+\P{L}+\p{L}+/u.test(run)));
}

function plain(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

/** What a page shows and has read aloud. */
function shownOn(html: string): string {
  const attributes = [...html.matchAll(/\s(?:title|alt|placeholder|aria-label|content|value)="([^"]*)"/g)];
  const text = html.replaceAll(/<script\b.*?<\/script>/gs, '').replaceAll(/<[^>]*>/g, ' ');
  const decoded = [text, ...attributes.map(([, value]) => value)].join(' | ').replaceAll('&quot;', '"');
  return plain(decoded.replaceAll('&#39;', "'").replaceAll('&amp;', '&'));
}

const english = await runsIn('en');

describe.each(others)('in %s', (tag) => {
  test('every message is translated', async () => {
    const own = await runsIn(tag);
    expect(own.size).toBeGreaterThan(500);
    expect([...own].filter((run) => english.has(run))).toEqual([]);
  });

  // Whose language is found late is the same for each of them.
  const from = [
    ['by links that name the language', `/${tag}`],
    ['by links that name none', ''],
  ].slice(0, tag === others[0] ? 2 : 1);
  test.each(from)('no page has a sentence of the English site, %s', async (_, prefix) => {
    const w = siteWorld();
    const visits = everyPage(w);
    for (const store of [w.subscribers.profiles, w.subscribers.signUps] as Map<string, { preferences?: object }>[])
      for (const one of store.values())
        if (one.preferences) one.preferences = { ...one.preferences, locale: tag, zone: 'America/Bogota' };
    w.deps.series = libraryOf(...w.deps.series.all.map((series) => offeredIn([tag], series)));
    const found: string[] = [];
    let met = 0;
    let halfDays = 0;
    for (const { fields, ...one } of visits) {
      const sent = fields && { ...fields, ...(fields['locale'] !== undefined && { locale: tag }) };
      const answer = await visit(w, { ...one, path: `${prefix}${one.path}`, ...(sent && { fields: sent }) });
      const html = await answer.text();
      if (answer.status !== one.status) found.push(`${one.name} answers ${answer.status}`);
      if (!html.includes(`<html lang="${tag}"`)) {
        // At such an address nobody knows who reads.
        if (prefix !== '') found.push(`${one.name} is not in its language`);
        continue;
      }
      met += 1;
      const ways = [...html.matchAll(/<a\b(?![^>]* hreflang=)[^>]*? href="(\/[^"]*)"/g)].map(([, way]) => way!);
      // A link with a token says whose it is.
      const astray = ways.filter((way) => !way.startsWith(`/${tag}`) && !/\/b\.\w/.test(way));
      found.push(...astray.map((way) => `${one.name} leads to ${way}`));
      const shown = shownOn(html);
      found.push(...[...english].filter((run) => shown.includes(run)).map((run) => `${one.name}: ${run}`));
      found.push(...[...html.matchAll(/<\/a>,? (?:and|or) <a\b/g)].map(([joined]) => `${one.name}: ${joined}`));
      if (/[^.]\.\.(?!\.)/.test(shown)) found.push(`${one.name} has a sentence with two full stops`);
      if (/\d:\d\d\u00a0[ap]\./.test(html)) halfDays += 1;
    }
    expect(found).toEqual([]);
    expect(met).toBeGreaterThan(60);
    // In Spanish some of them say a time that ends in a full stop.
    expect(halfDays > 10).toBe(tag === 'es');
  });

  test('there are words of its own for everything that people agree to', () => {
    const texts = Object.values(consentWordings).flatMap((versions) =>
      Object.entries(versions).filter(([version]) => version.endsWith(`.${tag}`)),
    );
    expect(texts).toHaveLength(2);
  });
});
