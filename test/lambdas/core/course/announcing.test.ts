import { describe, expect, test } from '@jest/globals';
import { announced } from '../../../../lambdas/core/course/announcing.ts';
import type { Person } from '../../../../lambdas/core/person/subscriber.ts';
import type { Branch, Series } from '../../../../lambdas/core/course/series.ts';
import { aSeries, aSubscriber } from '../../../support/builders.ts';

const [b1, b2] = aSeries(['b1', 'b2']).lessons;
const branch: Branch = {
  id: 'at-work',
  title: 'At work',
  choice: 'I sit a lot',
  promise: 'More ways to sit.',
  onDemand: false,
  offerAfter: ['one'],
  lessons: [b1!, b2!],
};
const series: Series = { ...aSeries(['one', 'two']), branches: [branch] };
const at = '2026-10-26T06:00:00Z';
const having = (...lessons: string[]) => Object.fromEntries(lessons.map((id) => [id, at]));

/** What the mail of a lesson says to somebody who had these before it. */
function inLesson(lesson: string, had: string[], changes: Partial<Person> = {}) {
  const before = aSubscriber({ ...changes, sent: having(...had) });
  const then = { ...before, sent: { ...before.sent, [lesson]: '2026-11-02T06:00:00Z' } };
  return announced(before, then, lesson, series);
}

describe('what a lesson says of those around it', () => {
  test('is the lesson that this person gets next, not the one after it in the file', () => {
    expect(inLesson('one', []).next).toEqual({ title: 'Lesson two', promise: 'What two gives.' });
    expect(inLesson('one', [], { leftOut: ['two'] })).toMatchObject({ next: { title: '' }, last: 'yes' });
    expect(inLesson('one', [], { branch: 'at-work' }).next.title).toBe('Lesson b1');
    expect(inLesson('two', ['one'], { again: { lesson: 'one', at: '2026-11-01T06:00:00Z' } }).next.title).toBe(
      'Lesson one',
    );
  });

  test('is that it is their first one, whichever it is', () => {
    expect(inLesson('b1', [], { branch: 'at-work' }).first).toBe('yes');
    expect(inLesson('one', ['b1'], { branch: 'at-work' }).first).toBe('');
    // Lessons of another series are none of this one's.
    expect(inLesson('one', ['elsewhere']).first).toBe('yes');
  });

  test('is the end of a branch where none of it follows', () => {
    const inIt = { branch: 'at-work' };
    expect(inLesson('b1', [], inIt).branchEnds).toBe('');
    expect(inLesson('b2', ['b1'], inIt)).toMatchObject({ branchEnds: 'At work', next: { title: 'Lesson one' } });
    expect(inLesson('b1', [], { ...inIt, leftOut: ['b2'] }).branchEnds).toBe('At work');
    // Once more, after the branch was over.
    expect(inLesson('b1', ['b1', 'b2', 'one'], inIt).branchEnds).toBe('');
    expect(inLesson('b2', ['b1', 'one', 'two'], inIt)).toMatchObject({ branchEnds: 'At work', last: 'yes' });
  });

  test('offers a branch to who is not in it and has not had it', () => {
    expect(inLesson('one', []).branchOffers).toEqual([{ choice: 'I sit a lot', promise: 'More ways to sit.' }]);
    expect(inLesson('two', ['one']).branchOffers).toEqual([]);
    expect(inLesson('one', [], { branch: 'at-work' }).branchOffers).toEqual([]);
    expect(inLesson('one', ['b1', 'b2']).branchOffers).toEqual([]);
  });
});

test('a mail about no lesson calls nothing the last, and offers nothing', () => {
  const all = aSubscriber({ sent: having('one', 'two', 'b1', 'b2') });
  expect(announced(all, all, '', series)).toEqual({
    first: '',
    next: { title: '', promise: '' },
    last: '',
    branchEnds: '',
    branchOffers: [],
  });
});

test('who has left gets no next lesson announced', () => {
  const gone = aSubscriber({ status: 'unsubscribed' });
  expect(announced(gone, gone, '', series).next.title).toBe('');
});
