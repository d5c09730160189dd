import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { simpleParser } from 'mailparser';
import { consoleOf } from '../support/console.ts';
import { lessonsTo, press, signUpButton, startStory, type Story } from '../support/story.ts';

/* Goal: signing up on a phone is quick, and the one-click of a mail program ends everything. A whole course is in whole-course.test.ts. */

let service: Story['service'];
let story: Story;
beforeAll(async () => {
  story = await startStory();
  ({ service } = story);
});
afterAll(async () => story?.stop());

const visit: Story['visit'] = (options) => story.visit(options);
const linkIn: Story['linkIn'] = (mail, page) => story.linkIn(mail, page);
const daysLater: Story['daysLater'] = (days) => story.daysLater(days);
const weekdayIn: Story['weekdayIn'] = (zone, days) => story.weekdayIn(zone, days);

describe('ten seconds from the landing page to “look in your inbox”, on a phone', () => {
  /** Until the page answers, on a machine that is not busy; the rest of the ten seconds are for typing. */
  const secondsMax = 5;

  test.each([
    ['with', true, 'anna'],
    ['without', false, 'bea'],
  ])(
    '%s script',
    async (_, javaScriptEnabled, name) => {
      const to = `${name}@gmail.com`;
      const { page, strangers } = await visit({ javaScriptEnabled });
      await page.setViewportSize({ width: 390, height: 844 });
      await page.goto(service.url);
      const form = page.locator('form').first();
      const button = form.getByRole('button', { name: signUpButton });
      expect((await button.boundingBox())!.y).toBeLessThanOrEqual(560);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
      const began = performance.now();
      await page.fill('input[name=email]', `${name}@gmial.com`);
      // Without script nobody can guess where they are, so the choice stands open.
      if (!javaScriptEnabled) await page.selectOption('select[name=zone]', 'America/New_York');
      await button.click();
      // A slip is asked about, and one press is the answer.
      await page.getByRole('button', { name: `Yes, send it to ${to}` }).click();
      await page.getByRole('heading', { name: 'Look in your inbox' }).waitFor();
      expect((performance.now() - began) / 1000).toBeLessThan(secondsMax);
      expect(await page.locator('main').textContent()).toContain(`A link is on its way to ${to}`);
      expect(page.url()).not.toContain(name);

      const confirmation = await consoleOf(service.url).mailTo(to, 'confirmation');
      await page.goto(await linkIn(confirmation, 'confirm'));
      expect(await page.locator('main').textContent()).toContain(
        javaScriptEnabled ? 'Mondays at 7:00, São Paulo time' : 'Mondays at 7:00 am, New York time',
      );
      await press(page, 'Yes, start my lessons');
      await page.getByRole('link', { name: 'Read the first lesson now' }).click();
      expect(new URL(page.url()).pathname).toBe('/lesson/spot-the-loop');
      expect(strangers).toEqual([]);
      await page.context().close();
    },
    60_000,
  );
});

test('one-click from a mail program ends everything, without a cookie, an origin or a redirect', async () => {
  const local = consoleOf(service.url);
  const to = 'one-click@example.org';
  const form = new URLSearchParams({
    email: to,
    firstName: '',
    lessonDay: String(await weekdayIn('UTC', 1)),
    sendTime: '07:00',
    zone: 'UTC',
    consent: 'yes',
  });
  await fetch(`${service.url}/sign-up`, { method: 'POST', body: form });
  await fetch(await linkIn(await local.mailTo(to, 'confirmation'), 'confirm'), { method: 'POST' });
  const welcome = await local.mailTo(to, 'welcome');
  const { headers } = await simpleParser(welcome.raw);
  const { unsubscribe } = headers.get('list') as unknown as { unsubscribe: { url: string } };
  const answer = await fetch(unsubscribe.url, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'List-Unsubscribe=One-Click',
  });
  expect([answer.status, answer.headers.get('set-cookie')]).toEqual([200, null]);
  await daysLater(2);
  expect(lessonsTo(await local.mails(), to)).toEqual([]);
}, 60_000);
