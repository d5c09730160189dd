import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Locator } from 'playwright-core';
import { visitor } from '../../lib/local/demo/visitor.ts';
import { heading, lessonsTo, press, startStory, wordsOf, type Story } from '../support/story.ts';

/* Goal: a person at 10 of 10 sees, before and after they say so, the numbers of the place where they are. */

let story: Story;
beforeAll(async () => {
  story = await startStory();
});
afterAll(async () => story?.stop());

const people = [
  { zone: 'Europe/Dublin', emergency: '112', line: '116123', shown: '116 123' },
  { zone: 'Pacific/Auckland', emergency: '111', line: '1737', shown: '1737' },
  { zone: 'Europe/Madrid', emergency: '112', line: '024', shown: '024' },
  { zone: 'Europe/Berlin', emergency: '112', line: '08001110111', shown: '0800 111 0 111' },
];
const numbersIn = async (place: Locator) =>
  place.locator('a[href^="tel:"]').evaluateAll((found) => found.map((link) => link.getAttribute('href')!.slice(4)));

test('after a 10 of 10 the numbers of Dublin, Auckland, Madrid and Berlin are there, and in the next mail', async () => {
  const { local, linkIn, daysLater, service } = story;
  const address = (zone: string) => `${zone.replace('/', '-').toLowerCase()}@example.org`;
  const latest = async (to: string) => lessonsTo(await local.mails(), to).at(-1)!;
  const { page, strangers } = await story.visit({ javaScriptEnabled: true });
  for (const { zone } of people) {
    const lessonDay = await story.weekdayIn(zone, 1);
    const rest = { name: 'Sam', sendTime: '06:45', reminderDays: [], does: [] };
    const person = visitor({ ...rest, address: address(zone), zone, lessonDay }, service);
    await person.signUp();
    await service.drained();
    await person.confirm();
  }
  await daysLater(9);

  for (const { zone, emergency, line } of people) {
    const link = await linkIn(await latest(address(zone)), 'check-in');
    await page.goto(link.replace(/days=.*$/, 'days=0'));
    expect(await numbersIn(page.locator('form'))).toEqual([emergency, line]);
    await page.locator('input[name=stress][value="10"]').check();
    await page.locator('input[name=pain][value="10"]').check();
    await page.check('input[name=health]');
    await press(page, 'Save');

    expect(await heading(page)).toBe('Saved. That sounds like a very hard week');
    const card = page.locator('h1 + section');
    expect(await numbersIn(card)).toEqual([line, emergency]);
    expect(await card.textContent()).toContain('You do not have to carry it alone');
    // Seen without scrolling on a small phone.
    await page.setViewportSize({ width: 360, height: 740 });
    await page.keyboard.press('Home');
    const { y, height } = (await card.locator(`a[href="tel:${emergency}"]`).first().boundingBox())!;
    expect(y + height).toBeLessThan(740);

    await page.getByRole('link', { name: 'When to get help' }).first().click();
    expect((await numbersIn(page.locator('section[aria-labelledby=harm]')))[0]).toBe(emergency);
    expect(
      await page.locator('section[aria-labelledby=harm] li').first().locator('a').first().getAttribute('href'),
    ).toBe(`tel:${line}`);
  }

  await daysLater(7);
  for (const { zone, emergency, shown } of people) {
    const words = await wordsOf(await latest(address(zone)));
    const [care, first] = [words.indexOf('You do not have to carry it alone'), words.indexOf('two-minute version')];
    expect([care > 0, care < first]).toEqual([true, true]);
    expect(words).toContain(`In danger now: call ${emergency}`);
    expect(words).toContain(`call ${shown}`);
  }
  expect(strangers).toEqual([]);
}, 120_000);
