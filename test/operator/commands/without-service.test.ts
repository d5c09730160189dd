import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { runHere as weekwise } from '../../support/command-line.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/* Commands that need no service, or do not find the one they need. */

const place = temporaryFolder();

test.each([
  [
    'Tea Breaks',
    'The name of a series must be small letters and digits with hyphens between them, such as "slow-breathing", not "Tea Breaks".\n',
  ],
  ['stress-and-back-pain', 'There is a templates/series/stress-and-back-pain already: choose another name.\n'],
])('new-series refuses the name %s in one sentence', async (name, message) => {
  expect(await weekwise('new-series', name)).toEqual({ code: 2, out: '', err: message });
});

test('cost computes a bill for as many people as are meant', async () => {
  const bill = async (people: string) =>
    (JSON.parse((await weekwise('--json', 'cost', '--subscribers', people)).out) as { list: number }).list;
  expect(await bill('100000')).toBeGreaterThan(5 * (await bill('10000')));
  // Goals are for who develops Weekwise, not for who pays.
  expect((await weekwise('cost')).out).not.toMatch(/goal|missed/);
  expect((await weekwise('cost', '--subscribers', 'many')).err).toContain('Expected a number');
});

test('preview says in a sentence that its port is taken', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const { code, err } = await weekwise('preview', '--port', String(port));
  other.close();
  expect([code, err]).toEqual([2, 'Another program uses this port: choose another with --port.\n']);
});

test.each([
  [['halt', ' '], 'Say it in 1 to 200 characters.'],
  [['api-keys', 'add', ''], 'Give the key a name'],
  [['preview', '--port', 'abc'], 'Expected a number'],
])('%j is refused before anything is done', async (args, why) => {
  const { code, err } = await weekwise(...args);
  expect(code).toBe(2);
  expect(err).toContain(why);
});

test.each([
  [['series', 'approve', 'nope', '--by', 'Ada Example']],
  [['series', 'words', 'nope']],
  [['series', 'diff', '--approved', '--series', 'nope']],
  [['series', 'review', 'nope']],
])('%j, of a series that is not there, is refused in one sentence', async (args) => {
  const err = 'There is no series "nope". Known here: stress-and-back-pain\n';
  expect(await weekwise(...args)).toEqual({ code: 2, out: '', err });
});

test.each(['2026-02-31', '2026-2-3', '2026-13-01', 'today'])('nothing was approved on %s', async (day) => {
  const { code, err } = await weekwise('series', 'approve', 'nope', '--by', 'Ada Example', '--on', day);
  expect([code, err]).toEqual([2, expect.stringContaining('Expected a date, such as 2026-11-28.')]);
});

test('a service of another version is one sentence that says what to do', async () => {
  const dataDir = place('data');
  mkdirSync(dataDir);
  // What an earlier version wrote: it has no access key.
  writeFileSync(join(dataDir, 'service.json'), JSON.stringify({ pid: process.pid, region: 'eu-west-1' }));
  expect(await weekwise('--data', dataDir, 'status')).toEqual({
    code: 2,
    out: '',
    err: `The service in ${dataDir} was started by another version: start it again with npm start.\n`,
  });
});
