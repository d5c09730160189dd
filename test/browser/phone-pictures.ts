import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { lessonOnDemand } from '../../lambdas/core/course/course.ts';
import type { MailFields, Series } from '../../lambdas/core/course/series.ts';
import { hrefOf, links } from '../../lambdas/core/mail/links.ts';
import { accountMailKinds } from '../../lambdas/core/mail/mail-kinds.ts';
import { subscriberWithWeeks } from '../support/subscriber-with-weeks.ts';
import { emptied, jpeg, phoneScreen } from './phone.ts';

/** Pages that are about nobody. */
const publicPages = {
  start: hrefOf(links.home),
  lesson: hrefOf(links.lesson, { lesson: 'slow-breathing' }),
  practice: hrefOf(links.practise, { lesson: 'slow-breathing' }),
  sheet: hrefOf(links.sheet, { lesson: 'flare-up-plan' }),
  'bad-day': hrefOf(links.badDay),
  help: `${hrefOf(links.help)}?zone=Europe%2FLondon`,
  'ask-for-link': hrefOf(links.askForLink),
};

/** Pages of somebody in week six, each by the link that opens it. */
const ownPages = {
  settings: 'settings',
  weeks: 'progress',
  lessons: 'lessons',
  course: 'course',
  'practice-of-week': 'ownPractise',
  plan: 'plan',
  'check-in': 'checkIn',
  'did-it': 'didIt',
  reminders: 'reminders',
  calendar: 'calendar',
  'time-zone': 'zone',
  data: 'data',
  'delete-health-data': 'healthData',
  erase: 'erase',
  leave: 'unsubscribe',
} as const;

/** Those that are taken in dark mode too. */
const inTheDark = ['start', 'settings', 'weeks', 'mail-slow-breathing'];

/**
 * Takes each page and each kind of email as a phone shows it, 390 px wide and as far down as two screens.
 *
 * @param folder - of the pictures, emptied first
 * @param siteUrl - of a running site, which the pictures in emails come from
 */
export async function phonePictures(
  browser: Browser,
  folder: string,
  siteUrl: string,
  series: Series,
  fields: MailFields,
) {
  await emptied(folder);
  const phone = { viewport: phoneScreen, timezoneId: 'Europe/London' };
  let page = await browser.newPage(phone);
  const take = async (name: string) => {
    const height = Math.min(
      (await page.evaluate('document.documentElement.scrollHeight')) as number,
      2 * phoneScreen.height,
    );
    const clip = { x: 0, y: 0, width: phoneScreen.width, height };
    const options = { ...jpeg, fullPage: true, clip };
    await page.screenshot({ ...options, path: join(folder, `${name}.jpg`) });
    if (!inTheDark.includes(name)) return;
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.screenshot({ ...options, path: join(folder, `${name}-dark.jpg`) });
    await page.emulateMedia({ colorScheme: 'light' });
  };

  for (const [name, path] of Object.entries(publicPages)) {
    await page.goto(siteUrl + path);
    await take(name);
  }
  // What is written into a page stands under the policy of the page that was there before.
  await page.close();
  // The scripts of pages that are written into a page are not there.
  page = await browser.newPage({ ...phone, javaScriptEnabled: false });
  const ann = subscriberWithWeeks();
  for (const [name, link] of Object.entries(ownPages)) {
    await page.setContent(await ann.htmlOf(ann.pathOf(link, series.lessons[5]!.id)));
    await take(name);
  }

  const flareUp = { ...fields, link: { ...fields.link, plan: '', course: '', checkIn: '' } };
  const firstHalf = series.lessons.slice(0, 8);
  const mails = {
    ...Object.fromEntries(firstHalf.map(({ id, mail }) => [id, mail.html(fields)])),
    reminder: firstHalf[1]!.reminders[0]!.html(fields),
    'flare-up': lessonOnDemand(series)!.mail.html(flareUp),
    ...Object.fromEntries(accountMailKinds.map((kind) => [kind, series.mails[kind].html(fields)])),
  };
  for (const [name, html] of Object.entries(mails)) {
    await page.setContent(html);
    await take(`mail-${name}`);
  }
  await page.close();
}
