import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { Temporal } from 'temporal-polyfill';
import { deployedHandlers } from '../../lib/local/handlers.ts';
import { startLocalService, type LocalService } from '../../lib/local/service.ts';
import { localSections } from '../../lib/operator/console/local-sections.ts';
import { findings } from '../support/axe.ts';
import { startBrowser } from '../support/browser.ts';
import { consoleOf } from '../support/console.ts';
import { press } from '../support/story.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/*
 * Goal: an operator's morning in the console of the local home, on a laptop and on a phone: somebody is added, found by name, read about and noted;
 * everybody is told something, and it comes to each inbox once.
 */

const place = temporaryFolder();
const morning = Temporal.Instant.from('2026-11-30T08:01:00Z');
const errors: unknown[] = [];
let service: LocalService;
let browser: Browser;
let local: ReturnType<typeof consoleOf>;

beforeAll(async () => {
  service = await startLocalService({
    dataDir: place('data'),
    port: 0,
    handlers: await deployedHandlers(),
    sections: async (clock) => localSections(place('data'), clock),
    onError: (error) => errors.push(error),
    realNow: () => morning.epochMilliseconds,
  });
  local = consoleOf(service.url);
  browser = await startBrowser();
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await service?.close();
});

/** The rules of axe that go by the width of the window. */
const rulesOfWidth = ['target-size', 'scrollable-region-focusable'];

/** What axe finds on the page by these rules, by default all that it has. */
const faultsOf = (page: Page, rules?: string[]) => findings(page, { iframes: false, ...(rules && { runOnly: rules }) });

const status = (page: Page) => page.locator('main').getByRole('status').innerText();

test.each([
  { on: 'a laptop', width: 1280, height: 800, name: 'Ann', day: 'Monday', people: 1, rules: undefined },
  { on: 'a phone', width: 390, height: 844, name: 'Bea', day: 'Tuesday', people: 2, rules: rulesOfWidth },
])(
  'an operator on $on adds $name, finds and notes her, and tells everybody that Clinic is closed on $day',
  async ({ width, height, name, day, people, rules }) => {
    const address = `${name.toLowerCase()}@example.org`;
    const context = await browser.newContext({ viewport: { width, height }, bypassCSP: true });
    await context.clock.install();
    const page = await context.newPage();
    const sound = async () => expect([page.url(), await faultsOf(page, rules)]).toEqual([page.url(), []]);

    // Somebody signs up at the reception.
    await page.goto(`${service.url}/local/people`);
    await page.getByRole('link', { name: 'Add somebody' }).click();
    await page.getByLabel('Email address').fill(address);
    await page.getByLabel('First name').fill(name);
    await page.getByLabel('Time zone, such as').fill('Europe/Berlin');
    await page.getByLabel('They agreed already').check();
    await page.getByText('The record of their consent').click();
    await page.getByLabel('Words that they agreed to').fill('Our leaflet of 2026');
    await page.getByLabel('Where they agreed').fill('paper form at the reception');
    await page.getByLabel('When they agreed').fill('2026-11-27');
    await page.getByLabel('They agreed to get these emails').check();
    await sound();
    await press(page, 'Add them');
    expect(await status(page)).toContain('The welcome is on its way');
    await local.mailTo(address, 'welcome');

    // She rings up: found by name from any page, read about, noted.
    await page.goto(`${service.url}/local/overview`);
    await sound();
    await page.getByRole('searchbox', { name: 'Find a person' }).fill(name);
    await press(page, 'Find');
    await sound();
    await page.getByRole('link', { name, exact: true }).click();
    expect(await page.locator('h1').innerText()).toBe(name);
    expect(await page.title()).not.toContain(name);
    expect(await page.locator('main').innerText()).toMatch(
      /Active since[\s\S]*Lessons Mondays at 7:00, Berlin time[\s\S]*What comes next/,
    );
    await page.getByLabel('Note, in up to').fill('Rang up; likes the morning.');
    await press(page, 'Save the note');
    expect(await status(page)).toContain('The note is saved.');
    await sound();
    await page.goto(`${service.url}/local/people/recent`);
    expect(await page.locator('main').innerText()).toContain(`${name} <${address}>`);
    await sound();

    await page.getByRole('link', { name: 'Does it help?' }).click();
    expect(await page.locator('h1').innerText()).toBe('Does it help?');
    expect(await page.locator('main').innerText()).toMatch(/no comparison group[\s\S]*Three months after the end/i);
    await sound();

    // Everybody is to know that nobody is there.
    const subject = `The clinic is closed on ${day}`;
    await page.goto(`${service.url}/local/notices`);
    await page.getByRole('link', { name: 'Write a notice' }).click();
    await page.getByLabel('Subject', { exact: true }).fill(subject);
    await page.getByLabel('First line').fill('Nobody answers the telephone on that day.');
    await page.getByLabel('What it says').fill('We are away.\n\n- Call [112](tel:112) in an **emergency**.');
    await sound();
    await press(page, 'Look at it, and count the people');
    expect(await page.locator('main .standing').innerText()).toContain(
      `It is for ${people === 1 ? '1 person' : `${people} people`}`,
    );
    const frame = page.getByTitle('The notice as it arrives').contentFrame();
    expect(await frame.locator('body').innerText()).toMatch(/We are away\.[\s\S]*in an emergency/);
    await sound();
    await page.getByLabel('Your email address').fill('me@example.org');
    await press(page, 'Send a test');
    expect(await status(page)).toContain('The test is on its way');
    await page.getByLabel('It goes to all of them').check();
    await press(page, /^Send it to/);
    expect(await status(page)).toContain('from the next quarter hour on');
    expect(await page.locator('main .standing').innerText()).toBe('Begins within a quarter hour.');

    // The page follows while the clock goes on: it looks once a second.
    const now = Temporal.Instant.from(await local.now());
    await local.advanceTo(now.add({ minutes: 45 }).toString());
    await page.clock.fastForward(1_000);
    await page.getByText('Sent to everybody by').waitFor();
    await sound();
    await press(page, 'Count who had it');
    expect(await page.locator('dl.head').first().innerText()).toContain(`${people} had it`);
    const mails = (await local.mails()).filter((mail) => mail.subject.endsWith(subject));
    const everybody = ['ann@example.org', 'bea@example.org'].slice(0, people);
    expect(mails.map(({ to, subject: said }) => `${to} ${said}`).sort()).toEqual(
      [...everybody.map((to) => `${to} ${subject}`), `me@example.org [Test] ${subject}`].sort(),
    );
    await page.goto(`${service.url}/local/inbox`);
    expect(await page.locator('.mails').innerText()).toContain(subject);
    await context.close();
    expect(errors).toEqual([]);
  },
  90_000,
);
