import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { dynamoControl } from '../../lambdas/adapters/dynamo/control.ts';
import { openTable } from '../../lambdas/adapters/dynamo/table.ts';
import { keyringOf } from '../../lambdas/adapters/keys/keyring.ts';
import { setByHand } from '../../lambdas/core/time/planned-walls.ts';
import { localTableName } from '../../lib/local/settings.ts';
import { startLocalService, type LocalService, type LocalServiceOptions } from '../../lib/local/service.ts';
import { startEmulators, testCredentials } from '../support/emulators.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { toyHandlers, type ToyDiary } from '../support/toy-handlers.ts';

const place = temporaryFolder();
/** Real time stands just after a full hour, so that every run sees the same ticks. */
const monday = Temporal.Instant.from('2026-11-23T08:01:00Z');
const at = (time: string) => Temporal.Instant.from(`2026-11-23T${time}:00Z`);

let folderCount = 0;
let dataDir: string;
let service: LocalService | undefined;
let diary: ToyDiary;
let errors: unknown[];

const start = async (options: Partial<LocalServiceOptions> = {}) => {
  service = await startLocalService({
    dataDir,
    port: 0,
    handlers: toyHandlers(diary),
    onError: (error) => errors.push(error),
    realNow: () => monday.epochMilliseconds,
    ...options,
  });
  return service;
};
const stop = async () => {
  await service?.close();
  service = undefined;
};
const post = (path: string, body: string, headers: Record<string, string> = {}) =>
  fetch(`${service!.url}${path}`, { method: 'POST', body, headers: { 'content-type': 'text/plain', ...headers } });
const mails = () => service!.ses!.mails().map(({ subject, sentAt }) => `${subject} at ${sentAt.slice(11, 16)}`);

beforeEach(() => {
  dataDir = place(`data-${++folderCount}`);
  diary = { plans: [], feedback: [] };
  errors = [];
});
afterEach(async () => {
  await stop();
  if (errors.length > 0) throw errors[0];
});

test('the years before a folder was made are not looked for bounces; those since are, however late', async () => {
  await start();
  const control = () => dynamoControl(openTable(localTableName));
  expect(await control().reconciledThrough()).toBe('2026-11-23T08:01:00Z');
  await control().reconciled('2026-11-22T03:00:00Z');
  await stop();
  await start();
  expect(await control().reconciledThrough()).toBe('2026-11-22T03:00:00Z');
});

test('a tick runs through every queue, and the mail leaves at its instant', async () => {
  await start();
  await service!.clockwork.advanceTo(at('10:05'));
  expect(diary.plans.map((time) => time.slice(11, 16))).toEqual([
    '08:15',
    '08:30',
    '08:45',
    '09:00',
    '09:15',
    '09:30',
    '09:45',
    '10:00',
  ]);
  // The mail of ten o'clock is still delayed.
  expect(mails()).toEqual(['Hour 09 at 09:07']);
  expect(service!.sqs!.counts('send')).toEqual({ visible: 0, delayed: 1, inFlight: 0 });
  await service!.clockwork.advanceTo(at('10:10'));
  expect(mails()).toEqual(['Hour 09 at 09:07', 'Hour 10 at 10:07']);
  const [first] = service!.ses!.mails();
  expect(service!.ses!.raw(first!.messageId).toString()).toContain(
    'Planned for 2026-11-23T09:00:00Z, sent at 2026-11-23T09:07:00Z',
  );
  expect(diary.feedback.slice(0, 1)).toEqual([
    { eventType: 'Send', messageId: first!.messageId, at: '2026-11-23T09:07:00.000Z' },
  ]);
});

test('a tick at which nobody is owed anything is passed without the planner, but for one that a queue has to be told of', async () => {
  await start({ handlers: { ...toyHandlers(diary), mayPassQuietTicks: true } });
  const control = dynamoControl(openTable(localTableName));
  await control.rememberTable(await control.tableId());
  await control.advance(undefined, '2026-11-23T08:00:00Z', setByHand);
  await control.rememberSlot('UTC', '08:15');
  await service!.clockwork.advanceTo(at('08:20'));
  expect([diary.plans, (await control.planning()).plannedThrough]).toEqual([[], '2026-11-23T08:15:00Z']);
  expect(JSON.parse(readFileSync(join(dataDir, 'table.json'), 'utf8'))).toMatchObject({
    plannedThrough: '2026-11-23T08:15:00Z',
  });
  const sqs = new SQSClient({ endpoint: service!.sqs!.url });
  await sqs.send(new SendMessageCommand({ QueueUrl: service!.sqs!.queueUrl('send-dlq'), MessageBody: 'lost' }));
  sqs.destroy();
  await service!.clockwork.advanceTo(at('08:35'));
  expect(diary.plans.map((time) => time.slice(11, 16))).toEqual(['08:30']);
});

test('work that is under way when the clock is moved is finished at its own time, and done once', async () => {
  const seen: string[] = [];
  await start({
    handlers: {
      ...toyHandlers(diary),
      send:
        (_, { clock }) =>
        async ({ Records }) => {
          await new Promise((resolve) => setTimeout(resolve, 50));
          seen.push(...Records.map(({ body }) => `${body} at ${clock.now().toString()}`));
        },
    },
  });
  const sqs = new SQSClient({ endpoint: service!.sqs!.url });
  await sqs.send(new SendMessageCommand({ QueueUrl: service!.sqs!.queueUrl('account'), MessageBody: 'welcome' }));
  sqs.destroy();
  // Far beyond the message's visibility.
  await service!.clockwork.advanceTo(at('08:40'));
  expect(seen).toEqual(['welcome at 2026-11-23T08:01:00Z']);
});

