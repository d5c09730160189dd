import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { idAt } from '../bench/people.ts';
import { serveConsole } from '../../lib/operator/console/serve.ts';
import { findings, rulesOfColour } from '../support/axe.ts';
import { startBrowser } from '../support/browser.ts';
import { aSeries, libraryOf } from '../support/builders.ts';
import { operatorConnection } from '../support/operator-connection.ts';

/* The operator's console in a real Chromium, over a service of seven weeks. */

let deps: Awaited<ReturnType<typeof operatorConnection>>;
let served: Awaited<ReturnType<typeof serveConsole>>;
let browser: Browser;
let context: BrowserContext;
let page: Page;
const errors: unknown[] = [];
const asked: string[] = [];
const at = (path: string) => new URL(`/local${path}`, served.address).href;

beforeAll(async () => {
  deps = await operatorConnection(120);
  served = await serveConsole(deps.connection, (error) => errors.push(error));
  browser = await startBrowser();
  context = await browser.newContext({ bypassCSP: true });
  context.on('request', (request) => void asked.push(request.url()));
  page = await context.newPage();
  await page.goto(served.address);
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await served?.stop();
  await deps?.emulators.stop();
});

describe('the door', () => {
  test('opens once, for the browser that had the printed address', async () => {
    expect(page.url()).toBe(at('/overview'));
    const again = await browser.newContext();
    const answer = await (await again.newPage()).goto(served.address);
    expect(answer?.status()).toBe(403);
    await again.close();
  });

  test.each(['', '/people', '/console.css', '/lessons/spot-the-loop/html'])(
    'is shut for everybody else: %s',
    async (path) => {
      expect((await fetch(at(path))).status).toBe(403);
    },
  );

  test('is shut for other names of this machine, and for forms of other sites', async () => {
    const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
    const post = (headers: Record<string, string>) =>
      fetch(at('/sending/halt'), {
        method: 'POST',
        headers: { cookie, ...headers },
        body: new URLSearchParams({ why: 'x' }),
      });
    expect((await post({ 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await deps.connection.control.gate()).halted).toBeUndefined();
  });
});

describe('the overview', () => {
  test('says how many people there are, and draws what became of them, each chart with its numbers', async () => {
    await page.goto(at('/overview'));
    expect(await page.textContent('.tiles')).toMatch(/\d+ active/);
    const charts = page.locator('section.chart');
    expect(await charts.count()).toBe(7);
    expect(await page.locator('section.chart table').count()).toBe(7);
    // Of bounces there is nothing to draw, and the page says so.
    expect(await page.locator('section.chart svg').count()).toBe(6);
    expect(await page.locator('section.chart', { hasText: 'Bounces' }).innerText()).toContain('None in this time.');
    const late = page.locator('section.chart', { hasText: 'Late lessons' });
    await late.locator('summary').click();
    expect(await late.locator('tbody').innerText()).toMatch(/\t[1-9]/);
    const drop = page.locator('section.chart', { hasText: 'Who leaves after which lesson' });
    await drop.locator('summary').click();
    expect(await drop.locator('tbody tr').first().innerText()).toMatch(/^1\. Spot the loop\t\d+ %$/);
  });

  test('leaves out what fewer than five people said', async () => {
    const drop = page.locator('section.chart', { hasText: 'Check-ins and practice by lesson' });
    await drop.locator('summary').click();
    const rows = await drop.locator('tbody tr').allInnerTexts();
    expect(rows.join('\n')).toContain('–');
  });
});

describe('people', () => {
  test('are found by their address or id, and their page says what happened and what comes', async () => {
    await page.goto(at('/people'));
    await page.getByLabel('Address or subscriber id').fill(idAt(1));
    await page.getByRole('button', { name: 'Show' }).click();
    expect(page.url()).toBe(at(`/people/${idAt(1)}`));
    expect(await page.textContent('main')).toContain('Active since');
    expect(await page.textContent('main')).toContain('confirmed');
  });

  test('are found by a part of their address', async () => {
    await page.goto(at('/people'));
    await page.getByLabel('Address or subscriber id').fill('EXAMPLE');
    await page.getByRole('button', { name: 'Show' }).click();
    expect(await page.getByRole('heading', { level: 2 }).innerText()).toContain('People 1 to 50 of');
    await page.getByRole('link', { name: 'Next' }).click();
    expect(await page.getByRole('heading', { level: 2 }).innerText()).toContain('People 51 to');
    expect(page.url()).not.toMatch(/example/i);
    const [first] = await page.locator('tbody a').all();
    await first!.click();
    expect(await page.textContent('.standing')).toMatch(/since|Unsubscribed/);
  });

  test('who are nobody are a sentence, and what was typed is still there', async () => {
    await page.goto(at('/people'));
    await page.getByLabel('Address or subscriber id').fill('no such name');
    await page.getByRole('button', { name: 'Show' }).click();
    expect(await page.textContent('main')).toContain('Nobody fits.');
    expect(await page.getByLabel('Address or subscriber id').inputValue()).toBe('no such name');
  });

  test('are paused and unsubscribed by a press, and the page says so', async () => {
    await page.goto(at(`/people/${idAt(2)}`));
    await page.getByLabel('Pause until').fill('2027-01-11');
    await page.getByRole('button', { name: 'Pause', exact: true }).click();
    expect(await page.getByRole('status').innerText()).toBe('Paused.');
    expect(await page.textContent('.standing')).toContain('Paused until 2027-01-11');
    await page.getByText('Unsubscribe or erase').click();
    await page.getByLabel('They asked to unsubscribe').check();
    await page.getByRole('button', { name: 'Unsubscribe' }).click();
    expect((await deps.connection.subscribers.find(idAt(2)))?.status).toBe('unsubscribed');
  });
});

describe('suppression', () => {
  const put = async (address: string) => {
    await page.goto(at('/suppression'));
    await page.getByLabel('Address that must not be mailed').fill(address);
    await page.getByLabel('Why?').selectOption('bounce');
    await page.getByRole('button', { name: 'Put it on' }).click();
  };

  test('is a list to put addresses on and take them off, on both at once', async () => {
    await put('ann@example.org');
    expect(await page.getByRole('status').innerText()).toContain('on SES’s list and on our record');
    expect(await page.locator('tbody tr').innerText()).toMatch(/bounce\tann@example.org\tSES and our record$/);
    await page.getByLabel('Address whose mailbox takes mail again').fill('ann@example.org');
    await page.getByRole('button', { name: 'Take it off' }).click();
    expect(await page.textContent('main')).toContain('Nobody is suppressed.');
  });

  test('refuses what is no address in a sentence', async () => {
    // The browser lets it pass; we do not.
    await put('ann@localhost');
    expect(await page.getByRole('alert').innerText()).toContain('This is not an email address');
  });
});

test('a lesson is shown as people see it, with its figures', async () => {
  await page.goto(at('/lessons'));
  const picture = page.waitForResponse((response) => response.url().includes('/pictures/'));
  await page.getByRole('link', { name: 'Spot the loop' }).click();
  expect(await page.textContent('dl.head')).toMatch(/Sent\d+/);
  const frame = page.frameLocator('iframe');
  expect(await frame.locator('body').innerText()).toContain('Spot the loop');
  expect((await picture).status()).toBe(200);
});

describe('mail', () => {
  test('is halted with a reason, which every page then says, and let out again', async () => {
    await page.goto(at('/sending'));
    await page.getByLabel(/^Why\?/).fill('SES asked');
    await page.getByRole('button', { name: 'Halt all mail' }).click();
    await page.goto(at('/overview'));
    expect(await page.textContent('.stopped')).toContain('SES asked');
    await page.goto(at('/sending'));
    await page.getByRole('button', { name: 'Resume sending' }).click();
    expect(await page.locator('.stopped').count()).toBe(0);
  });

  test('that was set aside is put back', async () => {
    const QueueUrl = deps.connection.queues.send.deadLetterUrl;
    await deps.connection.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: '{}' }));
    await page.goto(at('/sending'));
    await page.getByRole('button', { name: 'Put back' }).click();
    expect(await page.getByRole('button', { name: 'Put back' }).count()).toBe(0);
  });
});

