import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { nextLesson } from '../../../../lambdas/core/course/course.ts';
import type { Branch } from '../../../../lambdas/core/course/series.ts';
import { aSeries } from '../../../support/builders.ts';

function branch(id: string, onDemand = false): Branch {
  const lessons = aSeries([`${id}-1`, `${id}-2`]).lessons;
  return { id, title: id, choice: `I am ${id}`, promise: 'It may help.', onDemand, offerAfter: [], lessons };
}
const series = {
  ...aSeries(['one', 'two', 'three', 'four']),
  branches: [branch('sitting'), branch('worry'), branch('flare', true)],
};
const choice = fc.constantFrom(undefined, 'sitting', 'worry', 'flare', 'gone');

test('whatever is chosen, and however often, every core lesson comes once and in order, and no lesson twice', () => {
  fc.assert(
    fc.property(fc.array(choice, { minLength: 20, maxLength: 20 }), (choices) => {
      const sent: Record<string, string> = {};
      for (const [week, chosen] of choices.entries()) {
        const lesson = nextLesson(series, { sent, ...(chosen !== undefined && { branch: chosen }) });
        if (lesson === undefined) continue;
        expect(sent).not.toHaveProperty(lesson.id);
        sent[lesson.id] = `2026-01-01T00:00:${String(week).padStart(2, '0')}Z`;
      }
      const core = Object.keys(sent).filter((id) => !id.includes('-'));
      expect(core).toEqual(['one', 'two', 'three', 'four']);
    }),
  );
});

test('a branch comes first, then the course goes on where it paused', () => {
  const sent: Record<string, string> = { one: '2026-01-01T00:00:00Z' };
  const order: string[] = [];
  for (let week = 0; week < 5; week += 1) {
    const { id } = nextLesson(series, { sent, branch: 'sitting' })!;
    order.push(id);
    sent[id] = '2026-01-02T00:00:00Z';
  }
  expect(order).toEqual(['sitting-1', 'sitting-2', 'two', 'three', 'four']);
});
