import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { seriesIn } from '../../lambdas/core/course/series-library.ts';
import type { MailFields, Series } from '../../lambdas/core/course/series.ts';
import { exampleLinks } from '../../lambdas/core/mail/mail-links.ts';
import { formatSchedule } from '../../lambdas/core/person/preferences.ts';
import { datesIn } from '../../lambdas/core/time/words.ts';
import { engineFile } from '../../lib/roots.ts';
import { loadSeries } from '../../lib/templates/load-series.ts';
import { preferences } from '../support/builders.ts';
import { subscriberWithWeeks } from '../support/subscriber-with-weeks.ts';
import { emptied, jpeg, phoneScreen } from './phone.ts';

const places = {
  es: { timezoneId: 'America/Bogota', locale: 'es-CO', firstName: 'Ana' },
  de: { timezoneId: 'Europe/Vienna', locale: 'de-AT', firstName: 'Eva' },
};

/**
 * Takes the start page and an email of each further language as a phone shows them, 390 px wide and one screen high, and the settings in Spanish.
 *
 * @param folder - of the pictures, emptied first
 * @param siteUrl - of a running site
 * @param fields - what emails merge in English
 */
export async function languagePictures(
  browser: Browser,
  folder: string,
  siteUrl: string,
  series: Series,
  fields: MailFields,
) {
  await emptied(folder);
  const take = (page: Page, name: string) => page.screenshot({ ...jpeg, path: join(folder, `${name}.jpg`) });
  for (const [language, { timezoneId, locale }] of Object.entries(places)) {
    const page = await browser.newPage({ viewport: phoneScreen, timezoneId, locale, reducedMotion: 'reduce' });
    await page.goto(`${siteUrl}/${language}/`);
    await take(page, `${language}-start`);
    await page.close();
  }

  /** A lesson as it comes to somebody there. */
  const lesson = (own: Series, at: number) => {
    const { language } = own;
    const { timezoneId: zone, firstName } = places[language as keyof typeof places];
    const { title, promise } = own.lessons[at + 1]!;
    const here = preferences({ zone });
    const nextLesson = datesIn(language).formatSlot({ zone, localDate: '2026-11-30', localTime: here.sendTime });
    const link = { ...exampleLinks(`${siteUrl}/${language}`), pictures: fields.link.pictures, start: '' };
    const schedule = formatSchedule(here, language);
    return own.lessons[at]!.mail.html({
      ...fields,
      firstName,
      schedule,
      nextLesson,
      next: { title, promise },
      replies: '',
      link,
    });
  };
  const inSpanish = seriesIn(series, 'es');
  const [german] = await loadSeries(engineFile('examples/weniger-stress'));
  const ana = subscriberWithWeeks({ locale: 'es', zone: places.es.timezoneId });
  const breathing = inSpanish.lessons.findIndex(({ id }) => id === 'slow-breathing');
  const written = {
    'es-settings': await ana.htmlOf(ana.pathOf('settings')),
    'es-lesson': lesson(inSpanish, breathing),
    'de-lesson': lesson(german!, 0),
  };
  // The scripts of pages that are written into a page are not there.
  const page = await browser.newPage({ viewport: phoneScreen, locale: places.es.locale, javaScriptEnabled: false });
  for (const [name, html] of Object.entries(written)) {
    await page.setContent(html);
    await take(page, name);
  }
  await page.close();
}
