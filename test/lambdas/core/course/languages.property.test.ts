import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { nextLesson } from '../../../../lambdas/core/course/course.ts';
import { seriesIn, seriesLibrary } from '../../../../lambdas/core/course/series-library.ts';
import type { Series } from '../../../../lambdas/core/course/series.ts';
import { aLesson, aSeries } from '../../../support/builders.ts';

/** A series in several languages is one series. */

const lessons = ['one', 'two', 'three', 'four'];
const inSpanish = (): Series => ({
  ...aSeries(lessons),
  language: 'es',
  siteLanguage: 'es',
  lessons: lessons.map((id) => ({ ...aLesson(id), title: `${id} en español` })),
});
const inGerman = (): Series => ({ ...aSeries(lessons), language: 'de', siteLanguage: 'de', lessonLanguage: 'en' });
const series: Series = { ...aSeries(lessons), languages: { es: inSpanish, de: inGerman } };
const library = seriesLibrary([series.id], [series]);
const of = (locale: string) => library.of({ series: series.id, preferences: { locale } });

test('somebody who changes their language on the way gets every lesson once', () => {
  // Also what no release knows: "constructor" is a name that every object has.
  const locale = fc.constantFrom('en', 'es', 'es-MX', 'de', 'fr', '', 'constructor', '__proto__');
  fc.assert(
    fc.property(fc.array(locale, { minLength: lessons.length, maxLength: lessons.length }), (locales) => {
      const had = locales.reduce<Record<string, string>>((sent, one) => {
        const lesson = nextLesson(of(one), { sent })!;
        expect(sent).not.toHaveProperty(lesson.id);
        return { ...sent, [lesson.id]: '2026-11-02T06:00:00Z' };
      }, {});
      expect(Object.keys(had)).toEqual(lessons);
      expect(nextLesson(of(locales[0]!), { sent: had })).toBeUndefined();
    }),
  );
});

test('a language that a series does not have is its first one', () => {
  expect(['en', 'es', 'es-MX', 'de', 'fr', '', 'constructor'].map((locale) => of(locale).language)).toEqual([
    'en',
    'es',
    'es',
    'de',
    'en',
    'en',
    'en',
  ]);
  expect(library.of({ series: series.id })).toBe(series);
  expect(library.of({ series: 'gone', preferences: { locale: 'es' } })).toMatchObject({
    language: 'es',
    withdrawn: true,
  });
});

test('lessons that are not translated come in their language, with what is said around them', () => {
  const language = (locale: string) => library.withLessonsOf({ series: series.id, preferences: { locale } }).language;
  expect(['en', 'es', 'de'].map(language)).toEqual(['en', 'es', 'en']);
  expect(seriesIn(series, 'de').language).toBe('de');
});
