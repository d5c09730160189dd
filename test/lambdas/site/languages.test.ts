import { describe, expect, it, test } from '@jest/globals';
import { inLanguage, pageLanguage } from '../../../lambdas/content/page-language.ts';
import { perLanguage, words } from '../../../lambdas/content/words.ts';
import { compiledSeries } from '../../../lambdas/adapters/series-library.ts';
import { consentWordings, presentWording } from '../../../lambdas/core/person/consent-wordings.ts';
import type { SeriesLibrary } from '../../../lambdas/core/course/series-library.ts';
import { site } from '../../../lambdas/site/app.tsx';
import { preferred } from '../../../lambdas/site/kit/language.ts';
import { listed } from '../../../lambdas/site/kit/lists.tsx';
import { aSeries, aSignUp, aSubscriber, idOf, libraryOf, offeredIn } from '../../support/builders.ts';
import { signUpFields, siteStart, siteWorld } from '../../support/site-world.ts';

/** Which language when: docs/decisions/0077, and which languages there are: 0080. */

const course = compiledSeries(['stress-and-back-pain']);
const names = { en: 'English', es: 'español', de: 'Deutsch' };
const tags = course.languages as readonly (keyof typeof names)[];
const prefix = (tag: string) => (tag === 'en' ? '' : `/${tag}`);

/** The site of a deployment, the built-in course by default, with somebody who reads Spanish. */
function start(series: SeriesLibrary = course) {
  const w = siteWorld();
  w.deps.series = series;
  const ana = aSubscriber({ id: idOf('ana'), series: series.first.id });
  w.keep({ ...ana, preferences: { ...ana.preferences, locale: 'es' } });
  const ask = async (path: string, accepts?: string) => {
    const answer = await w.app.request(path, { headers: accepts === undefined ? {} : { 'Accept-Language': accepts } });
    const html = (await answer.text()).replaceAll('&#39;', "'").replaceAll('&quot;', '"');
    return { answer, html, language: /<html lang="(.*?)"/.exec(html)?.[1] };
  };
  return {
    ...w,
    ask,
    of: (purpose: Parameters<typeof w.tokenOf>[0]) => w.tokenOf(purpose, idOf('ana')),
    ana: () => w.subscribers.person(idOf('ana')),
  };
}

describe('the language of a page', () => {
  it('is the first one where nobody asks for another that there is', () => {
    expect(pageLanguage()).toBe('en');
    for (const asked of ['xx', undefined]) {
      expect(inLanguage(['en', 'es'], asked, pageLanguage)).toBe('en');
      expect(inLanguage(['de'], asked, pageLanguage)).toBe('de');
    }
    expect(inLanguage(['en', 'es'], 'es-MX', pageLanguage)).toBe('es');
  });

  it('is that of its words: what a module keeps follows it', () => {
    const kept = perLanguage(() => ({ save: words.settings.save }));
    expect(kept).toEqual({ save: 'Save' });
    expect(inLanguage(tags, 'es', () => ({ ...kept }))).toEqual({ save: 'Guardar' });
    expect({ ...words.leaving.reasons }).toHaveProperty('tooMany', words.leaving.reasons.tooMany);
    expect('tooMany' in words.leaving.reasons).toBe(true);
  });

  test.each([
    ['en', 'a, b and c'],
    ['es', 'a, b y c'],
    ['de', 'a, b und c'],
  ])('is that of its lists: %s', (tag, said) => {
    expect(inLanguage(tags, tag, () => listed(['a', 'b', 'c']))).toBe(said);
  });

  test.each([
    ['es-MX,es;q=0.9,en;q=0.8', 'es'],
    ['fr, de-CH;q=0.7, en;q=0.3', 'de'],
    ['de;q=0, en', 'en'],
    ['xx, *;q=0.5', undefined],
    ['', undefined],
  ])('is, where browsers are asked, what %p asks for first', (header, language) => {
    expect(preferred(header, tags)).toBe(language);
  });
});

