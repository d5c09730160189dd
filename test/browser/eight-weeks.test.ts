import { afterAll, beforeAll, expect, test } from '@jest/globals';
import ICAL from 'ical.js';
import type { Page } from 'playwright-core';
import { heading, lessonsTo, openRow, press, startStory, wordsOf, type Story } from '../support/story.ts';

/* Goal: eight weeks as a subscriber lives them, with each answer that the service listens to. */

let story: Story;
beforeAll(async () => {
  story = await startStory();
});
afterAll(async () => story?.stop());

const textOf = async (page: Page) => ((await page.locator('main').textContent()) ?? '').replaceAll(/\s+/g, ' ');

test('eight weeks, with script and without: plan, reminders, check-ins, a chart, a lesson again, one left out, all lessons, a practice, undo, the finish, a pause, own data', async () => {
  await story.withScriptAndWithout(async (javaScriptEnabled, daysLater) => {
    const { local, linkIn } = story;
    const to = `eight-${javaScriptEnabled}@example.org`;
    const { page, strangers } = await story.visit({ javaScriptEnabled });
    await page.goto(story.service.url);
    await story.joins(page, to);
    const latest = async () => lessonsTo(await local.mails(), to).at(-1)!;
    const reminders = async () =>
      (await local.mails()).filter((mail) => mail.to === to && mail.delivery?.startsWith('reminder'));

    // Week 1: a plan of one's own, and a reminder for it.
    await daysLater(2);
    await page.goto(await linkIn(await latest(), 'plan'));
    await page.fill('input[name=own]', 'When the kettle is on, I will write one line.');
    await press(page, 'Keep my plan');
    await page.goto(await linkIn(await latest(), 'settings'));
    await openRow(page, 'Reminders');
    const reminderDay = await story.weekdayIn('Asia/Kathmandu', 3);
    await page.locator(`input[name=reminderDays][value="${reminderDay}"]`).check();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await daysLater(4);
    const [reminder] = await reminders();
    expect(await wordsOf(reminder!)).toContain('Your plan: When the kettle is on, I will write one line.');
    await page.goto(await linkIn(reminder!, 'did-it'));
    await press(page, 'Yes, today');
    expect(await heading(page)).toBe('Well done. It is noted');

    // Weeks 2 to 4: check-ins, and the chart of the fourth lesson.
    for (const [days, stress] of [
      ['0', '8'],
      ['3-4', '6'],
    ] as const) {
      await daysLater(days === '0' ? 3 : 7);
      const link = (await linkIn(await latest(), 'check-in')).replace(/days=.*$/, `days=${days}`);
      await page.goto(link);
      await page.locator(`input[name=stress][value="${stress}"]`).check();
      // Asked once.
      if ((await page.locator('input[name=health]').count()) > 0) await page.check('input[name=health]');
      await press(page, 'Save');
    }
    await page.goto(await linkIn(await latest(), 'settings'));
    await openRow(page, 'What is in my emails');
    await page.check('input[name=scores]');
    await page.locator('#mails').getByRole('button', { name: 'Save' }).click();
    await daysLater(7);
    const fourth = await wordsOf(await latest());
    expect(lessonsTo(await local.mails(), to)).toHaveLength(4);
    expect(fourth).toContain('Your weeks so far');
    expect(fourth).toContain('Stress 8 of 10.');
    expect(fourth).toContain('Practised on 3 or 4 days. Stress 6 of 10.');

    // Week 5: the fourth once more. Week 6: not for me.
    await page.goto(await linkIn(await latest(), 'course'));
    await press(page, 'Have it once more next time');
    const { subject } = await latest();
    await daysLater(7);
    expect((await latest()).subject).toBe(subject);
    expect(await wordsOf(await latest())).toMatch(/here is this lesson again|here it is once more/);
    await page.goto(await linkIn(await latest(), 'course'));
    await press(page, 'It is not for me');
    expect(await textOf(page)).toContain('Skipped');
    await daysLater(7);
    expect((await latest()).subject).not.toBe(subject);
    expect(await wordsOf(await latest())).toMatch(/last practice (is|was) not for you/);

    // Week 7: a single lesson moved by a day. Week 8: a bad day, travel, the calendar.
    await page.goto(await linkIn(await latest(), 'course'));
    await page.locator('summary').filter({ hasText: 'Change the lesson of' }).first().click();
    await press(page, /^Move$/);
    expect(await textOf(page)).toContain('Moved.');
    await daysLater(8);
    const seven = lessonsTo(await local.mails(), to);
    expect(seven).toHaveLength(7);
    await page.goto(await linkIn(await latest(), 'bad-day'));
    await press(page, 'Mail it to me');
    await local.mailTo(to, 'on-demand');
    // The email with the settings link has this page too; its token is the same.
    await page.goto((await linkIn(await latest(), 'settings')).replace('/settings/', '/zone/'));
    // Script offers where the browser is; without, people choose.
    if (!javaScriptEnabled) await page.selectOption('select[name=zone]', 'America/Sao_Paulo');
    await press(page, 'Move to this time zone');
    expect(await textOf(page)).toContain('Your emails come at 6:45, São Paulo time');
    await page.goto(await linkIn(await latest(), 'settings'));
    await openRow(page, 'Day and time');
    await page.getByRole('link', { name: 'See lessons in my calendar' }).click();
    await press(page, 'Make a calendar address');
    const feed = await (await fetch(await page.inputValue('#feed'))).text();
    expect(new ICAL.Component(ICAL.parse(feed)).getAllSubcomponents('vevent').length).toBeGreaterThan(5);

    // All lessons so far: one is found and kept, and practised along. What was pressed is taken back again, and so is what was saved.
    await page.goto(await linkIn(await latest(), 'lessons'));
    expect(await heading(page)).toBe('My lessons');
    if (javaScriptEnabled) {
      await page.getByRole('searchbox').fill('walk');
      await page.locator('.entries > li:visible').nth(5).waitFor({ state: 'detached' });
      await page.getByRole('searchbox').fill('');
    }
    await page.getByRole('button', { name: /^Keep/ }).first().click();
    await page.getByText('You keep this lesson.').waitFor();
    await page
      .getByRole('link', { name: /^Practise / })
      .first()
      .click();
    await press(page, 'I did it');
    await page.getByText('Noted. That makes one day this week').first().waitFor();
    await press(page, 'Undo');
    await page.getByText('Today is not marked any more.').waitFor();
    await page.goto(await linkIn(await latest(), 'settings'));
    await openRow(page, 'Name and email address');
    await page.fill('input[name=firstName]', 'Ada');
    await page.locator('#name').getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved.').waitFor();
    await press(page, 'Undo');
    await page.locator('input[name=firstName][value=""]').waitFor({ state: 'attached' });

    // Half way: a finish, an end, and another mind.
    await daysLater(14);
    await page.goto(await linkIn(await latest(), 'half-way'));
    expect(await heading(page)).toBe('You have done it');
    await press(page, 'Stop here');
    await page.getByRole('heading', { name: 'Your weekly lessons have ended' }).waitFor();
    await press(page, 'Go on');
    await page.getByText('You go on', { exact: true }).waitFor();
    const soFar = lessonsTo(await local.mails(), to).length;
    await daysLater(7);
    expect(lessonsTo(await local.mails(), to)).toHaveLength(soFar + 1);

    // A pause and its end, then the copy of everything, and nothing.
    await page.goto(await linkIn(await latest(), 'settings'));
    await press(page, '1 week');
    await press(page, 'End the pause now');
    // That email was an answer: the next one waits a little.
    await daysLater(1);
    await story.opensOwnData(page, to);
    const data = await textOf(page);
    expect(data).toContain('When the kettle is on, I will write one line.');
    await page.getByRole('link', { name: 'Erase everything' }).click();
    await press(page, 'Erase everything now');
    const before = (await local.mails()).filter((mail) => mail.to === to).length;
    await daysLater(8);
    expect((await local.mails()).filter((mail) => mail.to === to)).toHaveLength(before);
    expect(strangers).toEqual([]);
    await page.context().close();
  });
}, 240_000);
