import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { startBrowser } from '../support/browser.ts';
import { signUpFields, siteWorld } from '../support/site-world.ts';
import { heading, press, signUpButton } from '../support/story.ts';

/* Goal: while sign-ups surge, a browser proves by itself that it is no program, and the person loses nothing. */

const origin = 'https://weekwise.example';
let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(async () => browser?.close());

test('a browser works the proof out and says so; what was typed is still there', async () => {
  const w = siteWorld();
  for (let time = 0; time < 60; time += 1) {
    await w.post('/sign-up', { ...signUpFields, email: `p${time}@example.org` }, `10.0.${time}.1`);
  }
  const page = await browser.newPage();
  await page.route(`${origin}/**`, async (route) => {
    const request = route.request();
    const url = new URL(request.url());
    const body = request.postData();
    const answer = await w.app.request(url.pathname, {
      method: request.method(),
      headers: request.headers(),
      ...(body !== null && { body }),
    });
    await route.fulfill({
      status: answer.status,
      headers: Object.fromEntries(answer.headers),
      body: Buffer.from(await answer.arrayBuffer()),
    });
  });
  await page.goto(origin);
  await page.fill('input[name=email]', 'ann@example.org');
  await page.fill('input[name=firstName]', 'Ann');
  await page.check('input[name=consent]');
  await press(page, signUpButton);
  expect(await page.inputValue('input[name=firstName]')).toBe('Ann');
  await page.getByText('Done: you can press the button now.').waitFor();
  await press(page, signUpButton);
  expect(await heading(page)).toBe('Look in your inbox');
  expect(w.asked).toHaveLength(61);
  await page.context().close();
}, 60_000);
