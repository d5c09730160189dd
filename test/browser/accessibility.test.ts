import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { compiledSeries } from '../../lambdas/adapters/series-library.ts';
import { everyLesson } from '../../lambdas/core/course/course.ts';
import { seriesIn } from '../../lambdas/core/course/series-library.ts';
import { coachingRules, isHardRule } from '../../lambdas/core/course/coaching-rules.ts';
import { makeToken } from '../../lambdas/core/mail/link-token.ts';
import {
  exampleFields,
  exampleFirst,
  exampleLookBack,
  exampleOffers,
  exampleWeeks,
} from '../../lib/templates/example-fields.ts';
import { aSubscriber, libraryOf, offeredIn } from '../support/builders.ts';
import { findings as findingsOf, rulesOfColour, wcag } from '../support/axe.ts';
import { startBrowser } from '../support/browser.ts';
import { pseudoSite, type PseudoSite } from '../support/pseudo-site.ts';
import { everyPage, visit, type Visit } from '../support/site-pages.ts';
import { signUpFields, siteWorld } from '../support/site-world.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { joins } from '../support/people.ts';
import { partsSite } from '../support/parts-page.tsx';

/*
 * axe-core in a real Chromium over every kind of page and every shape of mail, light and dark, at the width of a small phone; every page and every mail is no
 * wider than it.
 */

const place = temporaryFolder();
const library = compiledSeries(['stress-and-back-pain']);
const series = library.first;
const lessons = everyLesson(series);
const shortOnly = { shortFirst: 'yes', shortOnly: 'yes' };
const mails = [
  ...lessons.map(({ id, mail }) => [`lesson ${id}`, mail.html(exampleFields)] as const),
  ...lessons.flatMap(({ id, reminders }) =>
    reminders.map((reminder, index) => [`reminder ${index + 1} of ${id}`, reminder.html(exampleFields)] as const),
  ),
  [
    'short lesson with a chart',
    lessons[0]!.mail.html({ ...exampleFields, ...shortOnly, weeks: exampleWeeks }),
  ] as const,
  ['lesson on its page', lessons[1]!.mail.html({ ...exampleFields, whole: 'yes' })] as const,
  ['first lesson', lessons[0]!.mail.html({ ...exampleFields, ...exampleFirst })] as const,
  [
    'lesson that looks back, half way',
    lessons[2]!.mail.html({ ...exampleFields, ...exampleLookBack, halfway: '8' }),
  ] as const,
  [
    'first lesson after a hard answer',
    lessons[0]!.mail.html({ ...exampleFields, first: 'yes', coach: 'It was hard.', offers: exampleOffers }),
  ] as const,
  [
    'reminder with a plan',
    lessons[0]!.reminders[0]!.html({ ...exampleFields, plan: 'When I rest, I will move.' }),
  ] as const,
  ...Object.entries(series.mails).map(([kind, mail]) => [kind, mail.html(exampleFields)] as const),
];

/**
 * A document but for its words and where its links lead: axe finds the same in two that share it. A text or an attribute that is empty stays empty.
 */
const shapeOf = (html: string) =>
  [
    ...(html.match(/<style[^]*?<\/style>/g) ?? []),
    html
      .replaceAll(/<style[^]*?<\/style>/g, '')
      .replaceAll(/\b(href|src|alt|title|aria-label)="[^"]+"/g, '$1="…"')
      .replaceAll(/>[^<]*[^<\s][^<]*</g, '>…<'),
  ].join('');
const oneOfEachShape = [...new Map(mails.toReversed().map((mail) => [shapeOf(mail[1]), mail])).values()].toReversed();

/** A mail is an article in somebody else's page, which has the landmarks. */
const ofPagesOnly = ['landmark-one-main', 'region'];

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(async () => browser?.close());

/** One document after the other is looked at here: a page for each would take longer than what is done there. */
let page: Page;
/** For text that is twice as large: to make one window wider and narrower for each document takes longer than to read the document again. */
let wider: Page;
beforeAll(async () => {
  page = await pageOf(320);
  wider = await pageOf(640);
});
async function pageOf(width: number): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height: 800 }, bypassCSP: true });
  // Pictures have their size and their words with them, and nothing else is fetched.
  await context.route('**/*', (route) => route.abort());
  return context.newPage();
}

/** Puts a document in place of the one before and answers what a script finds in it, without waiting for pictures, which do not come. */
const readIn = async (there: Page, html: string, script: string) =>
  there.evaluate(
    `document.open(); document.write(${JSON.stringify(html)}); document.close();
    ${script}`,
  );