test.each(['dynoxide', 'dynalite'] as const)(
  'a restart loses nothing: clock, table, queues, mails and keys (%s)',
  async (emulator) => {
    await start({ emulator });
    expect(service!.dynamoName).toBe(emulator);
    await post('/someone', 'Ada');
    await service!.clockwork.advanceTo(at('10:05'));
    const before = { mails: service!.ses!.mails(), keyring: readFileSync(join(dataDir, 'keyring.json'), 'utf8') };
    await stop();

    await start({ emulator });
    expect(service!.clock.now()).toEqual(at('10:05'));
    expect(await (await fetch(`${service!.url}/someone`)).json()).toMatchObject({ name: 'Ada' });
    expect(service!.ses!.mails()).toEqual(before.mails);
    expect(readFileSync(join(dataDir, 'keyring.json'), 'utf8')).toBe(before.keyring);
    await service!.clockwork.advanceTo(at('10:10'));
    expect(mails()).toEqual(['Hour 09 at 09:07', 'Hour 10 at 10:07']);
  },
);

test('the handlers are told where they are, and the keyring is one that they can use', async () => {
  await start();
  const told = (await (await fetch(service!.url)).json()) as { SITE_URL: string; KEYRING: string };
  expect(told.SITE_URL).toBe(service!.url);
  expect(told.KEYRING).toBe(`file:${join(dataDir, 'keyring.json')}`);
  const file = told.KEYRING.slice('file:'.length);
  expect(keyringOf(readFileSync(file, 'utf8')).sign('x').keyId).toBe('k1');
  // Only its owner may read it; Windows has no such bits.
  expect(statSync(file).mode & 0o777).toBe(process.platform === 'win32' ? 0o666 : 0o600);
});

test('the SDK of this process is led to the emulators while the world stands, and no longer', async () => {
  const before = { ...process.env };
  await start();
  expect(process.env).toMatchObject({
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: expect.stringMatching(/^[0-9a-f]{40}$/),
    AWS_ENDPOINT_URL_SES: service!.ses!.url,
    AWS_ENDPOINT_URL_SQS: service!.sqs!.url,
  });
  await stop();
  expect({ ...process.env }).toEqual(before);
});

test('an endpoint that is set already is used instead of the emulator', async () => {
  const elsewhere = await startEmulators();
  process.env['AWS_ACCESS_KEY_ID'] = testCredentials.accessKeyId;
  process.env['AWS_SECRET_ACCESS_KEY'] = testCredentials.secretAccessKey;
  process.env['AWS_ENDPOINT_URL_DYNAMODB'] = elsewhere.dynamo.url;
  process.env['AWS_ENDPOINT_URL_SQS'] = elsewhere.sqs.url;
  try {
    await start();
    expect(service!.dynamoName).toBe(elsewhere.dynamo.url);
    expect(readdirSync(dataDir)).not.toContain('table');
    await post('/someone', 'Ada');
    expect(await (await fetch(`${service!.url}/someone`)).json()).toMatchObject({ name: 'Ada' });
    await service!.clockwork.advanceTo(at('09:00'));
    // The delay runs on the clock of those queues, which is real time.
    expect(elsewhere.sqs.counts('send').delayed).toBe(1);
    await stop();
  } finally {
    delete process.env['AWS_ENDPOINT_URL_DYNAMODB'];
    delete process.env['AWS_ENDPOINT_URL_SQS'];
    delete process.env['AWS_ACCESS_KEY_ID'];
    delete process.env['AWS_SECRET_ACCESS_KEY'];
    await elsewhere.stop();
  }
});

describe('a world that cannot start says why, and leaves nothing behind', () => {
  test('when its folder is in use', async () => {
    await start();
    await expect(
      startLocalService({ dataDir, port: 0, handlers: toyHandlers(diary), onError: () => {} }),
    ).rejects.toThrow(/Another Weekwise \(process \d+\) uses the data in/);
    expect((await fetch(service!.url)).status).toBe(200);
  });

  test('when its port is taken', async () => {
    await start();
    const port = Number(new URL(service!.url).port);
    const other = { dataDir: place(`other-${folderCount}`), port, handlers: toyHandlers(diary), onError: () => {} };
    await expect(startLocalService(other)).rejects.toThrow(`Port ${port} is taken by another program`);
    await stop();
    // The folder it had taken is free again.
    await (await startLocalService({ ...other, port: 0 })).close();
  });

  test.each([
    ['the table', 'table/dynoxide.db', /^The data in .*table cannot be read \(.*\)\. Move it away or delete it/],
    ['the queues', 'queues/journal.jsonl', /journal\.jsonl is damaged: 1000 lines .* WEEKWISE_ACCEPT_LOSS=lines npm/],
    ['the mail', 'mail/index.jsonl', /index\.jsonl is damaged: 1000 lines .* WEEKWISE_ACCEPT_LOSS=lines npm start$/],
    ['the clock', 'clock.json', /^The data in .*clock\.json cannot be read \(.*\)\. Move it away or delete it/],
    [
      'the keyring',
      'keyring.json',
      /keyring\.json cannot be used \(it is not JSON\)\. .* WEEKWISE_ACCEPT_LOSS=keys npm start$/,
    ],
  ])('when %s is damaged', async (_, file, sentence) => {
    mkdirSync(join(dataDir, file, '..'), { recursive: true });
    writeFileSync(join(dataDir, file), 'garbage\n'.repeat(1000));
    await expect(start({ emulator: 'dynoxide' })).rejects.toThrow(sentence);
    expect(readdirSync(dataDir)).not.toContain('lock');
  });
});