describe('a page for everybody', () => {
  test('is the same for everybody at its address, names the others, and is kept by caches', async () => {
    const w = start();
    for (const path of ['/', '/help', '/sources', '/privacy', '/bad-day']) {
      for (const tag of tags) {
        const { answer, html, language } = await w.ask(`${prefix(tag)}${path}`, 'de, es');
        expect([path, tag, answer.status, language]).toEqual([path, tag, 200, tag]);
        expect(answer.headers.get('Content-Language')).toBe(tag);
        expect(answer.headers.get('Cache-Control')).toMatch(/^public/);
        expect([answer.headers.get('Set-Cookie'), answer.headers.get('Vary') ?? '']).toEqual([
          null,
          expect.not.stringContaining('Language'),
        ]);
        const alternates = [...html.matchAll(/<link rel="alternate" hreflang="(.*?)" href="(.*?)"/g)];
        expect(alternates.map(([, ...one]) => one)).toEqual([
          ...tags.map((other) => [other, `https://weekwise.example${prefix(other)}${path}`]),
          ['x-default', `https://weekwise.example${path}`],
        ]);
        for (const other of tags.filter((one) => one !== tag))
          expect(html).toContain(
            `<a href="${prefix(other)}${path}" lang="${other}" hreflang="${other}">${names[other]}</a>`,
          );
      }
    }
  });

  test('that is a lesson says in which language it is, and leads on in that of its address', async () => {
    const w = start();
    const path = '/lesson/slow-breathing';
    for (const tag of tags) {
      const { answer, html, language } = await w.ask(`${prefix(tag)}${path}`);
      const lesson = tag === 'es' ? 'es' : 'en';
      expect([language, answer.headers.get('Content-Language')]).toEqual([lesson, lesson]);
      expect([...html.matchAll(/hreflang="(.*?)" href=/g)].map(([, one]) => one)).toEqual(['en', 'es', 'x-default']);
      const ways = [...html.matchAll(/href="(?:https:\/\/weekwise\.example)?(\/[^"]*)"/g)].map(([, way]) => way!);
      const others = tags.map((other) => `${prefix(other)}${path}`);
      const pages = ways.filter((way) => !way.startsWith('/assets/') && !others.includes(way));
      expect(pages.length).toBeGreaterThan(3);
      expect(pages.filter((way) => !way.startsWith(prefix(tag)))).toEqual([]);
    }
  });

  test('says plainly, before anybody signs up, where lessons come in another language', async () => {
    const w = start();
    const told = async (path: string) => {
      const { html } = await w.ask(path);
      const form = html.indexOf('<form class="ask"');
      const at = html.search(
        /Die Lektionen dieses Kurses .* auf Englisch|Las lecciones de este curso|The lessons of this course and their/,
      );
      return at > 0 && at < form;
    };
    expect([await told('/'), await told('/es'), await told('/de')]).toEqual([false, false, true]);
  });

  test.each(['/es/nowhere', '/es/settings/broken'])('that is none answers in its language: %s', async (path) => {
    const { answer, language } = await start().ask(path, 'de');
    expect([language, answer.headers.get('Content-Language')]).toEqual(['es', 'es']);
    expect(answer.headers.get('Cache-Control')).toBe('no-store');
  });

  test('that cannot be made says so in its language', async () => {
    const w = start();
    const failing = async () => Promise.reject(new Error('the table is away'));
    const app = site({ ...w.deps, subscribers: { ...w.subscribers, find: failing, findSignUp: failing } });
    const answer = await app.request(`/es/settings/${w.of('settings')}`);
    expect([answer.status, await answer.text()]).toEqual([503, expect.stringContaining('<html lang="es">')]);
  });
});

