import { afterAll, beforeAll, expect, test } from '@jest/globals';
import ICAL from 'ical.js';
import { Temporal } from 'temporal-polyfill';
import { compiledSeries } from '../../lambdas/adapters/series-library.ts';
import { exampleFields } from '../../lib/templates/example-fields.ts';
import { clockAt } from '../support/clock-at.ts';
import { findings, scrollsSideways } from '../support/axe.ts';
import type { StoredMail } from '../support/console.ts';
import {
  heading,
  kindOf,
  mainText,
  openRow,
  press,
  signUpButton,
  startStory,
  wordsOf,
  type Story,
} from '../support/story.ts';

/*
 * Goal: a whole course on a phone, from the landing page to coming back after leaving, with everything that a subscriber can do on the way. What is done on
 * a page that has a script is done without it, too; no other page has any, see every-page.test.ts. Each kind of page has to
 * fit the phone where it is first met, and axe-core looks at those that have a script; without it, accessibility.test.ts has them all.
 */

let story: Story;
beforeAll(async () => {
  story = await startStory();
});
afterAll(async () => story?.stop());

const { first: series } = compiledSeries(['stress-and-back-pain']);
const branch = series.branches.find(({ id }) => id === 'poor-sleep')!;
const subjectOf = (id: string) =>
  [...branch.lessons, ...series.lessons].find((lesson) => lesson.id === id)!.mail.subject(exampleFields);

const hasScript = 'document.scripts.length > 0';
const home = 'Asia/Kathmandu';
const localTimeOf = ({ sentAt }: StoredMail, zone: string) =>
  clockAt(Temporal.Instant.from(sentAt), zone).toPlainTime().toString().slice(0, 5);

