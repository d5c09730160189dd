import { expect, test } from '@jest/globals';
import { everHad, hasEverHad } from '../../../../lambdas/core/person/had-lessons.ts';

const at = '2026-11-02T06:00:00Z';

test('the lessons that somebody ever had are those of this round, of earlier ones and of those before, each once and in order', () => {
  const person = {
    sent: { two: at, one: at },
    earlier: [
      { lesson: 'three', at },
      { lesson: 'two', at },
    ],
    hadBefore: ['four', 'one'],
  };
  expect(everHad(person)).toEqual(['four', 'one', 'three', 'two']);
  expect(hasEverHad(person, 'three')).toBe(true);
  expect(hasEverHad(person, 'five')).toBe(false);
});

test('of somebody of whom nothing is stored there are none', () => {
  expect(everHad({})).toStrictEqual([]);
});
