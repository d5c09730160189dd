import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { roots } from '../../../lib/roots.ts';
import { deployedHandlers } from '../../../lib/local/handlers.ts';
import { startLocalService, type LocalService } from '../../../lib/local/service.ts';
import { runHere } from '../../support/command-line.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/* Commands as they are typed, beside a running service with one person in it. What each of them does in depth is tested beside its own code. */

const place = temporaryFolder();
const dataDir = place('data');
let service: LocalService;

const weekwise = async (...args: string[]) => runHere('--data', dataDir, ...args);
const read = async <Data>(...args: string[]) => JSON.parse((await weekwise('--json', ...args)).out) as Data;

beforeAll(async () => {
  process.env['LOG_LEVEL'] = 'SILENT';
  const handlers = await deployedHandlers();
  service = await startLocalService({ dataDir, port: 0, handlers, onError: (error) => console.error(error) });
  const file = place('people.csv');
  const line = 'ann@example.org,Europe/Berlin,2026-01-02T10:00:00Z,2026-01,old form';
  await writeFile(file, `email,zone,consentAt,consentText,consentSource\n${line}\n`);
  await weekwise('import', file);
});
afterAll(() => service?.close());

test('doctor finds nothing, and then the switch', async () => {
  expect(await weekwise('doctor')).toMatchObject({ code: 0, err: '' });
  await weekwise('halt', 'SES asked');
  const { code, out } = await weekwise('doctor');
  expect([code, out]).toEqual([1, expect.stringMatching(/✗ mail .*SES asked/)]);
  await weekwise('go');
});

test('keys rotate adds a key, then waits for it, and keys list tells of both', async () => {
  const { key, signsFrom } = await read<{ key: string; signsFrom: string }>('keys', 'rotate');
  expect(await read('keys', 'rotate')).toMatchObject({ done: 'waits', key, signsFrom });
  const { out } = await weekwise('keys', 'list');
  expect(out).toMatch(new RegExp(`^${key} +opens links, added `, 'm'));
});

test('a series is named by its id, and one that is not offered is told', async () => {
  const err = 'This service offers no series nowhere. There are stress-and-back-pain.\n';
  const none = { code: 2, out: '', err };
  expect(await weekwise('subscriber', 'change-series', 'ann@example.org', 'nowhere')).toEqual(none);
  for (const args of [
    ['counts', 'show'],
    ['report'],
    ['send-test', 'welcome', '--to', 'me@example.org'],
    ['form', '--zone', 'UTC'],
    ['series', 'diff'],
  ])
    expect(await weekwise(...args, '--series', 'nowhere')).toEqual(none);
  expect((await weekwise('subscriber', 'change-series', 'ann@example.org', 'stress-and-back-pain')).err).toContain(
    'Nothing changed: only active and completed people switch, to another series',
  );
  expect(await read('series', 'move', 'gone', 'stress-and-back-pain')).toEqual({ people: 0, moved: 0, written: false });
});

test('zones says that nobody stands under a former name', async () => {
  expect((await weekwise('zones', '--yes')).out).toBe('Every time zone is stored under its present name.\n');
  expect(await read('zones')).toEqual({ people: 0, planned: 0, forgotten: 0, written: false });
});

test('the console says where it is, opens once, and ends with Ctrl-C', async () => {
  const program = join(roots.project, 'bin/weekwise.js');
  const child = spawn(process.execPath, [program, '--data', dataDir, 'console'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exit = once(child, 'exit');
  let said = '';
  for await (const chunk of child.stdout) {
    said += String(chunk);
    if (said.includes('Press Ctrl-C')) break;
  }
  const [address] = /http:\/\/127\.0\.0\.1:\d+\/\S*/.exec(said)!;
  const visit = async () => (await fetch(address, { redirect: 'manual' })).status;
  expect([await visit(), await visit()]).toEqual([303, 403]);
  child.kill('SIGINT');
  expect(await exit).toEqual([0, null]);
});

test('subscriber unsubscribe and erase do what a person asked for', async () => {
  const status = async () => (await read<{ people: object }>('status')).people;
  const { subscriber: id } = await read<{ subscriber: string }>('subscriber', 'show', 'ann@example.org');
  const without = { code: 2, out: '', err: 'Nothing changed: --yes says that they asked to unsubscribe.\n' };
  expect(await weekwise('subscriber', 'unsubscribe', id)).toEqual(without);
  expect(await status()).toEqual({ active: 1 });
  expect(await weekwise('subscriber', 'unsubscribe', id, '--yes')).toMatchObject({
    code: 0,
    out: `${id}: Unsubscribed.\n`,
  });
  expect(await status()).toEqual({ unsubscribed: 1 });
  expect(await weekwise('subscriber', 'erase', id, '--yes')).toMatchObject({ code: 0, out: `${id}: Erased.\n` });
  expect(await status()).toEqual({ erased: 1 });
});
