import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { compiledSeries } from '../../lambdas/adapters/series-library.ts';
import { seriesIn } from '../../lambdas/core/course/series-library.ts';
import { words } from '../../build/words.js';
import { englishFinder } from '../support/english.ts';
import { readerOf } from '../support/reader.ts';
import { heading, openRow, startStory, type Story } from '../support/story.ts';

/*
 * Goal: somebody in Bogotá who reads Spanish gets from the landing page to leaving and back, on a phone, without a word of English on any page or in any
 * email. What happens to the course itself is in whole-course.test.ts and spanish-course.test.ts.
 */

const { es } = words;
const onBadDay = seriesIn(compiledSeries(['stress-and-back-pain']).first, 'es').pages.badDay!.lesson!;
const to = 'ana@example.org';
let story: Story;
beforeAll(async () => {
  story = await startStory();
});
afterAll(async () => story?.stop());

test('from the landing page to leaving and back, in Spanish', async () => {
  const { local, service, daysLater } = story;
  const findEnglish = englishFinder('es');
  const reader = await readerOf(story, { to, language: 'es', locale: 'es-CO', zone: 'America/Bogota', findEnglish });
  const { page, look, open, openFrom, openBeside, press, main, latest } = reader;
  const site = `${service.url}/es`;

  // The start page says in which other languages it is.
  await page.goto(service.url);
  expect(findEnglish(await page.content()).length).toBeGreaterThan(100);
  await page.locator('a[hreflang=es]').first().click();
  await page.locator('html[lang=es]').waitFor();
  await look();
  expect(new URL(page.url()).pathname).toBe('/es/');

  // One field; the place is the browser's.
  expect(await page.inputValue('select[name=zone]')).toBe('America/Bogota');
  expect(await page.locator('details.when summary').textContent()).toContain(
    'los lunes, 7:00\u00a0a.\u00a0m., hora de Bogotá',
  );
  await page.fill('input[name=email]', to);
  await press(es.landing.ask.button, es.signUp.inbox.heading);
  await openFrom('confirm', await local.mailTo(to, 'confirmation'));
  expect(await main()).toContain('Sus lecciones llegan los lunes a las 7:00 a. m., hora de Bogotá.');
  await press(es.signUp.confirm.button, es.signUp.inside.heading);
  expect(await main()).toMatch(/lunes \d+ de \p{L}+ a las 7:00 a\. m\./u);
  await page.fill('input[name=firstName]', 'Ana');
  await page.selectOption('select[name=branch]', 'poor-sleep');
  await page.check('input[name=health]');
  await press(es.signUp.yours.save, es.signUp.yours.saved);
  const welcome = await local.mailTo(to, 'welcome');
  await page.getByRole('link', { name: es.signUp.inside.read }).click();
  await page.waitForURL(/\/lesson\//);
  await look();

  // The first lesson, where they start, and a plan; its practice and its page; reminders in the evening.
  await openFrom('settings', welcome);
  await openRow(page, es.settings.time.name);
  expect(await main()).toContain('7:00 a. m.');
  expect(await page.locator('select[name=sendTime] option:checked').textContent()).toBe('7:00\u00a0a.\u00a0m.');
  await openRow(page, es.settings.reminders.name);
  await page.locator('input[name=reminderDays][value="3"]').check();
  await page.selectOption('select[name=reminderTime]', '18:30');
  await page.locator('#reminders').getByRole('button', { name: es.settings.save }).click();
  await page.getByText(es.settings.done.saved).first().waitFor();
  await look();
  expect(await main()).toContain('6:30 p. m.');
  await daysLater(8);
  await openFrom('start');
  await page.locator('input[name=stress][value="6"]').check();
  await page.fill('input[name=goal]', 'ir a pie al mercado');
  await press(es.start.save, es.start.where);
  await openFrom('plan');
  await page.locator('input[name=plan]').first().check();
  await press(es.plan.keep, es.plan.kept);
  await openFrom('practise');
  await press(es.practise.didIt, es.practise.noted({ days: 1 }));
  await open(`${site}/lesson/awake-at-night`);
  await daysLater(3);
  const reminder = await latest('reminder');
  await openFrom('did-it', reminder);
  await press(es.didIt.yesterday, es.didIt.noted);
  await openFrom('reminders', reminder);

  // A hard week is answered at once, with whom to call where she is.
  await daysLater(4);
  await openFrom('check-in');
  await page.locator('input[name=stress][value="10"]').check();
  await page.fill('input[name=note]', 'Una semana dura.');
  await press(es.checkIn.save, es.hard.danger.heading);
  expect(await page.locator('a[href="tel:123"]').count()).toBeGreaterThan(0);
  await daysLater(7);
  for (const name of ['course', 'lessons']) await openFrom(name);
  await openBeside('progress');
  expect(await main()).toContain('Una semana dura.');
  await openFrom('bad-day');
  await press(onBadDay.button, onBadDay.sent);
  await local.mailTo(to, 'on-demand');

  // A pause, another time, the calendar, another place.
  await openFrom('settings');
  await press(es.settings.pause.weeks({ weeks: 2 }), /En pausa hasta el \p{L}+ \d+ de /u);
  await daysLater(1);
  await openFrom('settings', await local.mailTo(to, 'paused'));
  await press(es.settings.pause.resume, es.settings.done.resumed);
  await openBeside('calendar');
  await press(es.calendar.follow.make, es.calendar.made);
  const feed = await (await fetch(await page.inputValue('#feed'))).text();
  expect(feed).toContain('SUMMARY:Nueva lección: ');
  expect(findEnglish(feed.replaceAll(/^(?:DESCRIPTION|SUMMARY):/gm, ''))).toEqual([]);
  await openBeside('zone');

  // What is there for everybody.
  for (const path of ['help?zone=America%2FBogota', 'sources', 'privacy', 'lesson/flare-up-plan/sheet', 'nada'])
    await open(`${site}/${path}`);

  // Her own data, and leaving; one press undoes it.
  await daysLater(2);
  await open(`${site}/link`);
  await page.fill('input[name=email]', to);
  await press(es.link.ask, es.link.sent.heading);
  await openFrom('data', await local.mailTo(to, 'link'));
  expect(await main()).toContain('Una semana dura.');
  const data = page.url();
  for (const path of ['health', 'erase']) await open(`${data}/${path}`);
  await openFrom('unsubscribe');
  await press(es.leaving.button, es.leaving.done);
  await press(es.leaving.undo.button, es.leaving.undo.done);
  await openFrom('unsubscribe');
  await page.check('input[name=farewell]');
  await press(es.leaving.button, es.leaving.done);
  await page.locator('input[name=reason]').first().check();
  await press(es.leaving.send, es.leaving.thanks);
  const farewell = await local.mailTo(to, 'farewell');
  await openFrom('settings', await latest());
  expect(await heading(page)).toBe(es.standing.left.heading);

  // And back.
  await open(`${site}/`);
  await page.fill('input[name=email]', to);
  await press(es.landing.ask.button, es.signUp.inbox.heading);
  await local.mailTo(to, 'confirmation', 1);
  await openFrom('confirm', await latest('confirmation'));
  await press(es.signUp.confirm.button, es.signUp.inside.heading);
  await local.mailTo(to, 'welcome', 1);

  expect(farewell.subject).not.toBe('');
  const { wrong, count } = await reader.readMails();
  expect([...reader.faults, ...wrong]).toEqual([]);
  expect(count).toBeGreaterThan(12);
  expect(reader.lookedAt.size).toBeGreaterThan(25);
  expect(reader.strangers).toEqual([]);
}, 600_000);
