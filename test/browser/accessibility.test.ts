import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
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
import { axeWindow, byAxe, rulesOfColour, wcag } from '../support/axe.ts';
import { startBrowser } from '../support/browser.ts';
import { openDocuments, type Documents } from '../support/documents.ts';
import { coverOf, type Named } from '../support/parts-of-documents.ts';
import { pseudoSite, type PseudoSite } from '../support/pseudo-site.ts';
import { everyPage, visit, type Visit } from '../support/site-pages.ts';
import { signUpFields, siteWorld } from '../support/site-world.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { joins } from '../support/people.ts';
import { partsSite } from '../support/parts-page.tsx';

/*
 * axe-core in a real Chromium over every kind of page and every part of a mail, light and dark, at the width of a small phone; every page and every mail is no
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

/** A mail is an article in somebody else's page, which has the landmarks. */
const ofPagesOnly = ['landmark-one-main', 'region'];

let browser: Browser;
/** As wide as a small phone. */
let narrow: Documents;
beforeAll(async () => {
  browser = await startBrowser();
  narrow = await openDocuments(browser, { viewport: { width: 320, height: 800 } });
});
afterAll(async () => browser?.close());

/** What axe finds wrong with documents, light and dark, and which are wider than a small phone: in one line a finding, which begins with the name of the document. */
async function findings(
  documents: Named[],
  { styles, without = [] }: { styles?: Record<string, string>; without?: string[] } = {},
) {
  const rules = Object.fromEntries(without.map((rule) => [rule, { enabled: false }]));
  const found: string[] = [];
  for (const [colorScheme, options] of [
    ['light', { ...wcag, rules }],
    ['dark', { runOnly: rulesOfColour }],
  ] as const) {
    const there = await axeWindow(browser, { width: 320, height: 800, colorScheme });
    found.push(...(await each(there, documents, byAxe(options), styles)).map((what) => `${colorScheme}, ${what}`));
  }
  return [...found, ...(await each(narrow, documents, sticksOut, styles)).map((what) => `wide, ${what}`)];
}

/** What is found in documents, each finding after the name of its document. */
async function each(
  there: Documents,
  documents: Named[],
  expression: string,
  styles?: Record<string, string>,
): Promise<string[]> {
  const found = await there.inEach<string[]>(
    documents.map(([, html]) => html),
    expression,
    styles,
  );
  return found.flatMap((ones, index) => ones.map((one) => `${documents[index]![0]}: ${one}`));
}

test('axe finds what is wrong, in one document after the other', async () => {
  const bad = (name: string, body: string): Named => [
    name,
    `<!doctype html><html lang="en"><head><title>A mail</title></head><body>${body}</body></html>`,
  ];
  const row = (words: string) => `<li style="padding:12px"><a href="/">${words}</a></li>`;
  const paleInTheDark = '<style>@media (prefers-color-scheme: dark) { p { color: #ccc } }</style><p>Pale</p>';
  const documents = [
    bad('picture', '<img src="x.png">'),
    bad('pale', '<p style="color:#ccc;background:#fff">Pale</p>'),
    bad('pale in the dark', paleInTheDark),
    bad('wide box', '<div style="width:400px">Wide</div>'),
    bad('one of many rows', `<ul>${row('To').repeat(4)}${row('')}${row('To').repeat(4)}</ul>`),
    bad('sound', `<ul>${row('To').repeat(9)}</ul>`),
  ];
  const found = await findings(documents, { without: ['page-has-heading-one', ...ofPagesOnly] });
  expect(found.map((one) => one.slice(0, one.indexOf(':', one.indexOf(':') + 1)))).toEqual([
    'light, picture: image-alt',
    'light, pale: color-contrast',
    'light, one of many rows: link-name',
    'dark, pale: color-contrast',
    'dark, pale in the dark: color-contrast',
    'wide, wide box: <div style="width',
  ]);
});

