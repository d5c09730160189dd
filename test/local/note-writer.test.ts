import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { DataFolderError } from '../../lib/local/data-folder.ts';
import { noteWriter } from '../../lib/local/note-writer.ts';
import { openStorage } from '../../lib/local/storage.ts';
import { formatWriter, tooNew } from '../../lib/writer.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const place = temporaryFolder();
const version = (name: string, format: number) => ({ version: name, format });

test('a data folder says who writes it; a version that does not know its format leaves it alone, and says which one does', () => {
  const folder = place('data');
  mkdirSync(folder);
  const note = (writer: { version: string; format: number }) => noteWriter(folder, openStorage(), writer);
  const noted = () => JSON.parse(readFileSync(join(folder, 'weekwise.json'), 'utf8')) as object;
  note(version('1.2.0', 2));
  expect(noted()).toEqual(version('1.2.0', 2));
  expect(() => note(version('1.1.0', 1))).toThrow(DataFolderError);
  expect(() => note(version('1.1.0', 1))).toThrow(
    'was written by Weekwise 1.2.0 in format 2, and this is 1.1.0, which knows formats up to 1: npm install weekwise@1.2.0',
  );
  expect(noted()).toEqual(version('1.2.0', 2));
  // Back to an earlier version of the same format, and on to a later one.
  for (const writer of [version('1.1.9', 2), version('2.0.0', 3)]) {
    note(writer);
    expect(noted()).toEqual(writer);
  }
  writeFileSync(join(folder, 'weekwise.json'), '{');
  note(version('1.0.0', 1));
  expect(noted()).toEqual(version('1.0.0', 1));
});

test('people are told what runs, and what is here where it is another', () => {
  const here = version('1.1.0', 1);
  expect(formatWriter(version('1.1.0', 1), here)).toBe('1.1.0, stored format 1');
  expect(formatWriter(version('1.0.0', 1), here)).toBe('1.0.0, stored format 1; 1.1.0 here');
  expect(formatWriter(undefined, here)).toBe('1.1.0 here; what runs is from before it said so');
  expect(tooNew(undefined, here)).toBeUndefined();
});
