import { expect, test } from '@jest/globals';
import { openSince } from './leaving.js';

test('what stays open is named with the file that left it, and what was open before or is closed again is not', () => {
  let now = ['PipeWrap'];
  const open = openSince(() => now);
  now = ['PipeWrap', 'Timeout'];
  open.note('a.test.ts');
  now = ['PipeWrap', 'TCPServerWrap'];
  open.note('b.test.ts');
  open.note('c.test.ts');
  expect(open.left()).toEqual(['TCPServerWrap is left open, by b.test.ts or another of its kind.']);
  now = ['PipeWrap'];
  expect(open.left()).toEqual([]);
});
