import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { lockFolder } from '../../lib/local/folder-lock.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const place = temporaryFolder();
const folder = (name: string) => {
  mkdirSync(place(name));
  return place(name);
};

test('a folder is for one at a time, also within a process', () => {
  const data = folder('twice');
  const release = lockFolder(data);
  expect(() => lockFolder(data)).toThrow(/Another Weekwise \(process \d+\) uses the data in .*twice: stop it first/);
  release();
  release();
  lockFolder(data)();
  expect(existsSync(join(data, 'lock'))).toBe(false);
});

test('a running process keeps its folder', () => {
  const data = folder('running');
  const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  writeFileSync(join(data, 'lock'), `${other.pid}\n`);
  expect(() => lockFolder(data)).toThrow(`process ${other.pid}`);
  other.kill('SIGKILL');
});

test.each([
  ['a process that is gone', () => String(spawnSync(process.execPath, ['-e', '']).pid)],
  ['this process in an earlier life', () => String(process.pid)],
  ['nobody knows whom', () => 'garbage'],
])('the lock of %s is taken over', (_, holder) => {
  const data = folder(`stale ${holder()}`);
  writeFileSync(join(data, 'lock'), holder());
  const release = lockFolder(data);
  expect(readFileSync(join(data, 'lock'), 'utf8').trim()).toBe(String(process.pid));
  release();
});
