import { expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { compiledSeries } from '../../lambdas/adapters/series-library.ts';
import type { Series } from '../../lambdas/core/course/series.ts';
import type { Person } from '../../lambdas/core/person/subscriber.ts';
import { personAt } from '../bench/people.ts';
import { diffSeries, formatSeriesDiff } from '../../lib/content/series-diff.ts';

const before = compiledSeries(['stress-and-back-pain']).first;
const ids = before.lessons.map(({ id }) => id);
const now = Temporal.Instant.from('2026-12-16T12:00:00Z');

/** Ten people: the first has had no lesson, the last nine. */
async function* people(): AsyncGenerator<Person> {
  for (let index = 0; index < 10; index += 1) yield personAt(index, ids.slice(0, index), before.id);
}
const diff = (lessons: Series['lessons']) => diffSeries({ before, after: { ...before, lessons } }, people(), now);
const lesson = (id: string) => before.lessons.find((one) => one.id === id)!;

test('a series that is as it was changes nothing for anybody', async () => {
  expect(await diff(before.lessons)).toEqual({ people: 10, unchanged: 10, changes: [] });
});

test('a lesson put in counts for those whom it reaches next: all who have had what stands before it', async () => {
  const added = { ...lesson(ids[2]!), id: 'tea-breaks' };
  const { unchanged, changes } = await diff([...before.lessons.slice(0, 2), added, ...before.lessons.slice(2)]);
  expect(unchanged).toBe(2);
  expect(changes.reduce((sum, change) => sum + change.people, 0)).toBe(8);
  expect(changes[0]).toEqual({ before: ids[2], after: 'tea-breaks', why: 'new', people: 1 });
});

test('a lesson taken out counts for who would have got it', async () => {
  const found = await diff(before.lessons.filter(({ id }) => id !== ids[3]));
  expect(found).toEqual({
    people: 10,
    unchanged: 9,
    changes: [{ before: ids[3], after: ids[4], why: 'retired', people: 1 }],
  });
  expect(formatSeriesDiff(found, 'v1')).toBe(
    'Of 10 active people, 9 get next what they would have got with v1.\n' +
      `1 get ${ids[4]} instead of ${ids[3]}: the one that they would have got is gone`,
  );
});

test('lessons that change places count for who is between them', async () => {
  const [first, second, ...rest] = before.lessons;
  expect((await diff([second!, first!, ...rest])).changes).toEqual([
    { before: ids[0], after: ids[1], why: 'order', people: 1 },
  ]);
});
