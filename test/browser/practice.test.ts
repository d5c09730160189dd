import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { compiledSeries } from '../../lambdas/adapters/series-library.ts';
import { aSubscriber, idOf } from '../support/builders.ts';
import { startBrowser } from '../support/browser.ts';
import { siteWorld } from '../support/site-world.ts';

/* Goal: somebody practises along on a phone, finds a lesson again, and keeps a plan for flare-ups, with the real lessons and the policy in force. */

const w = siteWorld();
w.deps.series = compiledSeries(['stress-and-back-pain']);
w.deps.pictures = async () => new Uint8Array([0x89, 0x50]);
const sent = { 'spot-the-loop': '2026-11-09T06:00:00Z', 'slow-breathing': '2026-11-16T06:00:00Z' };
w.keep(aSubscriber({ series: 'stress-and-back-pain', sent }));

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(async () => browser?.close());

/** A phone that reads the site as it answers in this process. What it may not fetch or run, it says. */
async function phone(options: BrowserContextOptions = {}): Promise<{ page: Page; refused: string[] }> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, ...options });
  await context.route('**/*', async (route) => {
    const request = route.request();
    const form = await w.app.request(request.url().replace(w.deps.siteUrl, ''), {
      method: request.method(),
      headers: await request.allHeaders(),
      ...(request.method() === 'POST' && { body: request.postData() ?? '' }),
    });
    // A redirect cannot be given to a page: what it leads to is.
    const answer = form.status === 303 ? await w.app.request(form.headers.get('Location')!) : form;
    const headers = Object.fromEntries([...answer.headers].filter(([name]) => name !== 'content-encoding'));
    await route.fulfill({ status: answer.status, headers, body: Buffer.from(await answer.arrayBuffer()) });
  });
  const page = await context.newPage();
  const refused: string[] = [];
  page.on('pageerror', (error) => refused.push(error.message));
  page.on('console', (said) => said.type() === 'error' && refused.push(said.text()));
  return { page, refused };
}

const at = (path: string) => `${w.deps.siteUrl}${path}`;
const says = (page: Page) => page.locator('[data-says]').textContent();
const radius = async (page: Page) => Number(await page.locator('[data-disc]').getAttribute('r'));

/** A phone whose clock stands from the beginning: one that runs until it is stopped is further on on a slow machine. */
async function phoneWithClock(options?: BrowserContextOptions) {
  const there = await phone(options);
  await there.page.clock.install({ time: 0 });
  await there.page.clock.pauseAt(1_000);
  return there;
}

/** Counts in a page how many of the frames that it asked for are still to come, at most. */
const countFrames = `
  globalThis.mostFrames = 0;
  let asked = 0;
  const ask = requestAnimationFrame;
  globalThis.requestAnimationFrame = (draw) => {
    mostFrames = Math.max(mostFrames, ++asked);
    return ask((now) => { asked -= 1; draw(now); });
  };`;

test('breathes along by one clock, a frame at a time, which Pause holds and which ends in “Once more”', async () => {
  const { page, refused } = await phoneWithClock();
  await page.addInitScript(countFrames);
  await page.goto(at(`/practise/${w.tokenOf('diary', idOf('ann'))}/slow-breathing`));
  const [start, clock, state] = ['start-button', 'clock', 'state'].map((name) => page.locator(`[data-${name}]`));
  expect(await clock!.textContent()).toBe('1:00');
  await start!.click();
  await page.clock.runFor(4_000);
  expect([await says(page), await clock!.textContent(), await state!.textContent()]).toEqual([
    'Breathe in',
    '0:56',
    'Started',
  ]);
  const full = await radius(page);
  expect(full).toBeGreaterThan(85);
  await page.clock.runFor(3_000);
  expect(await says(page)).toBe('and slowly out');
  expect(await radius(page)).toBeLessThan(full);
  await start!.click();
  await page.clock.runFor(60_000);
  expect([await clock!.textContent(), await start!.textContent()]).toEqual(['0:53', 'Go on']);
  await start!.click();
  await page.clock.runFor(53_500);
  expect([await clock!.textContent(), await start!.textContent()]).toEqual(['1:00', 'Once more']);
  expect(await page.evaluate('mostFrames')).toBe(1);
  expect(refused).toEqual([]);
});

