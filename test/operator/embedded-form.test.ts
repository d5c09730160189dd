import { describe, expect, test } from '@jest/globals';
import { compiledSeries } from '../../lambdas/adapters/series-library.ts';
import type { SeriesLibrary } from '../../lambdas/core/course/series-library.ts';
import { presentWording } from '../../lambdas/core/person/consent-wordings.ts';
import { embeddedForm } from '../../lib/operator/embedded-form.ts';
import { languageNamed } from '../../lib/operator/language-named.ts';
import { roots } from '../../lib/roots.ts';
import { TemplateFolder } from '../../lib/templates/template-folder.ts';
import { readMessages } from '../../lib/templates/words/catalogue.ts';
import { aSeries, libraryOf, offeredIn } from '../support/builders.ts';
import { siteWorld } from '../support/site-world.ts';

const course = compiledSeries(['stress-and-back-pain']);
const where = { siteUrl: 'https://weekwise.example', zone: 'Europe/Berlin', lessonDay: 3, sendTime: '06:30' };

/** The form for a series of these, by default the first, in its first language. */
function formOf(
  library: SeriesLibrary = course,
  { series = library.first, language, from }: { series?: typeof library.first; language?: string; from?: string } = {},
): string {
  return embeddedForm({ ...where, library, series, language: languageNamed(language, series, library), from });
}

/** What the form shows, text by text. */
function shown(form: string): string[] {
  const texts = form.replaceAll(/<[^>]*>/g, '\n').split('\n');
  return texts.map((text) => text.trim()).filter((text) => text !== '');
}

/** Sends the form as a browser does, to the site of a library. */
async function post(form: string, library: SeriesLibrary, typed: Record<string, string>) {
  const w = siteWorld();
  w.deps.series = library;
  const [, action] = /action="https:\/\/weekwise\.example([^"]*)"/.exec(form)!;
  const hidden = [...form.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)" \/>/g)];
  const fields = { ...Object.fromEntries(hidden.map(([, name, value]) => [name!, value!])), ...typed };
  const answer = await w.send(action!, fields);
  return { answer, signUps: [...w.subscribers.signUps.values()] };
}

/** Every text of the site in a language, without its links; values are as this form fills them in. */
async function catalogue(tag: string): Promise<Set<string>> {
  const messages = await readMessages(`words/${tag}/site.yaml`, new TemplateFolder(roots.project));
  const texts = messages.flatMap(([, text]) => text.replaceAll('{language}', 'Englisch').split(/<\/?\w+>/));
  return new Set([...texts.map((text) => text.trim()), presentWording('emails', tag).text]);
}

describe.each(course.languages)('a form in %s', (language) => {
  const form = formOf(course, { language });

  test('says what the start page says in that language, and nothing in another one', async () => {
    const [said, english] = await Promise.all([catalogue(language), catalogue('en')]);
    expect(shown(form).filter((text) => !said.has(text))).toEqual([]);
    expect(shown(form).filter((text) => language !== 'en' && english.has(text))).toEqual([]);
    expect(shown(form).length).toBeGreaterThan(5);
    expect(/^<form [^>]* lang="(.*?)">/.exec(form)?.[1]).toBe(language);
  });

  test('signs people up in that language, with the words that they read', async () => {
    const { answer, signUps } = await post(form, course, { email: 'kim@example.org', firstName: 'Kim' });
    expect([answer.status, signUps.length]).toEqual([303, 1]);
    expect(signUps[0]).toMatchObject({
      address: 'kim@example.org',
      firstName: 'Kim',
      series: 'stress-and-back-pain',
      preferences: { zone: 'Europe/Berlin', lessonDay: 3, sendTime: '06:30', locale: language },
      consent: { textVersion: presentWording('emails', language).version, source: 'landing-form' },
    });
    expect(shown(form)).toContain(presentWording('emails', language).text);
  });

  test('leads to the site in that language', async () => {
    const w = siteWorld();
    w.deps.series = course;
    const [, privacy] = /<a href="https:\/\/weekwise\.example([^"]*)"/.exec(form)!;
    expect(await (await w.app.request(privacy!)).text()).toContain(`<html lang="${language}"`);
  });
});

describe('the language of a form', () => {
  const german = { ...aSeries(), id: 'auf-deutsch', language: 'de', siteLanguage: 'de' };

  test('is the first one of its series, at the address of that language', () => {
    const library = libraryOf(aSeries(), german);
    expect(formOf(library)).toMatch(/action="https:\/\/weekwise\.example\/sign-up" .* lang="en"/);
    expect(formOf(library, { series: german })).toMatch(
      /action="https:\/\/weekwise\.example\/de\/sign-up" .* lang="de"/,
    );
    expect(formOf(libraryOf(german))).toMatch(/action="https:\/\/weekwise\.example\/sign-up" .* lang="de"/);
    // The site has no words in it.
    expect(formOf(libraryOf({ ...german, siteLanguage: 'fr' }))).toMatch(/\/sign-up" .* lang="en"/);
  });

  test('may be any in which the series is offered, and no other', () => {
    const both = offeredIn(['es'], aSeries());
    const library = libraryOf(both, german);
    expect(languageNamed('es-MX', both, library)).toBe('es');
    expect(languageNamed('ES', both, library)).toBe('es');
    expect(() => languageNamed('de', both, library)).toThrow(
      'The series test-series is not offered in de, only in en, es.',
    );
    expect(() => languageNamed('en', german, library)).toThrow('not offered in en, only in de.');
  });

  test('is said to be another one than that of the lessons, where it is', () => {
    expect(formOf(course, { language: 'de' })).toContain('kommen auf Englisch');
    expect(formOf(course, { language: 'es' })).not.toContain('Las lecciones de este curso');
  });
});

test('a form says where its people come from, if it has a name', () => {
  expect(formOf(course, { from: 'clinic-north' })).toContain(
    '\n  <input type="hidden" name="from" value="clinic-north" />\n',
  );
  expect(formOf()).not.toContain('name="from"');
});

test('a form for another page is sent in our encoding, whatever that page is written in', () => {
  expect(formOf()).toMatch(/^<form [^>]* accept-charset="utf-8"/);
});
