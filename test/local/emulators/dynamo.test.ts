import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  DescribeTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
} from '@aws-sdk/client-dynamodb';
import { describe, expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { startDynamo, type DynamoEmulator, type DynamoEmulatorName } from '../../../lib/local/emulators/dynamo.ts';
import { findDynoxide, startDynoxide } from '../../../lib/local/emulators/dynoxide.ts';
import { ensureTable } from '../../../lib/local/emulators/table.ts';
import { sweepExpired } from '../../../lib/local/emulators/ttl.ts';
import { testCredentials, testRegion } from '../../support/emulators.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const folder = temporaryFolder();
const TableName = 'weekwise';
const accessKey = testCredentials.accessKeyId;

async function withTable<T>(
  options: { emulator: DynamoEmulatorName; dataDir?: string },
  use: (client: DynamoDBClient, emulator: DynamoEmulator) => Promise<T>,
): Promise<T> {
  const emulator = await startDynamo({ accessKey, ...options });
  const client = new DynamoDBClient({
    endpoint: emulator.url,
    region: testRegion,
    credentials: testCredentials,
    maxAttempts: 1,
  });
  try {
    await ensureTable(client, TableName);
    return await use(client, emulator);
  } finally {
    client.destroy();
    await emulator.stop();
  }
}
const item = (pk: string, more = {}) => ({ pk: { S: pk }, sk: { S: 'item' }, ...more });

describe.each(['dynoxide', 'dynalite'] as const)('DynamoDB by %s', (emulator) => {
  test('starts in well under a second, and makes the table once', async () => {
    const began = performance.now();
    await withTable({ emulator }, async (client) => {
      // Typically 60–150 ms; the bound leaves room for a loaded machine.
      expect(performance.now() - began).toBeLessThan(2_000);
      await ensureTable(client, TableName);
      const { Table } = await client.send(new DescribeTableCommand({ TableName }));
      expect(Table).toMatchObject({
        TableStatus: 'ACTIVE',
        GlobalSecondaryIndexes: [
          { IndexName: 'due', Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['days'] } },
        ],
      });
    });
  });

  test('the index finds who is due, by id, with the days and nothing else', async () => {
    await withTable({ emulator }, async (client) => {
      const due = { dueKey: { S: 'Europe/Berlin|07:00' }, days: { S: 'L1' }, name: { S: 'Ada' } };
      for (const pk of ['b', 'a']) await client.send(new PutItemCommand({ TableName, Item: item(pk, due) }));
      await client.send(new PutItemCommand({ TableName, Item: item('c') }));
      const { Items } = await client.send(
        new QueryCommand({
          TableName,
          IndexName: 'due',
          KeyConditionExpression: 'dueKey = :key',
          ExpressionAttributeValues: { ':key': due.dueKey },
        }),
      );
      const projected = { dueKey: due.dueKey, days: due.days };
      expect(Items).toEqual([item('a', projected), item('b', projected)]);
    });
  });

  test('data outlives the emulator', async () => {
    const dataDir = folder(`kept-${emulator}`);
    await withTable({ emulator, dataDir }, (client) => client.send(new PutItemCommand({ TableName, Item: item('a') })));
    const found = await withTable({ emulator, dataDir }, (client) =>
      client.send(new GetItemCommand({ TableName, Key: item('a') })),
    );
    expect(found.Item).toEqual(item('a'));
  });

  test('the sweep deletes what has expired at an instant, and nothing else', async () => {
    await withTable({ emulator }, async (client) => {
      const now = Temporal.Instant.from('2030-01-01T00:00:00Z');
      const at = (offset: number) => ({ N: String(now.epochMilliseconds / 1000 + offset) });
      for (const [pk, more] of [
        ['expired', { ttl: at(-1) }],
        ['due', { ttl: at(0) }],
        ['later', { ttl: at(60) }],
        ['for ever', {}],
        ['not a number', { ttl: { S: '1' } }],
      ] as const) {
        await client.send(new PutItemCommand({ TableName, Item: item(pk, more) }));
      }
      expect(await sweepExpired(client, TableName, now)).toBe(1);
      const { Items } = await client.send(new ScanCommand({ TableName }));
      expect(new Set(Items!.map(({ pk }) => pk!.S))).toEqual(new Set(['due', 'for ever', 'later', 'not a number']));
    });
  });

  test('damaged data is named, with what to do', async () => {
    const dataDir = folder(`damaged-${emulator}`);
    if (emulator === 'dynoxide') {
      mkdirSync(dataDir);
      writeFileSync(join(dataDir, 'dynoxide.db'), 'garbage\n'.repeat(1000));
    } else {
      await withTable({ emulator, dataDir }, (client) =>
        client.send(new PutItemCommand({ TableName, Item: item('a') })),
      );
      const store = join(dataDir, 'dynalite');
      for (const name of readdirSync(store))
        if (/^(MANIFEST|CURRENT)/.test(name)) writeFileSync(join(store, name), 'garbage');
    }
    await expect(startDynamo({ accessKey, emulator, dataDir })).rejects.toThrow(
      new RegExp(
        `^The data in .*damaged-${emulator}.* cannot be read \\(.*\\)\\. Move it away or delete it, then start again`,
      ),
    );
  });
});

/** Starts dynoxide in a process of its own and answers that process and the number of the emulator's. */
async function parentOfEmulator(): Promise<{ parent: ChildProcess; url: string }> {
  const script = `
    const { startDynamo } = await import(${JSON.stringify(new URL('../../../lib/local/emulators/dynamo.ts', import.meta.url).href)});
    const { url } = await startDynamo({ accessKey: 'any', engine: 'dynoxide' });
    console.log(url);
    setInterval(() => {}, 1000);`;
  const parent = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said] = (await once(parent.stdout!, 'data')) as [Buffer];
  return { parent, url: said.toString().trim() };
}

test('dynoxide itself listens at an address that is hard to guess', async () => {
  const dynoxide = await startDynoxide(findDynoxide()!, undefined);
  await dynoxide.stop();
  // macOS has no other loopback address.
  expect(dynoxide.host).toMatch(process.platform === 'darwin' ? /^127\.0\.0\.1$/ : /^127\.(?!0\.0\.1$)/);
});

test('dynoxide ends with the process that started it, even one that is killed', async () => {
  const { parent, url } = await parentOfEmulator();
  await expect(fetch(url)).resolves.toBeDefined();
  parent.kill('SIGKILL');
  await once(parent, 'exit');
  const stillThere = async () =>
    fetch(url).then(
      () => true,
      () => false,
    );
  for (let tries = 0; tries < 100 && (await stillThere()); tries++)
    await new Promise((resolve) => setTimeout(resolve, 20));
  expect(await stillThere()).toBe(false);
});
