import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { pieces } from '../mutation/pieces.ts';
import { scoreMin, scoreOf, scoresIn, tally, withScores } from '../mutation/scores.ts';

const root = join(import.meta.dirname, '../..');
const document = readFileSync(join(root, 'docs/mutation.md'), 'utf8');
const files = pieces.flatMap((piece) => piece.files);

describe('docs/mutation.md', () => {
  test('has a score for every file that is tried, and for no other', () => {
    expect(scoresIn(document).map(({ file }) => file)).toEqual(files);
  });

  test('has no score below the bound', () => {
    expect(scoresIn(document).filter((score) => scoreOf(score) < scoreMin)).toEqual([]);
  });

  test('is written as the command writes it', () => {
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
  const score = { file: 'a.ts', killed: 2, timedOut: 1, survived: 2, answered: 1 };
  expect(tally('a.ts', outcomes)).toEqual(score);
  expect(scoreOf(score)).toBe(60);
});