describe('every page', () => {
  test.each([
    '/overview',
    '/people',
    '/people?status=active&sort=since',
    '/people/new',
    '/people/recent',
    '/notices',
    '/notices/new',
    `/people/${idAt(1)}`,
    '/lessons',
    '/lessons/spot-the-loop',
    '/suppression',
    '/sending',
    '/nowhere',
  ])('is sound for axe, light and dark, at 320 px: %s', async (path) => {
    await page.setViewportSize({ width: 320, height: 800 });
    await page.goto(at(path));
    expect(await findings(page, { iframes: false }, { iframes: false, runOnly: rulesOfColour })).toEqual([]);
  });

  test('asks nobody but the console, and nothing went wrong', () => {
    expect(asked.filter((url) => !url.startsWith(new URL(served.address).origin) && !url.startsWith('data:'))).toEqual(
      [],
    );
    expect(errors).toEqual([]);
  });
});

test('has the numbers of each series where there are several', async () => {
  const { connection } = deps;
  const { series } = connection;
  connection.series = libraryOf(series.first, { ...aSeries(['evening']), id: 'sleep', title: 'Sleep' });
  await page.goto(at('/lessons'));
  expect(await page.getByRole('link', { name: 'Stress and back pain' }).getAttribute('aria-current')).toBe('true');
  await page.getByRole('link', { name: 'Sleep', exact: true }).click();
  await page.getByRole('link', { name: 'Lesson evening' }).click();
  expect(await page.frameLocator('iframe').locator('body').textContent()).toContain('Lesson evening');
  await page.goto(at('/overview?series=sleep'));
  expect(await page.locator('main').textContent()).toContain('Nothing was counted yet');
  await page.goto(at('/overview'));
  expect(await page.locator('nav[aria-label="Series"] li').count()).toBe(2);
  connection.series = series;
});
