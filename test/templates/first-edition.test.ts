import { expect, test } from '@jest/globals';
import { hasNewFor, latestLesson, nextLesson } from '../../lambdas/core/course/course.ts';
import { compiledSeries } from './compiled-mails.ts';

/** Ids of the lessons of the first edition, in their order. People had them up to any place when the course was put in another order. */
const firstEdition = [
  'spot-the-loop',
  'slow-breathing',
  'walk-a-little',
  'movement-breaks',
  'steady-amounts',
  'muscle-release',
  'joy-and-people',
  'sleep-wind-down',
  'mindful-pause',
  'check-a-thought',
  'solve-or-park',
  'strength-your-way',
  'flare-up-plan',
  'early-signs',
  'make-it-stick',
  'look-ahead',
];
const series = await compiledSeries();
const course = series.lessons.map(({ id }) => id);

test('wherever somebody was in the first edition, they get the rest of this one, in its order, and nothing twice', () => {
  for (const had of firstEdition.keys()) {
    const sent: Record<string, string> = {};
    const send = (id: string) => (sent[id] = new Date(Date.UTC(2026, 0, 5 + 7 * Object.keys(sent).length)).toJSON());
    firstEdition.slice(0, had + 1).forEach(send);
    const before = Object.keys(sent);
    expect(before).toContain(latestLesson(series, sent)?.id);
    const got: string[] = [];
    for (let next = nextLesson(series, { sent }); next !== undefined; next = nextLesson(series, { sent })) {
      got.push(next.id);
      send(next.id);
    }
    expect(got).toEqual(course.filter((id) => !before.includes(id)));
    expect(hasNewFor({ sent }, series)).toBe(false);
  }
});

test('at the ninth week of the first edition, what is new comes first, then what they had not reached', () => {
  const sent = Object.fromEntries(firstEdition.slice(0, 8).map((id, week) => [id, `2026-0${week + 1}-05T06:00:00Z`]));
  const next = nextLesson(series, { sent })!;
  expect(next.id).toBe('sore-but-safe');
  expect(nextLesson(series, { sent: { ...sent, [next.id]: '2026-09-05T06:00:00Z' } })?.id).toBe('check-a-thought');
});
