import { expect, test } from '@jest/globals';
import { seriesLibrary } from '../../../../lambdas/core/course/series-library.ts';
import { UnknownSeriesError } from '../../../../lambdas/core/course/series.ts';
import { aSeries } from '../../../support/builders.ts';

const calm = { ...aSeries(), id: 'calm' };
const sleep = { ...aSeries(), id: 'sleep' };
const library = seriesLibrary(['sleep', 'calm'], [calm, sleep]);

test('the first that the operator names has the start page, and each other a path of its own', () => {
  expect(library.first).toBe(sleep);
  expect(library.all.map(library.pathOf)).toEqual(['', '/series/calm']);
});

test('who is in a series that is gone is in one without lessons, which speaks with the mails of the first', () => {
  const gone = library.of({ series: 'gone' });
  expect(gone).toMatchObject({ id: 'gone', withdrawn: true, lessons: [], branches: [], mails: sleep.mails });
  expect([library.pathOf(gone), library.find('gone')]).toEqual(['', undefined]);
  expect(library.of({ series: 'calm' })).toBe(calm);
});

test('a name that is not in the build is told, with those that are', () => {
  expect(() => seriesLibrary(['calm', 'walks'], [calm, sleep])).toThrow(
    new UnknownSeriesError('There is no series "walks": this build has calm, sleep.'),
  );
  expect(() => seriesLibrary([], [calm])).toThrow(UnknownSeriesError);
});
