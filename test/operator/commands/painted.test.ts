import { WriteStream } from 'node:tty';
import { expect, test } from '@jest/globals';
import { highlight } from '../../../lib/operator/commands/painted.ts';

/** What `painted` asks of a stream, without a terminal. */
const stream = (isTTY: boolean) =>
  Object.assign(Object.create(WriteStream.prototype) as WriteStream, { isTTY, getColorDepth: () => 8 });
const words = '✓ keys can be read\n✗ table got no answer\nsend 0 waiting, 2 DEAD LETTERS: fix the cause';

test('what needs a hand is coloured on a terminal, and the words stay as they are', () => {
  const shown = highlight(words, stream(true));
  expect(shown).toContain('\u001B[32m✓\u001B[39m keys');
  expect(shown).toContain('2 DEAD LETTERS\u001B[');
  // oxlint-disable-next-line no-control-regex -- what a terminal takes as colours
  expect(shown.replaceAll(/\u001B\[\d+m/g, '')).toBe(words);
});

test('nothing is coloured in a file or a pipe, or where NO_COLOR is set', () => {
  expect(highlight(words, stream(false))).toBe(words);
  process.env['NO_COLOR'] = '1';
  try {
    expect(highlight(words, stream(true))).toBe(words);
  } finally {
    delete process.env['NO_COLOR'];
  }
});
