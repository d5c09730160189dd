import { addDays, localDateAt, weekdayOf } from '../../lambdas/core/time/calendar.ts';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import { simpleParser } from 'mailparser';
import type { Page } from 'playwright-core';
import { Temporal } from 'temporal-polyfill';
import { datesIn } from '../../lambdas/core/time/words.ts';
import { deployedHandlers, type Handlers } from '../../lib/local/handlers.ts';
import { startLocalService } from '../../lib/local/service.ts';
import { startBrowser } from './browser.ts';
import { consoleOf, type StoredMail } from './console.ts';
import { quickFolder } from './quick-folder.ts';

const { weekdayName } = datesIn('en');

export const signUpButton = /send me the first lesson/i;
export const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click();
/** Opens a row of the settings by its name. */
export const openRow = (page: Page, name: string) => page.locator('summary', { hasText: name }).click();
export const heading = async (page: Page) => (await page.locator('h1').textContent())?.trim() ?? '';
export const lessonsTo = (mails: StoredMail[], to: string) =>
  mails.filter((mail) => mail.to === to && mail.delivery?.startsWith('lesson'));
/** What stands in the main part of the page that is open, its line breaks gone. */
export const mainText = async (page: Page) =>
  ((await page.locator('main').textContent()) ?? '').replaceAll(/\s+/g, ' ');
/** The text part of a mail, its line breaks gone. */
export const wordsOf = async ({ raw }: StoredMail) => ((await simpleParser(raw)).text ?? '').replaceAll(/\s+/g, ' ');

/**
 * With the work of the night done once a week. None of it shows on a page or in an email of these stories, and every night of a long course would
 * cost as much as all of its pages.
 */
function withFewNights(handlers: Handlers): Handlers {
  const weekly =
    (wire: Handlers['count']): Handlers['count'] =>
    (settings, overrides) => {
      const work = wire(settings, overrides);
      let nights = 0;
      return async (event, context) => (nights++ % 7 === 0 ? work(event, context) : undefined);
    };
  return { ...handlers, reconcile: weekly(handlers.reconcile), count: weekly(handlers.count) };
}

/** The kind of the page that is open: its path without language and tokens. */
export function kindOf(page: Page): string {
  return new URL(page.url()).pathname
    .split('/')
    .filter((part) => !part.includes('.') && !/^[a-z]{2}$/.test(part))
    .join('/');
}

/**
 * The whole service on this machine, and a browser to live its story in.
 *
 * @param handlers - those of another build
 */
export async function startStory(handlers?: Handlers) {
  const folder = await mkdtemp(join(quickFolder, 'weekwise-story-'));
  const service = await startLocalService({
    dataDir: folder,
    port: 0,
    handlers: withFewNights(handlers ?? (await deployedHandlers())),
    onError: (error) => console.error(error),
  });
  const browser = await startBrowser();
  const local = consoleOf(service.url);

  /** The weekday it will be somewhere in some days. */
  const weekdayIn = async (zone: string, days: number) =>
    weekdayOf(addDays(localDateAt(Temporal.Instant.from(await local.now()), zone), days));

  /** The link to one of the site's pages in a mail, in whichever language. */
  const linkIn = async ({ raw }: StoredMail, page: string) => {
    const { text = '' } = await simpleParser(raw);
    const found = new RegExp(`${service.url}(?:/[a-z]{2})?/${page}/\\S+`).exec(text)?.[0];
    if (found === undefined) throw new Error(`The mail has no link to ${page}`);
    return found;
  };

  const daysLater = async (days: number) => {
    const to = Temporal.Instant.from(await local.now()).add({ hours: 24 * days });
    await local.advanceTo(to.toString());
  };

  return {
    service,
    local,
    weekdayIn,
    linkIn,
    /** Asks for a link, as one must for one's data and for another address, and opens it. */
    opensOwnData: async (page: Page, to: string) => {
      const before = (await local.mails()).filter((mail) => mail.to === to && mail.delivery?.startsWith('link'));
      await page.goto(`${service.url}/link`);
      await page.fill('input[name=email]', to);
      await press(page, /send/i);
      await page.goto(await linkIn(await local.mailTo(to, 'link', before.length), 'data'));
    },
    /** A visitor's phone; anything it asks of another origin is noted. */
    visit: async (options: { javaScriptEnabled: boolean; timezoneId?: string; locale?: string }) => {
      const phone = { viewport: { width: 390, height: 844 }, hasTouch: true };
      const context = await browser.newContext({
        ...phone,
        timezoneId: 'America/Sao_Paulo',
        locale: 'en-GB',
        ...options,
      });
      const page = await context.newPage();
      const strangers: string[] = [];
      page.on('request', (request) => {
        if (!request.url().startsWith(service.url)) strangers.push(request.url());
      });
      return { page, strangers };
    },
    daysLater,
    /** From the landing page to an active subscription, with one slip on the way. The lesson day is tomorrow in the zone. */
    joins: async (page: Page, to: string, zone = 'Asia/Kathmandu') => {
      await page
        .locator('form')
        .first()
        .evaluate((form) => form.setAttribute('novalidate', ''));
      await page.fill('input[name=email]', 'sam@');
      const when = page.locator('details.when');
      if ((await when.getAttribute('open')) === null) await when.locator('summary').click();
      const lessonDay = await weekdayIn(zone, 1);
      await page.selectOption('select[name=lessonDay]', String(lessonDay));
      await page.selectOption('select[name=sendTime]', '06:45');
      await page.selectOption('select[name=zone]', zone);
      await page.locator('form').first().getByRole('button', { name: signUpButton }).click();
      // What was typed is still there, and the message stands beside the field.
      expect(await page.inputValue('select[name=sendTime]')).toBe('06:45');
      expect(await page.locator('input[name=email]').getAttribute('aria-invalid')).toBe('true');
      await page.fill('input[name=email]', to);
      await page.locator('form').first().getByRole('button', { name: signUpButton }).click();
      await page.getByRole('heading', { name: /inbox/i }).waitFor();
      expect(await page.locator('main').textContent()).toContain(`A link is on its way to ${to}`);

      const confirmation = await local.mailTo(to, 'confirmation');
      await page.goto(await linkIn(confirmation, 'confirm'));
      await press(page, /confirm|yes/i);
      expect(await page.locator('main').textContent()).toMatch(
        new RegExp(`${weekdayName(lessonDay)} \\d+ \\w+ at 6:45`),
      );
      await local.mailTo(to, 'welcome');
    },
    stop: async () => {
      await browser.close();
      await service.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export type Story = Awaited<ReturnType<typeof startStory>>;