test('mails are chosen that have every part there is, whatever their words are', () => {
  const document = (body: string): Named => [body, `<!doctype html><title>A</title><body>${body}</body>`];
  const ours = document('<h2>A</h2><p title="A"><img alt="B">C</p>');
  expect(coverOf([ours, document('<h2>D</h2><p title="E"><img alt="F">G</p>')])).toEqual([ours]);
  for (const other of [
    '<h2>A</h2><p title="A"><img alt="">C</p>',
    '<h2>A</h2><p title="A"><img alt="B"> </p>',
    '<h2>A</h2><p title="A"><b><img alt="B"></b>C</p>',
    '<h2>A</h2><p title="A">C<img alt="B"><img alt="B"></p>',
    '<h2 id="a">A</h2><h2 id="a">A</h2>',
    '<h2>A</h2><h4>A</h4>',
    '<style>p {}</style><h2>A</h2><p title="A"><img alt="B">C</p>',
  ])
    expect(coverOf([ours, document(other)])).toContainEqual(document(other));
});

test('dark mode changes colours alone, so that only the rules of colours have to be tried in it', async () => {
  const { app } = siteWorld();
  const start: Named = ['start', await (await app.request('/')).text()];
  const sheets = Object.values(await stylesOf(app, [start]));
  for (const styles of [...sheets, ...mails.map(([, mail]) => mail)]) {
    const dark = darkStyles(styles).join('\n');
    const properties = [...dark.matchAll(/([a-z-]+)\s*:[^;{}]+[;}]/g)].map(([, property]) => property!);
    expect(properties.length).toBeGreaterThan(5);
    expect(properties.filter((property) => !/^(--[\w-]+|(background-|border-)?color|filter)$/.test(property))).toEqual(
      [],
    );
  }
});

/** What stands in the blocks for dark mode. */
function darkStyles(styles: string): string[] {
  return styles
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
  test('any mail', async () => {
    const chosen = coverOf(mails);
    expect(chosen.length).toBeGreaterThan(10);
    expect(await findings(chosen, { without: ofPagesOnly })).toEqual([]);
  });

  test('any part that pages share, in any state', async () => {
    const parts = partsSite(siteWorld().deps);
    const documents: Named[] = [['parts', await (await parts.request('/parts')).text()]];
    expect(await findings(documents, { styles: await stylesOf(parts, documents) })).toEqual([]);
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
    const documents: Named[] = [];
    for (const path of paths) documents.push([path.split('/')[1]!, await (await app.request(path)).text()]);
    expect(await findings(documents, { styles: await stylesOf(app, documents) })).toEqual([]);
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
    const documents: Named[] = [];
    for (const one of pages) documents.push([one.name, await (await visit(w, one)).text()]);
    expect(await findings(documents, { styles: await stylesOf(w.app, documents) })).toEqual([]);
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
    const documents: Named[] = [];
    for (const [name, answer] of pages) documents.push([name, await answer.text()]);
    expect(await findings(documents, { styles: await stylesOf(app, documents) })).toEqual([]);
  });
});

test('every page, and what answers each form, fits a phone of 320 px and text twice as large, with everything open that opens', async () => {
  const w = siteWorld();
  const documents: Named[] = [];
  for (const one of everyPage(w)) documents.push([one.name, await (await visit(w, one)).text()]);
  const styles = await stylesOf(w.app, documents);
  const large = await openDocuments(browser, { viewport: { width: 640, height: 800 } });
  const twice = 'document.documentElement.style.fontSize = "200%"';
  expect(await each(narrow, documents, `(${openAll}, ${sticksOut})`, styles)).toEqual([]);
  expect(await each(large, documents, `(${twice}, ${openAll}, ${sticksOut})`, styles)).toEqual([]);
  expect(documents.length).toBeGreaterThan(100);
});

/** Every page of a site in a language, at the addresses that name it, and what its reader gets. */
async function inLanguage(
  language: string,
  { everyPage, libraryOf, siteWorld, visit }: SiteOfTests,
  offered: OfferedIn,
) {
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
  const documents: Named[] = [];
  for (const one of pages) documents.push([`${language}, ${one.name}`, await htmlOf(one)]);
  return { documents, styles: await stylesOf(w.app, documents) };
}
type SiteOfTests = Pick<PseudoSite, 'everyPage' | 'libraryOf' | 'siteWorld' | 'visit'>;
type OfferedIn = typeof offeredIn;

