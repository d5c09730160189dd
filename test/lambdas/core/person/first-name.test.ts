import { expect, test } from '@jest/globals';
import { FirstName } from '../../../../lambdas/core/person/preferences.ts';

test.each(['Ann', 'J. R.', 'Dr. Ann', 'Mary-Jane', 'O’Neil', 'Γιώργος', 'Jo.', 'Anne Marie'])(
  '%s is a first name',
  (name) => {
    expect(FirstName.safeParse(name).success).toBe(true);
  },
);

test.each([
  'win.evil.example/x',
  'win.example',
  'T.co',
  'evil。example',
  'https:evil',
  'Ann/Ben',
  'a\\b',
  'www. evil',
  'WWW.evil',
  'ann@example',
])('%s is none: a mail program could make a link of it', (name) => {
  const { error } = FirstName.safeParse(name);
  expect(error?.issues[0]?.message).toBe(
    'A name cannot hold the address of a page or a mailbox. After a full stop, leave a space.',
  );
});