/** What axe finds wrong with a document, light and dark, in one line a finding. */
async function findings(html: string, without: string[] = []): Promise<string[]> {
  const rules = Object.fromEntries(without.map((rule) => [rule, { enabled: false }]));
  await page.emulateMedia({ colorScheme: 'light' });
  await readIn(page, html, '');
  const light = await findingsOf(page, { ...wcag, rules });
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = await findingsOf(page, { runOnly: rulesOfColour });
  return [...light, ...dark.map((finding) => `dark: ${finding}`)];
}

test('axe finds what is wrong, in one document after the other', async () => {
  const bad = (body: string) => `<html lang="en"><head><title>A mail</title></head><body>${body}</body></html>`;
  expect(await findings(bad('<img src="x.png">'), ofPagesOnly)).toContainEqual(expect.stringMatching(/^image-alt/));
  expect(await findings(bad('<p style="color:#ccc;background:#fff">Pale</p>'), ofPagesOnly)).toContainEqual(
    expect.stringMatching(/^color-contrast/),
  );
  const paleInTheDark = '<style>@media (prefers-color-scheme: dark) { p { color: #ccc } }</style><p>Pale</p>';
  expect(await findings(bad(paleInTheDark), ofPagesOnly)).toContainEqual(
    expect.stringMatching(/^dark: color-contrast/),
  );
  expect(await findings(bad('<div style="width:400px">Wide</div>'), ofPagesOnly)).toContain('scrolls sideways');
});

test('what axe may find makes another shape, and words do not', () => {
  const [ours, words] = ['<p title="A"><img alt="B">C</p>', '<p title="D"><img alt="E">F</p>'];
  expect(shapeOf(ours)).toBe(shapeOf(words));
  for (const other of [
    '<p title="A"><img alt="">C</p>',
    '<p title="A"><img alt="B"> </p>',
    `<style>p {}</style>${ours}`,
  ])
    expect(shapeOf(other)).not.toBe(shapeOf(ours));
  expect(oneOfEachShape.length).toBeGreaterThan(10);
});

test('dark mode changes colours alone, so that only the rules of colours have to be tried in it', async () => {
  const { app } = siteWorld();
  const page = await withStyles(await (await app.request('/')).text(), app);
  for (const html of [page, ...mails.map(([, mail]) => mail)]) {
    const dark = darkStyles(html).join('\n');
    const properties = [...dark.matchAll(/([a-z-]+)\s*:[^;{}]+[;}]/g)].map(([, property]) => property!);
    expect(properties.length).toBeGreaterThan(5);
    expect(properties.filter((property) => !/^(--[\w-]+|(background-|border-)?color|filter)$/.test(property))).toEqual(
      [],
    );
  }
});

