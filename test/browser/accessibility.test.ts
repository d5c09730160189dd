import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { compiledSeries } from '../../lambdas/adapters/series-library.ts';
import { makeToken } from '../../lambdas/core/mail/link-token.ts';
import { exampleFields, exampleWeeks } from '../../lib/templates/example-fields.ts';
import { aSubscriber } from '../support/builders.ts';
import { startBrowser } from '../support/browser.ts';
import { siteWorld } from '../support/site-world.ts';
import { joins } from '../support/people.ts';

/* axe-core in a real Chromium over every kind of page and every mail, light and dark, at the width of a small phone. */

const library = compiledSeries(['stress-and-back-pain']);
const series = library.first;
const lessons = [...series.lessons, ...series.branches.flatMap((branch) => branch.lessons)];
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
  [
    'reminder with a plan',
    lessons[0]!.reminders[0]!.html({ ...exampleFields, plan: 'When I rest, I will move.' }),
  ] as const,
  ...Object.entries(series.mails).map(([kind, mail]) => [kind, mail.html(exampleFields)] as const),
];

/** A mail is an article in somebody else's page, which has the landmarks. */
const ofPagesOnly = ['landmark-one-main', 'region'];

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(async () => browser?.close());

/** A page at which one document after the other is looked at: a page for each would take longer than what is done there. */
async function openPage(colorScheme: 'light' | 'dark'): Promise<Page> {
  const context = await browser.newContext({ colorScheme, viewport: { width: 320, height: 800 }, bypassCSP: true });
  // Pictures have their size and their words with them, and nothing else is fetched.
  await context.route('**/*', (route) => route.abort());
  return context.newPage();
}

/** What axe finds wrong with a document, in one line a finding. */
async function findings(page: Page, html: string, without: string[] = []): Promise<string[]> {
  await page.setContent(html);
  // What is written into a page leaves its scripts alone: axe is read once a page.
  if (await page.evaluate('globalThis.axe === undefined')) await page.evaluate(axe.source);
  return (await page.evaluate(`(async () => {
    const rules = ${JSON.stringify(Object.fromEntries(without.map((rule) => [rule, { enabled: false }])))};
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    const { violations } = await axe.run(document, {
      runOnly: { type: 'tag', values: tags },
      resultTypes: ['violations'],
      rules,
    });
    const tooWide = document.documentElement.scrollWidth > innerWidth ? ['scrolls sideways at 320 px'] : [];
    return [...violations.map(({ id, nodes }) => id + ': ' + nodes[0].html), ...tooWide];
  })()`)) as string[];
}

test('axe finds what is wrong, in one document after the other', async () => {
  const page = await openPage('light');
  const bad = (body: string) => `<html lang="en"><head><title>A mail</title></head><body>${body}</body></html>`;
  expect(await findings(page, bad('<img src="x.png">'), ofPagesOnly)).toContainEqual(
    expect.stringContaining('image-alt'),
  );
  expect(await findings(page, bad('<p style="color:#ccc;background:#fff">Pale</p>'), ofPagesOnly)).toContainEqual(
    expect.stringContaining('color-contrast'),
  );
  expect(await findings(page, bad('<div style="width:400px">Wide</div>'), ofPagesOnly)).toContain(
    'scrolls sideways at 320 px',
  );
});

describe.each(['light', 'dark'] as const)('in %s mode axe finds nothing in', (colorScheme) => {
  let page: Page;
  beforeAll(async () => {
    page = await openPage(colorScheme);
  });

  test.each(mails)('the mail %s', async (_name, html) => {
    expect(await findings(page, html, ofPagesOnly)).toEqual([]);
  });

  test('any kind of page', async () => {
    const { app, deps, subscribers } = siteWorld();
    const person = aSubscriber({ series: series.id });
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
      `/check-in/${token('diary')}?days=1-2`,
      `/progress/${token('settings')}`,
      `/data/${token('fresh')}`,
      `/data/${token('fresh')}/erase`,
      `/unsubscribe/${token('unsubscribe')}`,
      `/confirm/${token('confirm')}`,
    ];
    for (const path of paths) {
      const html = await withStyles(await (await app.request(path)).text(), app);
      expect([path.split('/')[1], await findings(page, html)]).toEqual([path.split('/')[1], []]);
    }
  });
});

/** The page with its style sheet in it: there is no server to fetch it from. */
async function withStyles(html: string, app: ReturnType<typeof siteWorld>['app']): Promise<string> {
  const path = /href="([^"]+\.css)"/.exec(html)?.[1];
  const css = await (await app.request(path!)).text();
  return html
    .replace('</head>', `<style>${css}</style></head>`)
    .replaceAll(/<(script|link)[^>]*(src|href)="\/assets[^>]*>(<\/script>)?/g, '');
}
