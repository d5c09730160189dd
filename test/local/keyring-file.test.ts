import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { parseKeys } from '../../lambdas/adapters/keys/keyring-document.ts';
import { ensureKeyring } from '../../lib/local/keyring-file.ts';
import { openStorage } from '../../lib/local/storage.ts';
import { failingFiles } from '../support/failing-files.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const place = temporaryFolder();
let count = 0;
const freshFile = () => place(`keyring-${++count}.json`);
const read = (file: string) => readFileSync(file, 'utf8');

test('is made once', () => {
  const file = freshFile();
  expect(ensureKeyring(file)).toBe(`file:${file}`);
  const made = read(file);
  expect(parseKeys(made).current).toBe('k1');
  ensureKeyring(file, { hasPeople: true, accepted: true });
  expect(read(file)).toBe(made);
});

test.each([
  ['empty', '', 'is empty'],
  ['garbled', '{"identity":"identity-1","cur', 'cannot be used (it is not JSON)'],
  ['without keys', '{"identity":"a","current":"k1"}', 'cannot be used (The keyring is not usable'],
])('one that is %s is refused, and never overwritten', (_, text, what) => {
  const file = freshFile();
  writeFileSync(file, text);
  for (const hasPeople of [true, false]) {
    expect(() => ensureKeyring(file, { hasPeople })).toThrow(`The keyring ${file} ${what}`);
    expect(() => ensureKeyring(file, { hasPeople })).toThrow(/WEEKWISE_ACCEPT_LOSS=keys npm start$/);
  }
  expect(read(file)).toBe(text);
  ensureKeyring(file, { hasPeople: true, accepted: true });
  expect(parseKeys(read(file)).current).toBe('k1');
  expect(read(`${file}.unusable`)).toBe(text);
});

test('one that is missing while people are in the table is refused, unless its loss is accepted', () => {
  const file = freshFile();
  expect(() => ensureKeyring(file, { hasPeople: true })).toThrow('is missing, and people are in the table. Put back');
  expect(existsSync(file)).toBe(false);
  ensureKeyring(file, { hasPeople: true, accepted: true });
  expect(parseKeys(read(file)).current).toBe('k1');
});

test.each(['open', 'write', 'close', 'rename'] as const)('a disk that fails at %s leaves no half keyring', (call) => {
  const file = freshFile();
  const disk = failingFiles();
  disk.fault = (made) => (made === call ? 'short' : undefined);
  const storage = openStorage({ files: disk.files });
  expect(() => ensureKeyring(file, { storage })).toThrow(`${file} cannot be written: the disk `);
  expect(existsSync(file)).toBe(false);
  expect(existsSync(`${file}.new`)).toBe(false);
  ensureKeyring(file);
});
