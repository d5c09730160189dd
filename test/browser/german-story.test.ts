import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { words } from '../../build/words.js';
import { engineFile } from '../../lib/roots.ts';
import { englishFinder } from '../support/english.ts';
import { handlersOf } from '../support/handlers-of.ts';
import { readerOf } from '../support/reader.ts';
import { openRow, startStory, type Story } from '../support/story.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/* Goal: a clinic in Graz serves a course of its own in German: pages, lessons and emails have no word of English, from the landing page to leaving. */

const { de } = words;
const to = 'eva@example.org';
const project = engineFile('examples/weniger-stress');
const place = temporaryFolder();
const before = process.env['SERIES'];
let story: Story;
beforeAll(async () => {
  process.env['SERIES'] = 'weniger-stress';
  story = await startStory(await handlersOf(project, place('build')));
});
afterAll(async () => {
  if (before === undefined) delete process.env['SERIES'];
  else process.env['SERIES'] = before;
  await story?.stop();
});

test('from the landing page to leaving, in German', async () => {
  const { local, service, daysLater } = story;
  const findEnglish = englishFinder('de');
  const reader = await readerOf(story, { to, language: 'de', locale: 'de-AT', zone: 'Europe/Vienna', findEnglish });
  const { page, look, open, openFrom, openBeside, press, main, latest } = reader;
  const site = service.url;
  await open(site);
  expect(await page.locator('details.when summary').textContent()).toContain('montags, 7:00 Uhr, Ortszeit Wien');
  await page.fill('input[name=email]', to);
  await press(de.landing.ask.button, de.signUp.inbox.heading);
  await openFrom('confirm', await local.mailTo(to, 'confirmation'));
  expect(await main()).toContain('montags um 7:00 Uhr, Ortszeit Wien');
  await press(de.signUp.confirm.button, de.signUp.inside.heading);
  await page.getByRole('link', { name: de.signUp.inside.read }).click();
  await page.waitForURL(/\/lesson\//);
  await look();

  // Two lessons, with what their emails lead to.
  await daysLater(8);
  await openFrom('plan');
  await page.locator('input[name=plan]').first().check();
  await press(de.plan.keep, de.plan.kept);
  await openFrom('practise');
  await press(de.practise.didIt, de.practise.noted({ days: 1 }));
  await daysLater(7);
  await openFrom('check-in');
  await page.locator('input[name=stress][value="10"]').check();
  await page.check('input[name=health]');
  await press(de.checkIn.save, de.hard.danger.heading);
  for (const name of ['course', 'lessons']) await openFrom(name);
  for (const name of ['progress', 'calendar', 'zone']) await openBeside(name);
  await openFrom('settings');
  await press(de.settings.pause.weeks({ weeks: 1 }), de.settings.pause.resume);
  await openRow(page, de.settings.time.name);
  await look();
  expect(await page.locator('select[name=sendTime] option:checked').textContent()).toBe('7:00');
  for (const path of ['help?zone=Europe%2FVienna', 'sources', 'privacy']) await open(`${site}/${path}`);

  // After the last lesson comes the look back; then they leave.
  await daysLater(15);
  await local.mailTo(to, 'completion');
  await openFrom('again', await latest('completion'));
  await open(`${site}/link`);
  await page.fill('input[name=email]', to);
  await press(de.link.ask, de.link.sent.heading);
  await openFrom('data', await local.mailTo(to, 'link'));
  await openFrom('unsubscribe', await latest('completion'));
  await page.check('input[name=farewell]');
  await press(de.leaving.button, de.leaving.done);
  await local.mailTo(to, 'farewell');

  const { wrong, count } = await reader.readMails();
  expect([...reader.faults, ...wrong]).toEqual([]);
  expect(count).toBeGreaterThan(6);
  expect(reader.lookedAt.size).toBeGreaterThan(18);
  expect(reader.strangers).toEqual([]);
}, 600_000);
