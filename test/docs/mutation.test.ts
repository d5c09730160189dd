import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { pieces } from '../mutation/pieces.ts';
import { scoreMin, scoreOf, scoresIn, tally, textOf, withScores } from '../mutation/scores.ts';

const root = join(import.meta.dirname, '../..');
const document = readFileSync(join(root, 'docs/mutation.md'), 'utf8');
const files = pieces.flatMap((piece) => piece.files);

describe('docs/mutation.md', () => {
  test('has no score below the bound', () => {
    expect(scoresIn(document).filter((score) => scoreOf(score) < scoreMin)).toEqual([]);
  });

  test('has a row for every file that is tried, and for no other, as the command writes it', () => {
    expect(withScores(document, [], files)).toBe(document);
  });
});

test('the files that are tried, and their tests, are there', () => {
  const named = pieces.flatMap((piece) => [...piece.files, ...piece.tests]);
  expect(named.filter((file) => !existsSync(join(root, file)))).toEqual([]);
});

test('what the settings leave out is no mutant, and what the source answers is no survivor', () => {
  const outcomes = [
    ...['Killed', 'Killed', 'Timeout', 'Survived', 'NoCoverage'].map((status) => ({ fileName: 'a.ts', status })),
    { fileName: 'a.ts', status: 'Ignored', statusReason: 'left out: text of a log line' },
    { fileName: 'a.ts', status: 'Ignored', statusReason: 'the same program' },
    { fileName: 'b.ts', status: 'Survived' },
  ];
  const run = { on: '2026-11-28', text: '1f8ec0f6' };
  const score = { file: 'a.ts', killed: 2, timedOut: 1, survived: 2, answered: 1, ...run };
  expect(tally('a.ts', outcomes, run)).toEqual(score);
  expect(scoreOf(score)).toBe(60);
});

test('the text of a file is named as git names it', () => {
  // `printf 'hello\n' | git hash-object --stdin`
  expect(textOf('hello\n')).toBe('ce013625');
});
