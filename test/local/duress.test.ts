import { setByHand } from '../../lambdas/core/time/planned-walls.ts';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { dynamoControl } from '../../lambdas/adapters/dynamo/control.ts';
import { dynamoSubscribers } from '../../lambdas/adapters/dynamo/subscribers.ts';
import { openTable } from '../../lambdas/adapters/dynamo/table.ts';
import { localTableName } from '../../lib/local/settings.ts';
import { startLocalService, type LocalService, type LocalServiceOptions } from '../../lib/local/service.ts';
import { aSubscriber } from '../support/builders.ts';
import { failingFiles } from '../support/failing-files.ts';
import { joins } from '../support/people.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { toyHandlers } from '../support/toy-handlers.ts';

/** The local home when its disk fails, and when a part of its folder is gone: it says so, never hangs, and loses nothing without a word. */

/** Before the folder in which it is, is removed. */
const unmount: (() => void)[] = [];
afterAll(() => unmount.forEach((now) => now()));
const place = temporaryFolder();
const monday = Temporal.Instant.from('2026-11-23T08:01:00Z');
let count = 0;
let dataDir: string;
let service: LocalService | undefined;
let said: string[];
let errors: unknown[];

const start = async (options: Partial<LocalServiceOptions> = {}) => {
  said = [];
  service = await startLocalService({
    dataDir,
    port: 0,
    handlers: toyHandlers({ plans: [], feedback: [] }),
    onError: (error) => errors.push(error),
    onNotice: (sentence) => said.push(sentence),
    realNow: () => monday.epochMilliseconds,
    ...options,
  });
  return service;
};
const stop = async () => {
  await service?.close();
  service = undefined;
};
const moveTo = async (to: string) => {
  const response = await fetch(`${service!.url}/local/api/clock`, { method: 'POST', body: JSON.stringify({ to }) });
  return { status: response.status, ...((await response.json()) as { now: string; error?: string }) };
};
const subjects = () => service!.ses!.mails().map(({ subject }) => subject);
/** Until something is so, for at most some seconds. */
const eventually = async (isSo: () => boolean) => {
  for (const until = performance.now() + 10_000; !isSo() && performance.now() < until;)
    await new Promise((resolve) => setTimeout(resolve, 20));
  expect(isSo()).toBe(true);
};

beforeEach(() => {
  dataDir = place(`data-${++count}`);
  errors = [];
});
afterEach(async () => {
  delete process.env['WEEKWISE_ACCEPT_LOSS'];
  await stop();
});

test('a disk that fills up is told once, stops the clock with an answer, and goes on by itself when there is space', async () => {
  const disk = failingFiles();
  await start({ files: disk.files });
  await fetch(`${service!.url}/someone`, { method: 'POST', body: 'Ada' });
  expect(await moveTo('2026-11-23T09:30:00Z')).toMatchObject({ status: 200 });
  expect(subjects()).toEqual(['Hour 09']);
  // From the middle of the next wave on.
  let writes = 0;
  disk.fault = (call) => (call === 'write' && ++writes > 6 ? 'short' : undefined);
  const stopped = await moveTo('2026-11-23T12:30:00Z');
  expect(stopped).toMatchObject({
    status: 503,
    error: expect.stringMatching(/^The clock has stopped on its way, at /),
  });
  expect(stopped.error).toMatch(/cannot be written: the disk is full \(ENOSPC\)\. Free some space\. What is left/);
  expect(said.length).toBeGreaterThan(0);
  expect(said.length).toBeLessThan(6);
  expect(said[0]).toMatch(/\. Free some space\. The service waits, and goes on by itself then\.$/);
  const page = await (await fetch(`${service!.url}/local/clock`)).text();
  expect(page).toContain('the disk is full');

  disk.fault = () => undefined;
  await eventually(() => service!.sqs!.counts('send').visible === 0);
  expect(await moveTo('2026-11-23T12:30:00Z')).toMatchObject({ status: 200 });
  // The sender is not sure of a mail that the full disk refused, and toy senders try again.
  expect(new Set(subjects())).toEqual(new Set(['Hour 09', 'Hour 10', 'Hour 11', 'Hour 12']));
  const mails = service!.ses!.mails();
  await stop();
  await start();
  expect(service!.ses!.mails()).toEqual(mails);
  expect(said).toEqual([]);
});

test('a home whose disk fails can be stopped, and nothing is left locked', async () => {
  const disk = failingFiles();
  await start({ files: disk.files });
  disk.fault = () => 'EIO';
  const moving = moveTo('2026-11-23T12:30:00Z').catch(() => undefined);
  await new Promise((resolve) => setTimeout(resolve, 50));
  await stop();
  await moving;
  expect(readdirSync(dataDir)).not.toContain('lock');
});