/** What stands in the blocks for dark mode. */
function darkStyles(html: string): string[] {
  return html
    .split(/@media\s*\(prefers-color-scheme:\s*dark\)\s*\{/)
    .slice(1)
    .map((rest) => {
      let depth = 1;
      let end = 0;
      for (; depth > 0; end += 1) depth += rest[end] === '{' ? 1 : rest[end] === '}' ? -1 : 0;
      return rest.slice(0, end - 1);
    });
}

describe('axe finds nothing in', () => {
  test.each(oneOfEachShape)('the mail %s', async (_name, html) => {
    expect(await findings(html, ofPagesOnly)).toEqual([]);
  });

  test('any part that pages share, in any state', async () => {
    const parts = partsSite(siteWorld().deps);
    expect(await findings(await withStyles(await (await parts.request('/parts')).text(), parts))).toEqual([]);
  });

  test('any kind of page', async () => {
    const { app, deps, subscribers } = siteWorld();
    const healthConsent = { at: '2026-11-01T00:00:00Z', textVersion: '2026-11', source: 'check-in-page' };
    const practisedOn = ['2026-11-17', '2026-11-23'];
    const sent = {
      [series.halfway!]: '2026-11-09T06:00:00Z',
      'make-it-stick': '2026-11-16T06:00:00Z',
      'look-ahead': '2026-11-23T06:00:00Z',
    };
    const person = aSubscriber({ series: series.id, goal: 'walk to the market', practisedOn, sent, healthConsent });
    await joins(subscribers, person);
    deps.series = library;
    await deps.diary.record(person.id, { week: '2026-11-09', at: '', days: '0', stress: 3, pain: 5 });
    await deps.diary.record(person.id, {
      week: '2026-11-16',
      at: '',
      days: '5-7',
      stress: 6,
      pain: 2,
      note: 'A line',
    });
    const posted = async (path: string, form: Record<string, string>) =>
      (await app.request(path, { method: 'POST', body: new URLSearchParams(form) })).headers.get('location')!;
    const token = (purpose: 'settings' | 'unsubscribe' | 'confirm' | 'diary' | 'fresh') =>
      makeToken(deps.keyring, purpose, person.id, deps.clock.now());
    const paths = [
      '/',
      '/help',
      '/help?zone=Europe%2FBerlin',
      '/sources',
      '/privacy',
      '/link',
      '/nowhere',
      `/settings/${token('settings')}`,
      '/bad-day',
      `/check-in/${token('diary')}?tried=a-bit`,
      `/progress/${token('settings')}`,
      `/start/${token('settings')}`,
      `/half-way/${token('settings')}`,
      `/lessons/${token('settings')}`,
      `/practise/${token('diary')}/slow-breathing`,
      '/lesson/small-pauses/practice',
      '/lesson/flare-up-plan/sheet',
      '/lesson/slow-breathing',
      await posted(`/check-in/${token('diary')}`, { tried: 'yes', stress: '9', pain: '9' }),
      `/data/${token('fresh')}`,
      `/data/${token('fresh')}/erase`,
      `/unsubscribe/${token('unsubscribe')}`,
      `/confirm/${token('confirm')}`,
    ];
    for (const path of paths) {
      const html = await withStyles(await (await app.request(path)).text(), app);
      expect([path.split('/')[1], await findings(html)]).toEqual([path.split('/')[1], []]);
    }
  });

  test('any page that only an email or another page leads to', async () => {
    const w = siteWorld();
    const kinds = new Set([
      'move',
      'moved',
      'cancel a move',
      'what comes after stopping',
      'course',
      'calendar',
      'plan',
      'did it?',
      'reminders',
      'time zone',
      'delete health data?',
    ]);
    const pages = everyPage(w).filter(({ name }) => kinds.delete(name));
    expect([...kinds]).toEqual([]);
    for (const one of pages) {
      const html = await withStyles(await (await visit(w, one)).text(), w.app);
      expect([one.name, await findings(html)]).toEqual([one.name, []]);
    }
  });

  test('any page of the sign-up, from a slip in the address to the three questions after it', async () => {
    const { app, deps, post, subscribers, tokenOf } = siteWorld();
    deps.series = library;
    const pages: [name: string, answer: Response][] = [
      ['a slip', await post('/sign-up', { ...signUpFields, email: 'ann@gmial.com' })],
      [
        'several things wrong',
        await post('/sign-up', { firstName: 'www.example.org', reminderDays: '9', branch: 'worry' }),
      ],
      ['look in your inbox', await post('/sign-up', signUpFields)],
    ];
    const [id] = [...subscribers.signUps.keys()];
    const confirm = `/confirm/${tokenOf('confirm', id!)}`;
    pages.push(
      ['confirm', await app.request(confirm)],
      ['you are in', await post(confirm)],
      ['what is wrong in an answer', await post(`${confirm}/yours`, { firstName: 'www.example.org', branch: 'worry' })],
    );
    for (const [name, answer] of pages) {
      expect([name, await findings(await withStyles(await answer.text(), app))]).toEqual([name, []]);
    }
  });
});

test('every page, and what answers each form, fits a phone of 320 px and text twice as large, with everything open that opens', async () => {
  const w = siteWorld();
  const wide: string[] = [];
  const pages = everyPage(w);
  for (const one of pages) {
    const html = await withStyles(await (await visit(w, one)).text(), w.app);
    const narrow = (await readIn(page, html, `${openAll}; ${sticksOut}`)) as string[];
    const twice = 'document.documentElement.style.fontSize = "200%"';
    const large = (await readIn(wider, html, `${openAll}; ${twice}; ${sticksOut}`)) as string[];
    wide.push(
      ...narrow.map((what) => `${one.name}, 320 px: ${what}`),
      ...large.map((what) => `${one.name}, large: ${what}`),
    );
  }
  expect(wide).toEqual([]);
  expect(pages.length).toBeGreaterThan(100);
});

/** Every page of a site in a language, at the addresses that name it, and what its reader gets. */
function inLanguage(language: string, { everyPage, libraryOf, siteWorld, visit }: SiteOfTests, offered: OfferedIn) {
  const w = siteWorld();
  const pages = everyPage(w);
  const stored = [...w.subscribers.profiles.values(), ...w.subscribers.signUps.values()];
  for (const one of stored) if ('preferences' in one) one.preferences = { ...one.preferences, locale: language };
  w.deps.series = libraryOf(...w.deps.series.all.map((series) => offered([language], series)));
  const htmlOf = async ({ fields, ...one }: Visit) => {
    // Who saves their settings keeps their language.
    const sent = fields && { ...fields, ...(fields['locale'] !== undefined && { locale: language }) };
    return (await visit(w, { ...one, path: `/${language}${one.path}`, ...(sent && { fields: sent }) })).text();
  };
  return pages.map((one) => ({ name: one.name, html: async () => withStyles(await htmlOf(one), w.app) }));
}
type SiteOfTests = Pick<PseudoSite, 'everyPage' | 'libraryOf' | 'siteWorld' | 'visit'>;
type OfferedIn = typeof offeredIn;

test('every page fits a phone of 320 px in German, and with words that are longer by two fifths, and every email in English, Spanish and German', async () => {
  const longer = await pseudoSite('longer', place('longer.mjs'));
  const inOwnWords: OfferedIn = ([tag], series) => ({
    ...series,
    languages: { [tag!]: () => ({ ...series, siteLanguage: tag! }) },
  });
  const pages = {
    German: inLanguage('de', { everyPage, libraryOf, siteWorld, visit }, offeredIn),
    longer: inLanguage('es', longer, inOwnWords),
  };
  const met = { German: 0, longer: 0 };
  const wide: string[] = [];
  const look = async (name: string, html: string) => {
    const found = (await readIn(page, html, `${openAll}; ${sticksOut}`)) as string[];
    wide.push(...found.map((what) => `${name}: ${what}`));
  };
  for (const language of ['German', 'longer'] as const) {
    for (const { name, html } of pages[language]) {
      const text = await html();
      met[language] += Number(text.includes({ German: '>Datenschutz<', longer: '>Privacypri<' }[language]));
      await look(`${language}, ${name}`, text);
    }
  }
  for (const [name, html] of mails) await look(name, html);
  for (const language of ['es', 'de']) {
    const { lessons: own, mails: account } = seriesIn(series, language);
    for (const { id, mail } of own) await look(`${language}, ${id}`, mail.html(exampleFields));
    for (const [kind, mail] of Object.entries(account)) await look(`${language}, ${kind}`, mail.html(exampleFields));
  }
  expect(wide).toEqual([]);
  // A control: pages were in those languages.
  expect(Math.min(...Object.values(met))).toBeGreaterThan(100);
});

/** Rows of the settings close each other. */
const openAll = `document.querySelectorAll('details').forEach((one) => { one.removeAttribute('name'); one.open = true; })`;
/** The innermost elements that make a page scroll sideways. */
const sticksOut = `(() => {
  if (document.documentElement.scrollWidth <= innerWidth) return [];
  const out = [...document.body.querySelectorAll('*')].filter((one) => one.getBoundingClientRect().right > innerWidth + 1);
  const inner = out.filter((one) => !out.some((other) => one !== other && one.contains(other)));
  return inner.length === 0 ? ['scrolls sideways'] : inner.slice(0, 2).map((one) => one.outerHTML.slice(0, 120));
})()`;

describe('on the first screen of a phone, 640 px of it,', () => {
  /** Of the end of the first list of steps in a lesson, with its button, or of its short version. */
  const endOf = async (html: string) => {
    return (await readIn(
      page,
      html,
      `(() => {
      const short = [...document.querySelectorAll('h2')].find((one) => one.textContent.trim() === ${JSON.stringify(shortHeading)});
      return (short ?? document.querySelector('ol')).closest('table').getBoundingClientRect().bottom;
    })()`,
    )) as number;
  };
  /** What cannot wait stands before the practice. */
  const safetyFirst = ['flare-up-now', 'do-first', 'small-and-yours'];
  const shortHeading = 'The two-minute version';
  const said = coachingRules
    .filter((rule) => !isHardRule(rule))
    .map((rule) => series.coaching[rule])
    .flatMap(({ says, after = '' }) => says.map((text) => `${text} ${after}`));
  const coach = said
    .toSorted((a, b) => b.length - a.length)[0]!
    .replace('{lesson}', '“What helps when pain flares up”');
  beforeAll(async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    // On a busy machine a page hears of its new size some time later.
    await page.waitForFunction('innerWidth === 390');
  });
  afterAll(async () => page.setViewportSize({ width: 320, height: 800 }));

  test.each([
    ['the practice of every lesson ends', {}, 'en'],
    ['the practice of every lesson ends in Spanish', {}, 'es'],
    ['it ends as well where the longest sentence answers to a check-in', { coach }, 'en'],
    ['the short version ends that such a sentence leads to', { coach, shortFirst: 'yes' }, 'en'],
  ])('%s', async (_name, more, language) => {
    const late: [string, number][] = [];
    const all = everyLesson(seriesIn(series, language));
    for (const { id, mail } of all.filter((lesson) => !safetyFirst.includes(lesson.id))) {
      const end = await endOf(mail.html({ ...exampleFields, ...more }));
      if (end > 640) late.push([id, end]);
    }
    expect(late).toEqual([]);
  });
});

/** The page with its style sheet in it: there is no server to fetch it from. */
async function withStyles(html: string, app: Pick<ReturnType<typeof siteWorld>['app'], 'request'>): Promise<string> {
  const path = /href="([^"]+\.css)"/.exec(html)?.[1];
  const css = await (await app.request(path!)).text();
  return html
    .replace('</head>', `<style>${css}</style></head>`)
    .replaceAll(/<(script|link)[^>]*(src|href)="\/assets[^>]*>(<\/script>)?/g, '');
}
