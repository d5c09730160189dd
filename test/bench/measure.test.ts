import { expect, test } from '@jest/globals';
import { measure } from './measure.ts';
import { quick } from './sizes.ts';

test('the bench measures a section on its own', async () => {
  const measured = await measure(['year'], { ...quick, year: { ...quick.year, people: 3 } });
  expect(Object.keys(measured)).toEqual(['year']);
});
