import { expect, test } from '@jest/globals';
import { measure } from './measure.ts';
import { quick } from './sizes.ts';

test('the bench measures the sections that are asked for, on emulators of its own', async () => {
  const sizes = {
    ...quick,
    sender: { rounds: 1, mails: 2, tutorialMails: 1 },
    site: { repeats: 1, requests: 2 },
    year: { people: 3, weeks: 2 },
  };
  const measured = await measure(['sender', 'site', 'year'], sizes);
  expect(Object.keys(measured)).toEqual(['sender', 'site', 'year']);
});