describe('a page behind a link', () => {
  test('is in the language of its reader, whatever its address and their browser say', async () => {
    const w = start();
    for (const path of ['', '/de', '/es'])
      expect((await w.ask(`${path}/settings/${w.of('settings')}`, 'de')).language).toBe('es');
  });

  test('says where the lesson that it mails comes in another language', async () => {
    const w = start();
    const ben = aSubscriber({ id: idOf('ben'), series: course.first.id });
    w.keep({ ...ben, preferences: { ...ben.preferences, locale: 'de' } });
    const told = async (id: string) =>
      (await w.ask(`/bad-day/${w.tokenOf('diary', id)}`)).html.match(
        /Die Lektion ist auf Englisch|La lección está en/g,
      );
    expect([await told(idOf('ben')), await told(idOf('ana'))]).toEqual([['Die Lektion ist auf Englisch'], null]);
  });

  test('of a reader who is not found is in the language of its address, or else the one that their browser asks for', async () => {
    const w = start();
    const old = w.of('fresh');
    w.clock.at = w.clock.at.add({ hours: 24 * 400 });
    const gone = `/data/${old}`;
    for (const link of [gone, '/settings/broken', `/settings/${w.tokenOf('settings', idOf('nobody'))}`]) {
      const languages = [await w.ask(link, 'es-CO'), await w.ask(`/de${link}`, 'es-CO'), await w.ask(link)];
      expect(languages.map(({ answer }) => answer.headers.get('Cache-Control'))).toEqual(Array(3).fill('no-store'));
      expect([link, languages.map(({ language }) => language)]).toEqual([
        link,
        // Of the first it is still known whose it was.
        link === gone ? ['es', 'es', 'es'] : ['es', 'de', 'en'],
      ]);
      const says = inLanguage(tags, 'es', () => words.link.expiredFresh.about);
      for (const { html } of languages) expect(html.includes(says)).toBe(link === gone);
    }
  });

  test('ends all mail by one press in every language, without a redirect', async () => {
    for (const path of ['', '/es', '/de']) {
      const w = start();
      const answer = await w.send(`${path}/unsubscribe/${w.of('unsubscribe')}`, { 'List-Unsubscribe': 'One-Click' });
      expect([path, answer.status, w.ana().status]).toEqual([path, 200, 'unsubscribed']);
    }
  });

  test('that ends mail leads on to its own function, which answers without a language in the address', async () => {
    const w = start();
    await w.post(`/unsubscribe/${w.of('unsubscribe')}`);
    const answer = await w.app.request(`/unsubscribe/${w.of('unsubscribe')}/reason`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: 'reason=other',
    });
    const location = answer.headers.get('Location')!;
    expect([answer.status, location]).toEqual([303, expect.stringMatching(/^\/unsubscribe\//)]);
    expect((await w.ask(location)).language).toBe('es');
  });
});

describe('somebody’s language', () => {
  test.each(tags)('is that of the page of their sign-up, and so are the words that they agree to: %s', async (tag) => {
    const w = start();
    const consent = presentWording('emails', tag);
    expect((await w.ask(`${prefix(tag)}/`)).html).toContain(consent.text);
    const answer = await w.post(`${prefix(tag)}/sign-up`, { ...signUpFields, consent: consent.version });
    expect(await answer.text()).toContain(`<html lang="${tag}"`);
    const [signUp] = [...w.subscribers.signUps.values()];
    expect(signUp).toMatchObject({ preferences: { locale: tag }, consent: { textVersion: consent.version } });
    // The page of the link in their email is in it, too, and says in which one the lessons are before they press.
    const { html, language } = await w.ask(`/confirm/${w.tokenOf('confirm', signUp!.id)}`);
    expect(language).toBe(tag);
    expect(html).toContain(consent.text);
    expect(html.includes('kommen auf Englisch')).toBe(tag === 'de');
  });

  test('is changed in the settings, where it says in which one lessons come, and holds for the next page', async () => {
    const w = start();
    const settings = `/settings/${w.of('settings')}`;
    const { html } = await w.ask(settings);
    expect(html).toContain('<option value="es" lang="es" selected');
    expect(html).toContain('Si elige Deutsch, las lecciones y los recordatorios de su curso llegan en inglés.');
    expect(html.match(/Si elige /g)).toHaveLength(1);
    const saved = await (await w.post(settings, { task: 'language', locale: 'de' })).text();
    expect([w.ana().preferences.locale, saved]).toEqual(['de', expect.stringContaining('<html lang="de"')]);
    const refused = await w.post(settings, { task: 'language', locale: 'fr' });
    expect([refused.status, w.ana().preferences.locale]).toEqual([422, 'de']);
  });

  test('leaves what they agreed to as they read it', async () => {
    const w = start();
    const health = presentWording('health', 'es');
    const checkIn = `/check-in/${w.of('diary')}`;
    expect((await w.ask(checkIn)).html).toContain(health.text);
    await w.post(checkIn, { days: '3-4', health: health.version });
    expect(w.ana().healthConsent).toEqual({ at: siteStart, textVersion: health.version, source: 'check-in-page' });
    const moved = { textVersion: 'change-of-address', source: 'settings-page' };
    w.subscribers.consents.push({ id: idOf('ana'), at: siteStart, confirmedAt: siteStart, ...moved });
    await w.post(`/settings/${w.of('settings')}`, { task: 'language', locale: 'de' });
    const { html, language } = await w.ask(`/data/${w.of('fresh')}`);
    expect(language).toBe('de');
    expect(html).toContain(health.text);
    expect(html).toContain('Sprache: Deutsch.');
    // What they did is described in words of today.
    expect(html).not.toContain(consentWordings.emails['change-of-address']);
  });

  test('that is not offered any more is the first one; links of emails from before go on working', async () => {
    const w = start(libraryOf(offeredIn(['de'], aSeries())));
    const pages = ['/es/help', '/es', `/es/settings/${w.of('settings')}`, `/settings/${w.of('settings')}`];
    for (const path of pages) {
      const { answer, language } = await w.ask(path);
      expect([path, answer.status, language]).toEqual([path, 200, 'en']);
    }
    expect((await w.ask('/es/settings/broken', 'de')).language).toBe('de');
    expect(w.ana().preferences.locale).toBe('es');
  });

  test.each(['fr', 'en-12', 'constructor'])(
    'that this release does not know keeps nobody from their settings and data, and stays as it is stored: %s',
    async (locale) => {
      const w = start();
      const { preferences } = w.ana();
      w.keep({ ...w.ana(), preferences: { ...preferences, locale } });
      const settings = `/settings/${w.of('settings')}`;
      const saved = await w.post(settings, { task: 'time', lessonDay: '3', sendTime: '18:15', zone: 'Asia/Tokyo' });
      expect([saved.status, w.ana().preferences]).toMatchObject([200, { lessonDay: 3, sendTime: '18:15', locale }]);
      expect(await w.ask(`/data/${w.of('fresh')}`)).toMatchObject({ answer: { status: 200 }, language: 'en' });
    },
  );

  test('is taken from programs; where they say none it is that of the series', async () => {
    const inLanguage = (tag: string, id: string) => ({ ...aSeries(), id, language: tag, siteLanguage: tag });
    const w = start(libraryOf(aSeries(), inLanguage('de', 'auf-deutsch'), inLanguage('fr', 'en-francais')));
    w.apiKeys.set('wwk_ours', { id: 'ours', name: 'clinic', scopes: ['sign-up'], createdAt: siteStart });
    const signUp = async (more: object) => {
      const body = {
        email: 'ann@example.org',
        zone: 'Europe/Berlin',
        lessonDay: 2,
        sendTime: '07:15',
        reminderDays: [],
        consentVersion: '1',
      };
      const headers = { authorization: 'Bearer wwk_ours' };
      const answer = await w.app.request('/api/v1/sign-ups', {
        method: 'POST',
        headers,
        body: JSON.stringify({ ...body, ...more }),
      });
      return [answer.status, [...w.subscribers.signUps.values()].at(-1)?.preferences.locale];
    };
    expect(await signUp({})).toEqual([202, 'en']);
    expect(await signUp({ email: 'eva@example.org', series: 'auf-deutsch' })).toEqual([202, 'de']);
    expect(await signUp({ email: 'eve@example.org', series: 'auf-deutsch', locale: 'es' })).toEqual([202, 'es']);
    expect((await signUp({ locale: 'fr' }))[0]).toBe(422);
    // Of a series in a language that nobody can choose, it is the first one of the site.
    expect(await signUp({ email: 'zoe@example.org', series: 'en-francais' })).toEqual([202, 'en']);
  });
});

describe('languages of a site', () => {
  test('are those of its series, the first one’s own first', () => {
    const german = { ...aSeries(), id: 'german', language: 'de', siteLanguage: 'de' };
    expect(course.languages).toEqual(['en', 'de', 'es']);
    expect(libraryOf(aSeries()).languages).toEqual(['en']);
    expect(libraryOf(german).languages).toEqual(['de']);
    expect(libraryOf(german, offeredIn(['es'], aSeries())).languages).toEqual(['de', 'en', 'es']);
    // Nobody can say a date in it.
    expect(libraryOf({ ...german, siteLanguage: 'fr' }).languages).toEqual(['en']);
  });

  test('are German alone where its course is, at addresses without a language', async () => {
    const w = start(libraryOf({ ...aSeries(), language: 'de', siteLanguage: 'de' }));
    const { html, language, answer } = await w.ask('/', 'en, es');
    expect([answer.status, language, /hreflang|auf Englisch/.test(html)]).toEqual([200, 'de', false]);
    await w.post('/sign-up', { ...signUpFields, consent: presentWording('emails', 'de').version });
    expect([...w.subscribers.signUps.values()]).toMatchObject([{ preferences: { locale: 'de' } }]);
    // Who signed up when the site was in English, too.
    w.subscribers.signUps.set(idOf('old'), aSignUp({ id: idOf('old'), expiresAt: '2026-11-29T00:00:00Z' }));
    expect((await w.ask(`/confirm/${w.tokenOf('confirm', idOf('old'))}`)).language).toBe('de');
  });
});
