import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { compiledSeries } from '../../lambdas/adapters/series-library.ts';
import { embeddedForm } from '../../lib/operator/embedded-form.ts';
import { consoleOf } from '../support/console.ts';
import { startStory, type Story } from '../support/story.ts';

let story: Story;
beforeAll(async () => {
  story = await startStory();
});
afterAll(async () => story?.stop());

test('a form on a page of another site signs people up, without script', async () => {
  const { page } = await story.visit({ javaScriptEnabled: false });
  const library = compiledSeries(['stress-and-back-pain']);
  const form = embeddedForm({
    siteUrl: story.service.url,
    series: library.first,
    library,
    language: 'en',
    zone: 'Asia/Tokyo',
    lessonDay: 3,
    sendTime: '06:30',
  });
  await page.route('http://clinic.example/', async (route) =>
    route.fulfill({ contentType: 'text/html', body: `<!doctype html><html lang="en"><title>Clinic</title>${form}` }),
  );
  await page.goto('http://clinic.example/');
  await page.getByLabel('Your email address').fill('kim@example.org');
  await page.getByRole('button', { name: 'Send me the first lesson' }).click();
  expect(await page.locator('h1').textContent()).toBe('Look in your inbox');
  await story.service.drained();
  const [mail] = await consoleOf(story.service.url).mails();
  expect([mail?.to, mail?.subject]).toEqual(['kim@example.org', expect.stringContaining('onfirm')]);
  await page.goto(await story.linkIn(mail!, 'confirm'));
  await page.getByRole('button').first().click();
  expect(await page.locator('main').textContent()).toMatch(/Wednesday .* 6:30/);
});
