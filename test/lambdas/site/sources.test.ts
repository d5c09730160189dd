import { expect, test } from '@jest/globals';
import { aSeries, libraryOf } from '../../support/builders.ts';
import { siteWorld } from '../../support/site-world.ts';

const review = { by: 'Ada <Example>', role: 'physiotherapist', on: '2026-11-28' };
const unreviewed = 'Not yet reviewed by a clinician.';

test.each([
  [0, 'No lesson has been reviewed by a clinician yet.'],
  [1, '1 lesson has been reviewed, and the lesson says by whom.'],
  [2, 'Each lesson says who has reviewed it.'],
])('the page of sources says who reviewed each lesson, where %d of two were', async (reviewed, says) => {
  const w = siteWorld();
  const series = aSeries(['breathe', 'walk']);
  const lessons = series.lessons.map((lesson, index) => (index < reviewed ? { ...lesson, review } : lesson));
  w.deps.series = libraryOf({ ...series, lessons });
  const page = await (await w.get('/sources')).text();
  expect(page).toContain(says);
  const signed = page.split('Reviewed by Ada &lt;Example&gt;, physiotherapist, on 28 November 2026.').length - 1;
  expect([signed, page.split(unreviewed).length - 1]).toEqual([reviewed, 2 - reviewed]);
});
