import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { everybodysUses } from '../../lambdas/core/actions/limits.ts';
import { startBrowser } from '../support/browser.ts';
import { signUpFields, siteWorld } from '../support/site-world.ts';
import { press, signUpButton } from '../support/story.ts';

/* Goal: a browser proves by itself that it is no program, and the person loses nothing. */

const origin = 'https://weekwise.example';
let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(async () => browser?.close());

/** A tab in which the site's pages open, for a world in memory. */
async function tabOf(w: ReturnType<typeof siteWorld>) {
  const page = await browser.newPage();
  await page.route(`${origin}/**`, async (route) => {
    const request = route.request();
    const url = new URL(request.url());
    const body = request.postData();
    const answer = await w.app.request(`${url.pathname}${url.search}`, {
      method: request.method(),
      headers: request.headers(),
      ...(body !== null && { body }),
    });
    const to = answer.headers.get('location');
    if (to !== null) {
      // Playwright does not route what a redirect leads to; it routes what a page leads to.
      await route.fulfill({ contentType: 'text/html', body: `<meta http-equiv="refresh" content="0;url=${to}">` });
      return;
    }
    await route.fulfill({
      status: answer.status,
      headers: Object.fromEntries(answer.headers),
      body: Buffer.from(await answer.arrayBuffer()),
    });
  });
  await page.goto(origin);
  return page;
}

/** So many sign-ups from everywhere that each needs a proof. */
async function surge(w: ReturnType<typeof siteWorld>) {
  for (let time = 0; time <= everybodysUses.proof; time += 1) {
    await w.post('/sign-up', { ...signUpFields, email: `p${time}@example.org` }, `10.0.${time}.1`);
  }
  w.asked.length = 0;
}

async function fillIn(page: Page) {
  await page.fill('input[name=email]', 'ann@example.org');
}

test('a proof is worked out while the form is filled in, unseen, and sent along', async () => {
  const w = siteWorld();
  await surge(w);
  const page = await tabOf(w);
  await fillIn(page);
  while ((await page.inputValue('input[name=proof]')) === '') await page.waitForTimeout(20);
  await press(page, signUpButton);
  await page.getByRole('heading', { name: 'Look in your inbox' }).waitFor();
  expect(w.asked).toHaveLength(1);
  await page.context().close();
}, 60_000);

test('where a page asks for one, the browser works it out and says so; what was typed is still there', async () => {
  const w = siteWorld();
  const page = await tabOf(w);
  await surge(w);
  // As without time to work one out before: the script cannot fill in what is not there.
  await page.locator('input[name=proof]').evaluate((field) => field.remove());
  await fillIn(page);
  await press(page, signUpButton);
  expect(await page.inputValue('input[name=email]')).toBe('ann@example.org');
  await page.getByText('Done: you can press the button now.').waitFor();
  await press(page, signUpButton);
  await page.getByRole('heading', { name: 'Look in your inbox' }).waitFor();
  expect(w.asked).toHaveLength(1);
  await page.context().close();
}, 60_000);