const small = place('small');
mkdirSync(small);
const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=3m', 'weekwise-test', small]).status === 0;
if (mounted) unmount.push(() => void spawnSync('umount', [small]));

(mounted ? describe : describe.skip)('on a real disk (skipped where no tmpfs may be mounted)', () => {
  test('that is full, it waits, refuses to start, and goes on when there is space', async () => {
    dataDir = join(small, 'data');
    await start();
    await fetch(`${service!.url}/someone`, { method: 'POST', body: 'Ada' });
    expect(await moveTo('2026-11-23T09:30:00Z')).toMatchObject({ status: 200 });
    const ballast = join(small, 'ballast');
    try {
      for (let n = 0; n < 100; n++) writeFileSync(ballast, Buffer.alloc(100_000), { flag: 'a' });
    } catch {
      // Full to the last byte.
    }
    expect(await moveTo('2026-11-23T12:30:00Z')).toMatchObject({
      status: 503,
      error: expect.stringContaining('the disk is full (ENOSPC)'),
    });
    await stop();
    await expect(start()).rejects.toThrow(
      /^.*small.* cannot be written: the disk is full \(ENOSPC\)\. Free some space\.$/,
    );
    rmSync(ballast);
    await start();
    expect(await moveTo('2026-11-23T12:30:00Z')).toMatchObject({ status: 200 });
    expect(new Set(subjects())).toEqual(new Set(['Hour 09', 'Hour 10', 'Hour 11', 'Hour 12']));
    await stop();
  });
});

describe('with a part of the folder gone', () => {
  /** A home with somebody in the table, a mail, and a planned tick. */
  async function live(): Promise<void> {
    await start();
    const table = openTable(localTableName);
    await joins(dynamoSubscribers(table), aSubscriber());
    const control = dynamoControl(table);
    await control.advance(undefined, '2026-11-23T08:00:00Z', setByHand);
    await service!.clockwork.advanceTo(Temporal.Instant.from('2026-11-23T09:10:00Z'));
    await control.advance('2026-11-23T08:00:00Z', '2026-11-23T09:00:00Z', setByHand);
    table.documents.client.destroy();
  }
  const refusal = () => start().then(stop, (error: Error) => error.message);
  const accept = async (loss: string) => {
    process.env['WEEKWISE_ACCEPT_LOSS'] = loss;
    await start();
    await stop();
    delete process.env['WEEKWISE_ACCEPT_LOSS'];
    await start();
  };

  test('a table without its files, beside mails', async () => {
    await live();
    await stop();
    rmSync(join(dataDir, 'table'), { recursive: true });
    rmSync(join(dataDir, 'table.json'));
    expect(await refusal()).toMatch(
      /^The table in .*table is empty, but .*mail holds 1 emails: people are missing\. Put back .* WEEKWISE_ACCEPT_LOSS=table npm start$/,
    );
    // The toy handlers put nothing into the table, so it stays as empty as it was accepted to be.
    process.env['WEEKWISE_ACCEPT_LOSS'] = 'table';
    await start();
  });

  test('a table that is older than it was', async () => {
    await live();
    await service!.clockwork.advanceTo(Temporal.Instant.from('2026-11-23T09:40:00Z'));
    await stop();
    const witness = JSON.parse(readFileSync(join(dataDir, 'table.json'), 'utf8')) as object;
    expect(witness).toMatchObject({ plannedThrough: '2026-11-23T09:00:00Z' });
    writeFileSync(join(dataDir, 'table.json'), JSON.stringify({ ...witness, plannedThrough: '2026-11-23T09:30:00Z' }));
    expect(await refusal()).toMatch(
      /is planned up to 2026-11-23T09:00:00Z, but it was planned up to 2026-11-23T09:30:00Z: what came last is missing\. /,
    );
    await accept('table');
  });

  test('the keyring', async () => {
    await live();
    await stop();
    rmSync(join(dataDir, 'keyring.json'));
    expect(await refusal()).toMatch(/^The keyring .*keyring\.json is missing, and people are in the table\. /);
    await accept('keys');
  });

  test('mails, and the end of their index', async () => {
    await live();
    await service!.clockwork.advanceTo(Temporal.Instant.from('2026-11-23T11:10:00Z'));
    const [first, , third] = service!.ses!.mails();
    await stop();
    const index = join(dataDir, 'mail', 'index.jsonl');
    const lines = readFileSync(index, 'utf8').split('\n');
    writeFileSync(index, `${lines.slice(0, 2).join('\n')}\n`);
    rmSync(join(dataDir, 'mail', `${first!.messageId}.eml`));
    await start();
    expect(said).toEqual([
      expect.stringMatching(/mail is not whole: 1 emails of its index have no file, and 1 files are not in its index/),
    ]);
    expect(service!.ses!.mails().map(({ messageId }) => messageId)).not.toContain(third!.messageId);
  });
});