test('a whole course, its monthly tail, leaving and coming back', async () => {
  const { local, linkIn, service } = story;
  const [to, newAddress] = ['ada@example.org', 'ada-later@example.org'];
  const { page, strangers } = await story.visit({ javaScriptEnabled: true });
  const { page: plain } = await story.visit({ javaScriptEnabled: false });
  const daysLater = (days: number) => story.daysLater(days);
  page.on('dialog', (dialog) => void dialog.accept());
  const lookedAt = new Set<string>();
  const withScript = new Set<string>();
  const look = async () => {
    const kind = kindOf(page);
    if (lookedAt.has(kind)) return;
    lookedAt.add(kind);
    if (await page.evaluate(hasScript)) withScript.add(kind);
    expect([kind, await (withScript.has(kind) ? findings(page) : scrollsSideways(page))]).toEqual([kind, []]);
  };
  const visit = async (url: string) => {
    await page.goto(url);
    await look();
  };
  const says = async (words: string | RegExp) => page.getByText(words).first().waitFor();
  const theirs = async () => (await local.mails()).filter((mail) => mail.to === to || mail.to === newAddress);
  const lessons = async () => (await theirs()).filter(({ delivery }) => delivery?.startsWith('lesson'));
  const latest = async () => (await lessons()).at(-1)!;
  const visitFrom = async (name: string, mail?: StoredMail) => visit(await linkIn(mail ?? (await latest()), name));
  const expectLesson = async (id: string, count: number) =>
    expect([(await lessons()).length, (await latest()).subject]).toEqual([count, subjectOf(id)]);
  const saveRow = (row: string) => page.locator(`#${row}`).getByRole('button', { name: 'Save' }).click();

  // They sign up, and say what fits them.
  await visit(service.url);
  expect(await page.inputValue('select[name=zone]')).toBe('America/Sao_Paulo');
  await story.joins(page, to, home);
  await look();
  await page.fill('input[name=firstName]', 'Ada');
  await page.selectOption('select[name=branch]', branch.id);
  await page.check('input[name=health]');
  await press(page, 'Save my answers');
  await says('Saved');
  const welcome = await local.mailTo(to, 'welcome');
  expect(await wordsOf(welcome)).toContain('It is good to have you here.');
  await page.getByRole('link', { name: 'Read the first lesson now' }).click();
  await look();

  // The first lesson is of the branch. Where they start, a plan, the practice by a timer, reminders at an hour of their own.
  await daysLater(2);
  await expectLesson(branch.lessons[0]!.id, 1);
  const first = await latest();
  expect(localTimeOf(first, home)).toBe('06:45');
  expect(await wordsOf(first)).not.toContain('How was your last week?');
  await visitFrom('start');
  for (const [name, value] of [
    ['stress', '7'],
    ['pain', '5'],
    ['active', '2'],
  ])
    await page.locator(`input[name=${name}][value="${value}"]`).check();
  await page.fill('input[name=goal]', 'walk to the market');
  await press(page, 'Save my start');
  await says(/Your page “Weeks” shows it/);
  await visitFrom('plan');
  await page.fill('input[name=own]', 'When the kettle is on, I will write one line.');
  await press(page, 'Keep my plan');
  await visitFrom('settings');
  await openRow(page, 'Reminders');
  await page.locator(`input[name=reminderDays][value="${await story.weekdayIn(home, 3)}"]`).check();
  await page.selectOption('select[name=reminderTime]', '18:30');
  await saveRow('reminders');
  await says('Saved.');
  await daysLater(4);
  const [reminder] = (await theirs()).filter(({ delivery }) => delivery?.startsWith('reminder'));
  expect(localTimeOf(reminder!, home)).toBe('18:30');
  expect(await wordsOf(reminder!)).toContain('Your plan: When the kettle is on, I will write one line.');
  await visitFrom('did-it', reminder);
  await press(page, 'Yes, today');
  await says('Well done. It is noted');
  await press(page, 'Undo');
  await says('That day is not marked any more.');

  // A check-in; opening its link records nothing. The lesson after it answers to it.
  await daysLater(3);
  await expectLesson(branch.lessons[1]!.id, 2);
  await visitFrom('check-in');
  expect(await page.locator('input[name=tried]:checked').getAttribute('value')).toBe('yes');
  await visit((await linkIn(await latest(), 'settings')).replace('/settings/', '/progress/'));
  expect(await mainText(page)).not.toContain('A hard week');
  await visitFrom('check-in');
  await page.locator('input[name=stress][value="7"]').check();
  await page.fill('input[name=note]', 'A hard week');
  await press(page, 'Save');
  expect(await heading(page)).toBe('Saved. Thank you');
  await visitFrom('practise');
  expect(await page.locator('[data-clock]').textContent()).toMatch(/^\d+:00$/);
  await page.locator('[data-start-button]').click();
  await page.locator('[data-state]', { hasText: 'Started' }).waitFor({ state: 'attached' });
  await press(page, 'I did it');
  await says('Noted. That makes one day this week');
  await press(page, 'Undo');
  await says('Today is not marked any more.');
  await plain.goto(page.url());
  await press(plain, 'I did it');
  await plain.getByText('Noted. That makes one day this week').first().waitFor();
  await daysLater(7);
  await expectLesson('spot-the-loop', 3);
  expect(await wordsOf(await latest())).toContain(
    `You told us that you tried the last practice “${branch.lessons[0]!.title}”.`,
  );
  await visitFrom(
    'reminders',
    (await theirs()).findLast(({ delivery }) => delivery?.startsWith('reminder')),
  );
  await press(page, /^Stop/);

  // A lesson every two weeks, and back.
  const chooses = async (changes: Record<string, string>) => {
    await visitFrom('settings');
    await openRow(page, 'Day and time');
    for (const [name, value] of Object.entries(changes)) await page.selectOption(`select[name=${name}]`, value);
    await saveRow('time');
    await says('Saved.');
  };
  await chooses({ weeksBetween: '2' });
  await daysLater(7);
  await expectLesson('spot-the-loop', 3);
  await daysLater(7);
  await expectLesson('slow-breathing', 4);
  await chooses({ weeksBetween: '1' });

  // A lesson once more, which is taken back and chosen again; it is not for them; one is skipped, one moved.
  await visitFrom('course');
  await press(page, 'Have it once more next time');
  await press(page, 'Undo');
  await says('Undone.');
  await press(page, 'Have it once more next time');
  await daysLater(7);
  await expectLesson('slow-breathing', 5);
  expect(await wordsOf(await latest())).toMatch(/here is this lesson again|here it is once more/);
  await visitFrom('course');
  await press(page, 'It is not for me');
  await says('Skipped. The course goes on with the next lesson.');
  await daysLater(7);
  await expectLesson('sore-but-safe', 6);
  expect(await wordsOf(await latest())).toMatch(/last practice (is|was) not for you/);
  await visitFrom('check-in');
  await page.locator('input[name=stress][value="4"]').check();
  await press(page, 'Save');
  await visitFrom('settings');
  await openRow(page, 'What is in my emails');
  await page.check('input[name=scores]');
  await saveRow('mails');

  // The fourth lesson looks back. Then a pause, and its end.
  await daysLater(7);
  await expectLesson('walk-a-little', 7);
  expect(await wordsOf(await latest())).toMatch(/Stress: 7 of 10 \([^)]+\), 4 of 10/);
  await visitFrom('settings');
  await press(page, '2 weeks');
  await says(/Paused until/);
  await daysLater(8);
  await expectLesson('walk-a-little', 7);
  await visitFrom('settings', await local.mailTo(to, 'paused'));
  await press(page, /end the pause/i);
  await says('The pause is over.');
  await local.mailTo(to, 'resumed');
  await visitFrom('course');
  await page.locator('summary').filter({ hasText: 'Change the lesson of' }).first().click();
  await press(page, /^Skip this lesson/);
  await says('Skipped. The course goes on with the next lesson.');
  await page.locator('summary').filter({ hasText: 'Change the lesson of' }).first().click();
  await press(page, /^Move$/);
  await says('Moved.');
  await daysLater(8);
  await expectLesson('check-a-thought', 8);

  // A bad day, another place, and the calendar.
  await visitFrom('bad-day');
  await press(page, 'Mail it to me');
  await local.mailTo(to, 'on-demand');
  await visit((await linkIn(await latest(), 'settings')).replace('/settings/', '/zone/'));
  // Script offers where the browser is; without, people choose.
  expect(await page.inputValue('select[name=zone]')).toBe('America/Sao_Paulo');
  await plain.goto(page.url());
  await plain.selectOption('select[name=zone]', 'America/Sao_Paulo');
  await press(plain, 'Move to this time zone');
  await plain
    .getByText(/Your emails come at 6:45, São Paulo time/)
    .first()
    .waitFor();
  await press(page, 'Move to this time zone');
  await says(/Your emails come at 6:45, São Paulo time/);
  await visitFrom('settings');
  await openRow(page, 'Day and time');
  await page.getByRole('link', { name: 'See lessons in my calendar' }).click();
  await look();
  await press(page, 'Make a calendar address');
  const feed = await page.inputValue('#feed');
  await press(page, 'Withdraw this address');
  expect((await fetch(feed)).status).toBe(404);
  await press(page, 'Undo');
  await says('That address works again.');
  const events = new ICAL.Component(ICAL.parse(await (await fetch(feed)).text())).getAllSubcomponents('vevent');
  expect(events.length).toBeGreaterThan(5);

  // Another day, and the lesson half way: a sheet that only the browser keeps, a look back, a finish, and another mind.
  const lessonDay = await story.weekdayIn('America/Sao_Paulo', 6);
  await chooses({ lessonDay: String(lessonDay) });
  await daysLater(14);
  await expectLesson('flare-up-plan', 10);
  expect(localTimeOf(await latest(), 'America/Sao_Paulo')).toBe('06:45');
  expect(clockAt(Temporal.Instant.from((await latest()).sentAt), 'America/Sao_Paulo').dayOfWeek).toBe(lessonDay);
  expect(await wordsOf(await latest())).toMatch(/Stress: 7 of 10 \([^)]+\), 4 of 10/);
  await visit(`${service.url}/lesson/flare-up-plan/sheet`);
  await page.locator('#answer-2').fill('A warm cup.');
  await page.reload();
  expect(await page.inputValue('#answer-2')).toBe('A warm cup.');
  await visitFrom('half-way');
  expect(await heading(page)).toBe('You have done it');
  await press(page, 'Stop here');
  await page.getByRole('heading', { name: 'Your weekly lessons have ended' }).waitFor();
  await press(page, 'Go on');
  await page.getByText('You go on', { exact: true }).waitFor();

  // All lessons so far: one is found by a word and kept, with the line that was written about it.
  await visitFrom('lessons');
  expect(await mainText(page)).toContain('A hard week');
  await page.getByRole('searchbox').fill('walk');
  await page.locator('.entries > li:visible').nth(5).waitFor({ state: 'detached' });
  await page.getByRole('searchbox').fill('');
  await page.getByRole('button', { name: /^Keep/ }).first().click();
  await says('You keep this lesson.');
  await plain.goto(page.url());
  await plain
    .getByRole('button', { name: /^Keep /, pressed: false })
    .first()
    .click();
  await plain.getByText('You keep this lesson.').waitFor();
  await visit((await linkIn(await latest(), 'settings')).replace('/settings/', '/progress/'));
  expect(await mainText(page)).toContain('Stress: 7 of 10 in the week to');
  // What was saved is taken back.
  await visitFrom('settings');
  await openRow(page, 'Name and email address');
  await page.fill('input[name=firstName]', 'Eve');
  await saveRow('name');
  await says('Saved.');
  await press(page, 'Undo');
  await page.locator('input[name=firstName][value="Ada"]').waitFor({ state: 'attached' });

  // Another address.
  const beforeTheMove = await latest();
  const hadBefore = (await lessons()).length;
  await daysLater(1);
  await story.opensOwnData(page, to);
  await look();
  await page.fill('input[name=email]', newAddress);
  await press(page, 'Send a confirmation');
  await visitFrom('move', await local.mailTo(newAddress, 'moving'));
  expect(await mainText(page)).toMatch(/lesson \d+ comes on/);
  await press(page, 'Yes, move it');
  expect(await heading(page)).toBe('Moved');
  await visitFrom('take-back', await local.mailTo(to, 'moved'));
  expect(await heading(page)).toBe('Cancel the change of address?');
  await visitFrom('settings', beforeTheMove);
  expect(await heading(page)).toBe('Your course has moved to another address');

  // The other half, and the end; then a lesson a month, which is taken back and chosen again.
  await daysLater(7 * 9);
  await expectLesson('look-ahead', 18);
  const completion = await local.mailTo(newAddress, 'completion');
  await visitFrom('again', completion);
  await press(page, 'One lesson a month');
  await press(page, 'Undo');
  await says('Taken back. Nothing comes.');
  await press(page, 'One lesson a month');
  await daysLater(29);
  await expectLesson(series.lessons.find(({ id }) => series.monthly.includes(id))!.id, 19);

  // A link that is old, and one press for a new one. What is stored stands there to be read.
  await visitFrom(
    'settings',
    (await lessons()).find((mail) => mail.to === newAddress),
  );
  expect(await heading(page)).toBe('This link has expired');
  await press(page, 'Send me a new link');
  await visitFrom('data', await local.mailTo(newAddress, 'link'));
  expect(await mainText(page)).toContain('A hard week');
  await visit(`${service.url}/privacy`);

  // They leave, think better of it, leave for good, and come back.
  await visitFrom('unsubscribe');
  await press(page, /stop all mail/i);
  await press(page, 'Undo');
  await says('Welcome back');
  await visitFrom('unsubscribe');
  await page.check('input[name=farewell]');
  await press(page, /stop all mail/i);
  await local.mailTo(newAddress, 'farewell');
  await page.locator('input[name=reason]').first().check();
  await press(page, /send|tell/i);
  const whenGone = (await theirs()).length;
  await daysLater(8);
  expect(await theirs()).toHaveLength(whenGone);
  await visit(service.url);
  await page.fill('input[name=email]', newAddress);
  await page.locator('form').first().getByRole('button', { name: signUpButton }).click();
  await page.getByRole('heading', { name: /inbox/i }).waitFor();
  await visitFrom('confirm', await local.mailTo(newAddress, 'confirmation'));
  await press(page, /confirm|yes/i);
  await daysLater(8);
  expect(await wordsOf((await theirs()).findLast(({ delivery }) => delivery?.startsWith('welcome'))!)).toContain(
    'It is good to have you back.',
  );
  expect((await lessons()).length).toBeGreaterThan(19);

  // Everything is erased, and nothing comes after it.
  await story.opensOwnData(page, newAddress);
  await page.getByRole('link', { name: 'Erase everything' }).click();
  await look();
  await press(page, 'Erase everything now');
  expect(await heading(page)).toBe('Everything is erased');
  const mails = await theirs();
  await daysLater(8);
  expect(await theirs()).toHaveLength(mails.length);

  // Every email that was due came once: each lesson in its order, and no slot twice.
  const skipped = ['steady-amounts'];
  const expected = [...branch.lessons, ...series.lessons].map(({ id }) => id).filter((id) => !skipped.includes(id));
  expected.splice(expected.indexOf('slow-breathing'), 0, 'slow-breathing');
  const came = await lessons();
  expect(came.findIndex((mail) => mail.to === newAddress)).toBe(hadBefore);
  expect(came.slice(0, expected.length).map(({ subject }) => subject)).toEqual(expected.map(subjectOf));
  const slots = mails.filter(({ delivery }) => /^(lesson|reminder|completion)/.test(delivery ?? ''));
  expect(new Set(slots.map((mail) => `${mail.to} ${mail.delivery}`)).size).toBe(slots.length);
  const once = ['on-demand', 'paused', 'moving', 'moved', 'completion', 'farewell'];
  const counts = once.map((kind) => [kind, mails.filter(({ delivery }) => delivery?.split('_')[0] === kind).length]);
  expect(counts).toEqual(once.map((kind) => [kind, 1]));

  expect(lookedAt.size).toBeGreaterThan(20);
  expect(withScript.size).toBeGreaterThan(3);
  expect(strangers).toEqual([]);
}, 600_000);