test('holds the disc still for who wants less motion; the words go on', async () => {
  const { page } = await phoneWithClock({ reducedMotion: 'reduce' });
  await page.goto(at('/lesson/slow-breathing/practice'));
  await page.locator('[data-start-button]').click();
  const still = await radius(page);
  await page.clock.runFor(5_000);
  expect([await says(page), await radius(page)]).toEqual(['and slowly out', still]);
});

/** What a browser has to read aloud with, and what it was given to read. */
const voices = (own: boolean) => `
  globalThis.heard = [];
  globalThis.SpeechSynthesisUtterance = class extends EventTarget { constructor(text) { super(); this.text = text; } };
  const there = [{ lang: 'en-GB', localService: false }, ...(${own} ? [{ lang: 'en-US', localService: true, own: true }] : [])];
  Object.defineProperty(globalThis, 'speechSynthesis', { value: {
    getVoices: () => there,
    speak: (said) => { heard.push([said.text, said.rate, said.voice.own]); said.dispatchEvent(new Event('end')); },
    cancel: () => undefined,
  } });`;

test('has a voice of the device read the steps, one at a time, and no other', async () => {
  const { page, refused } = await phoneWithClock();
  await page.addInitScript(voices(true));
  await page.goto(at('/lesson/spot-the-loop/practice'));
  const steps = await page.locator('[data-steps] > li').allTextContents();
  await page.getByRole('button', { name: 'Read aloud' }).click();
  await page.clock.runFor(3_000);
  expect(await page.evaluate('heard')).toEqual(steps.slice(0, 2).map((step) => [step, 0.85, true]));
  expect(await page.locator('[aria-current=step]').textContent()).toBe(steps[1]);
  await page.getByRole('button', { name: 'Stop reading' }).click();
  await page.clock.runFor(9_000);
  expect(await page.evaluate('heard.length')).toBe(2);
  expect(refused).toEqual([]);

  const { page: other } = await phone();
  await other.addInitScript(voices(false));
  await other.goto(at('/lesson/spot-the-loop/practice'));
  expect(await other.locator('.stage').isVisible()).toBe(false);
});

test('says everything without a script, and offers nothing that needs one', async () => {
  const { page } = await phone({ javaScriptEnabled: false });
  await page.goto(at(`/practise/${w.tokenOf('diary', idOf('ann'))}/slow-breathing`));
  expect(await page.locator('.stage').isVisible()).toBe(false);
  expect(await page.locator('.steps li').count()).toBeGreaterThan(3);
  await page.getByRole('button', { name: 'I did it' }).click();
  expect(await page.locator('.done').textContent()).toContain('Noted. That makes one day this week');
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('button', { name: 'I did it' }).waitFor();
  await page.goto(at('/lesson/flare-up-plan/sheet'));
  expect(await page.locator('.unscripted').isVisible()).toBe(true);
  expect(await page.getByRole('button').count()).toBe(0);
});

test('keeps a sheet in the browser until it is deleted there', async () => {
  const { page, refused } = await phone();
  page.on('dialog', (dialog) => void dialog.accept());
  await page.goto(at('/lesson/flare-up-plan/sheet'));
  await page.locator('#answer-2').fill('A warm cup.\nSlow breathing.');
  await page.reload();
  expect(await page.locator('#answer-2').inputValue()).toBe('A warm cup.\nSlow breathing.');
  await page.getByRole('button', { name: 'Delete what I wrote' }).click();
  await page.reload();
  expect(await page.locator('#answer-2').inputValue()).toBe('');
  expect(await page.evaluate('localStorage.length')).toBe(0);
  expect(refused).toEqual([]);
});

test('finds a lesson by a word of its text', async () => {
  const { page, refused } = await phone();
  await page.goto(at(`/lessons/${w.tokenOf('settings', idOf('ann'))}`));
  const shown = page.locator('[data-lesson]:visible');
  expect(await shown.count()).toBe(2);
  await page.locator('#find').fill('queue breath');
  expect(await shown.locator('h2').allTextContents()).toEqual(['Slow, easy breathing']);
  await page.locator('#find').fill('bicycle');
  expect(await shown.count()).toBe(0);
  await page.getByRole('button', { name: 'Show all' }).click();
  expect(await shown.count()).toBe(2);
  await page.goto(at('/lesson/slow-breathing'));
  expect(await page.locator('[data-share] button').isVisible()).toBe(true);
  expect(refused).toEqual([]);
});