test('every page fits a phone of 320 px in German, and with words that are longer by two fifths, and every email in English, Spanish and German', async () => {
  const longer = await pseudoSite('longer', place('longer.mjs'));
  const inOwnWords: OfferedIn = ([tag], series) => ({
    ...series,
    languages: { [tag!]: () => ({ ...series, siteLanguage: tag! }) },
  });
  const sites = [
    { heading: '>Datenschutz<', ...(await inLanguage('de', { everyPage, libraryOf, siteWorld, visit }, offeredIn)) },
    { heading: '>Privacypri<', ...(await inLanguage('es', longer, inOwnWords)) },
  ];
  for (const { heading, documents, styles } of sites) {
    expect(await each(narrow, documents, `(${openAll}, ${sticksOut})`, styles)).toEqual([]);
    // A control: pages were in those languages.
    expect(documents.filter(([, html]) => html.includes(heading)).length).toBeGreaterThan(100);
  }
  const translated = ['es', 'de'].flatMap((language): Named[] => {
    const { lessons: own, mails: account } = seriesIn(series, language);
    return [
      ...own.map(({ id, mail }): Named => [`${language}, ${id}`, mail.html(exampleFields)]),
      ...Object.entries(account).map(([kind, mail]): Named => [`${language}, ${kind}`, mail.html(exampleFields)]),
    ];
  });
  expect(await each(narrow, [...mails, ...translated], `(${openAll}, ${sticksOut})`)).toEqual([]);
});

/** Rows of the settings close each other. */
const openAll = `document.querySelectorAll('details').forEach((one) => (one.removeAttribute('name'), (one.open = true)))`;
/** The innermost elements that make a page scroll sideways. */
const sticksOut = `(() => {
  if (document.documentElement.scrollWidth <= innerWidth) return [];
  const out = [...document.body.querySelectorAll('*')].filter((one) => one.getBoundingClientRect().right > innerWidth + 1);
  const inner = out.filter((one) => !out.some((other) => one !== other && one.contains(other)));
  return inner.length === 0 ? ['scrolls sideways'] : inner.slice(0, 2).map((one) => one.outerHTML.slice(0, 120));
})()`;

describe('on the first screen of a phone, 640 px of it,', () => {
  /** Where the first list of steps in a lesson ends, with its button, or its short version. */
  const end = `(() => {
    const short = [...document.querySelectorAll('h2')].find((one) => one.textContent.trim() === 'The two-minute version');
    return (short ?? document.querySelector('ol')).closest('table').getBoundingClientRect().bottom;
  })()`;
  /** What cannot wait stands before the practice. */
  const safetyFirst = ['flare-up-now', 'do-first', 'small-and-yours'];
  const said = coachingRules
    .filter((rule) => !isHardRule(rule))
    .map((rule) => series.coaching[rule])
    .flatMap(({ says, after = '' }) => says.map((text) => `${text} ${after}`));
  const coach = said
    .toSorted((a, b) => b.length - a.length)[0]!
    .replace('{lesson}', '“What helps when pain flares up”');
  let phone: Documents;
  beforeAll(async () => {
    phone = await openDocuments(browser, { viewport: { width: 390, height: 844 } });
  });

  test.each([
    ['the practice of every lesson ends', {}, 'en'],
    ['the practice of every lesson ends in Spanish', {}, 'es'],
    ['it ends as well where the longest sentence answers to a check-in', { coach }, 'en'],
    ['the short version ends that such a sentence leads to', { coach, shortFirst: 'yes' }, 'en'],
  ])('%s', async (_name, more, language) => {
    const all = everyLesson(seriesIn(series, language)).filter((lesson) => !safetyFirst.includes(lesson.id));
    const ends = await phone.inEach<number>(
      all.map(({ mail }) => mail.html({ ...exampleFields, ...more })),
      end,
    );
    expect(all.map(({ id }, index) => [id, ends[index]!] as const).filter(([, at]) => at > 640)).toEqual([]);
  });
});

/** The style sheets that pages of a site link to, by their addresses. */
async function stylesOf(
  app: Pick<ReturnType<typeof siteWorld>['app'], 'request'>,
  documents: Named[],
): Promise<Record<string, string>> {
  const addresses = new Set(documents.flatMap(([, html]) => html.match(/(?<=href=")[^"]+\.css(?=")/g) ?? []));
  const styles: Record<string, string> = {};
  for (const address of addresses) styles[address] = await (await app.request(address)).text();
  return styles;
}
