import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { tokenCss } from '../../lambdas/content/look.ts';
import type { HandlerName } from '../../lib/cloud/bundling.ts';

/** Of each picture: they stand side by side at the top of the README, a third of a page wide. */
const size = { width: 660, height: 480 };

export interface Doors {
  /** Of a running site. */
  siteUrl: string;
  /** The file of a lesson. */
  lesson: string;
  /** The same as an email. */
  email: string;
}

/**
 * Takes the three pictures at the top of the README: the site for who tries it, a lesson as it is written and as it arrives for who runs a service, and the
 * way of an email for who works on it.
 *
 * @param folder - is there
 */
export async function doorPictures(browser: Browser, folder: string, { siteUrl, lesson, email }: Doors): Promise<void> {
  const written = (await readFile(lesson, 'utf8')).split('---\n').at(-1)!;
  await picture('door-try', (page) => page.goto(siteUrl));
  await picture('door-own', async (page) => {
    await page.setContent(asWritten(written, email));
    await page.frameLocator('iframe').locator('h1').waitFor();
  });
  await picture('door-work', (page) => page.setContent(wayOfEmail()));

  async function picture(name: string, show: (page: Page) => Promise<unknown>) {
    const page = await browser.newPage({ viewport: size, deviceScaleFactor: 1.25, timezoneId: 'Europe/Berlin' });
    await show(page);
    await page.screenshot({ path: join(folder, `${name}.png`) });
    await page.close();
  }
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

const style = `${tokenCss}
* { box-sizing: border-box; margin: 0 }
body { background: var(--paper); color: var(--ink); font: 19px/1.45 'Open Sans', sans-serif; padding: 20px; height: ${size.height}px; overflow: hidden }`;

function asWritten(lesson: string, email: string): string {
  return `<!doctype html><style>${style}
    body { display: grid; grid-template-columns: 47% 1fr; gap: 20px; padding-bottom: 0 }
    pre { font: inherit; font-size: 15px; white-space: pre-wrap; background: var(--sheet); border: 1px solid var(--rule); border-radius: 12px; padding: 16px; height: 520px }
    div { height: 520px; overflow: hidden; border-radius: 12px; border: 1px solid var(--rule) }
    iframe { width: 430px; height: 760px; border: 0; transform: scale(.71); transform-origin: 0 0 }
  </style><pre>${escaped(lesson)}</pre><div><iframe srcdoc="${escaped(email)}"></iframe></div>`;
}

/** What an email passes, function by function. The whole of it: docs/architecture.md. */
const way: readonly [function_: HandlerName, does: string][] = [
  ['web', 'sign-up, confirmation, settings'],
  ['plan', 'every quarter hour: whose slot is due?'],
  ['send', 'claim, make, hand to SES, confirm'],
  ['feedback', 'what SES says: bounces, complaints'],
  ['reconcile', 'every night: what it said and was missed'],
];

function wayOfEmail(): string {
  const steps = way.map(([name, does]) => `<li><b>${name}</b> ${does}</li>`).join('');
  return `<!doctype html><style>${style}
    ol { list-style: none; padding: 0; display: grid; gap: 43px }
    li { position: relative; background: var(--sheet); border: 1px solid var(--rule); border-radius: 12px; padding: 13px 20px }
    li + li::before { content: ''; position: absolute; left: 60px; top: -44px; height: 43px; border-left: 3px solid var(--accent) }
    b { display: inline-block; min-width: 150px; color: var(--accent) }
  </style><ol>${steps}</ol>`;
}
