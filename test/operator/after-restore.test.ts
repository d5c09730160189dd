import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { dynamoControl } from '../../lambdas/adapters/dynamo/control.ts';
import { dynamoLedger } from '../../lambdas/adapters/dynamo/ledger.ts';
import { dynamoNotices } from '../../lambdas/adapters/dynamo/notices.ts';
import { newWalk } from '../../lambdas/core/course/notice.ts';
import { readTable } from '../../lambdas/adapters/dynamo/pages.ts';
import { dynamoPersonalData } from '../../lambdas/adapters/dynamo/personal-data.ts';
import { dynamoSubscribers } from '../../lambdas/adapters/dynamo/subscribers.ts';
import { openTable, type Table } from '../../lambdas/adapters/dynamo/table.ts';
import { setByHand } from '../../lambdas/core/time/planned-walls.ts';
import { eraseSubscriber } from '../../lambdas/core/actions/erasing.ts';
import { leave, undoUnsubscribe } from '../../lambdas/core/actions/unsubscribing.ts';
import { wire } from '../../lambdas/ledger.ts';
import { switchStream } from '../../lib/local/emulators/table.ts';
import { startStreamSource, type StreamSource } from '../../lib/local/stream-source.ts';
import { formatAfterRestore } from '../../lib/operator/format-after-restore.ts';
import { goAfterRestore, planAfterRestore } from '../../lib/operator/after-restore.ts';
import { quiet } from '../../lib/operator/quiet.ts';
import { aSeries, aSignUp, aSubscriber, idOf, libraryOf } from '../support/builders.ts';
import { startEmulators, testCredentials, testRegion, type TestEmulators } from '../support/emulators.ts';
import { makeLedgerTable } from '../support/ledger-table.ts';
import { joins } from '../support/people.ts';

const backupAt = '2026-10-30T12:00:00Z';
const slot = { zone: 'Europe/Berlin', localDate: '2026-11-09', localTime: '07:00' };
const clock = { at: Temporal.Instant.from(backupAt), now: () => clock.at };
const from = Temporal.Instant.from('2026-11-02T12:00:00Z');

let emulators: TestEmulators;
let folder: string;
let changes: StreamSource;
let streams: DynamoDBStreamsClient;
let original: Table;
let ledgerTable: Table;

beforeAll(async () => {
  emulators = await startEmulators({ dynamo: 'dynoxide' });
  const { dynamo } = emulators.clients;
  Object.assign(process.env, {
    AWS_REGION: testRegion,
    AWS_ACCESS_KEY_ID: testCredentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: testCredentials.secretAccessKey,
    AWS_ENDPOINT_URL_DYNAMODB: emulators.dynamo.url,
  });
  folder = await mkdtemp(join(tmpdir(), 'weekwise-ledger-'));
  await makeLedgerTable(dynamo, 'ledger');
  original = openTable(emulators.tableName, dynamo);
  ledgerTable = openTable('ledger', dynamo);
  await switchStream(dynamo, original.name, true);
  streams = new DynamoDBStreamsClient({
    region: testRegion,
    credentials: testCredentials,
    endpoint: emulators.dynamo.url,
  });
  changes = await startStreamSource({
    tableName: original.name,
    dynamo,
    streams,
    placeFile: join(folder, 'place.json'),
    functionName: 'ledger',
    handler: wire({ LEDGER_NAME: 'ledger', LOG_LEVEL: 'SILENT' }),
    timeoutMs: 60_000,
    clock,
    onError: (error) => {
      throw error;
    },
  });
});
afterAll(async () => {
  await changes.stop();
  streams.destroy();
  await emulators.stop();
  await rm(folder, { recursive: true });
});

/** What a restoration makes of the table: all of its items, in a table with an identity of its own. */
async function copyOf(table: Table): Promise<Table> {
  const copy = openTable(await emulators.freshTable(), emulators.clients.dynamo);
  for await (const Item of readTable(table, {})) {
    await copy.documents.put({ TableName: copy.name, Item });
  }
  return copy;
}

const worldAt = (table: Table) => ({
  clock,
  subscribers: dynamoSubscribers(table),
  personalData: dynamoPersonalData(table),
  queues: { account: async () => undefined },
  log: quiet,
});

const homeOf = (table: Table, ledger = dynamoLedger(ledgerTable)) => ({
  table,
  control: dynamoControl(table),
  subscribers: dynamoSubscribers(table),
  series: libraryOf(aSeries()),
  ledger: { ...ledger, beganAt: async () => '2026-10-01T00:00:00Z' },
});

test('a restored table brings nobody back who left, was erased, complained or bounced after the backup', async () => {
  const people = dynamoSubscribers(original);
  const control = dynamoControl(original);
  await control.rememberTable(await control.tableId());
  await control.advance(undefined, backupAt, setByHand);
  for (const name of ['ann', 'ben', 'cleo', 'dan', 'eve', 'stays', 'early']) {
    await joins(people, aSubscriber({ id: idOf(name), address: `${name}@example.org` }));
  }
  await people.recordSignUp(aSignUp({ id: idOf('waits') }));
  const notice = { id: 'closed-3f9a2c81', subject: 'Closed', at: backupAt, audience: {}, walk: newWalk };
  await dynamoNotices(original).announce(notice, { subject: 's', preheader: 'p', title: 't', html: 'h', text: 't' });
  // Before the backup, and back again: the backup knows.
  clock.at = Temporal.Instant.from('2026-10-30T11:00:00Z');
  await leave(idOf('early'), { farewell: false }, worldAt(original));
  await undoUnsubscribe(idOf('early'), worldAt(original));
  await changes.catchUp();
  const restored = await copyOf(original);

  clock.at = Temporal.Instant.from('2026-11-01T09:00:00Z');
  const live = worldAt(original);
  await leave(idOf('ann'), { farewell: false }, live);
  await eraseSubscriber(idOf('ben'), live);
  await people.suppress(idOf('cleo'), 'complained', { reason: 'complaint', at: '2026-11-01T08:59:00Z' });
  await people.suppress(idOf('dan'), 'bounced', { reason: 'bounce', at: '2026-11-01T08:59:00Z' });
  await people.suppress(idOf('stranger'), 'bounced', { reason: 'bounce', at: '2026-11-01T08:59:00Z' });
  await people.suppress(idOf('eve'), 'complained', { reason: 'complaint', at: '2026-11-01T08:59:00Z' });
  await eraseSubscriber(idOf('eve'), live);
  await joins(people, aSubscriber({ id: idOf('waits'), address: 'waits@example.org' }));
  await eraseSubscriber(idOf('waits'), live);
  await changes.catchUp();

  const connection = homeOf(restored);
  const before = await planAfterRestore(connection, from);
  expect(before.next.map(({ subscriber }) => subscriber).sort()).toEqual([idOf('early'), idOf('stays')].sort());
  const words = formatAfterRestore(before, false);
  expect(words).toContain(
    [
      'Would be stopped, since who had them after the backup is not known: 1 notices',
      `  ${notice.id}  “Closed”, sent at ${backupAt}`,
      `Notices sent after ${backupAt} are not in this table: sent again, they reach people twice.`,
    ].join('\n'),
  );
  expect(words).toContain('Would be kept out, as the ledger says: 1 left, 3 were erased, 2 bounced, 2 complained');
  expect((await connection.subscribers.find(idOf('ann')))?.status).toBe('active');

  // Cut off in the middle, and run again.
  const cut = {
    ...connection,
    control: { ...connection.control, advance: async () => Promise.reject(new Error('cut off')) },
  };
  await expect(goAfterRestore(cut, from)).rejects.toThrow('cut off');
  // What the run that was cut off stopped is named all the same.
  const done = await goAfterRestore(connection, from);
  expect(formatAfterRestore(done, true)).toContain(`notices\n  ${notice.id}  “Closed”`);
  await expect(planAfterRestore(connection, from)).rejects.toThrow('not restored');
  // Who had it since the backup is forgotten.
  expect((await dynamoNotices(restored).find(notice.id))?.stopped).toMatchObject({ why: expect.any(String) });

  const statuses = Object.fromEntries(
    await Promise.all(
      ['ann', 'ben', 'cleo', 'dan', 'eve', 'stranger', 'waits', 'stays', 'early'].map(
        async (name) => [name, (await connection.subscribers.find(idOf(name)))?.status] as const,
      ),
    ),
  );
  expect(statuses).toEqual({
    ann: 'unsubscribed',
    ben: 'erased',
    cleo: 'complained',
    dan: 'bounced',
    eve: 'erased',
    stranger: 'bounced',
    waits: undefined,
    stays: 'active',
    early: 'active',
  });
  expect(await connection.subscribers.findSignUp(idOf('waits'))).toBeUndefined();
  expect(await connection.subscribers.find(idOf('ann'))).toMatchObject({
    unsubscribedAt: '2026-11-01T09:00:00Z',
    // They may come back, and are not to get again what they had before they left.
    sent: { one: expect.any(String) },
  });
  expect(await connection.subscribers.find(idOf('eve'))).not.toHaveProperty('address');
  for (const [name, status] of Object.entries(statuses)) {
    const claim = { id: idOf('claim'), delivery: 'lesson:2026-11-09', at: '2026-11-09T06:00:00Z' };
    const { claimed } = await connection.subscribers.claim(idOf(name), { kind: 'lesson', slot, claim });
    expect([name, claimed]).toEqual([name, status === 'active']);
  }
});

test('what the stream tells twice or late changes nothing, and what is older than the backup is left alone', async () => {
  const ledger = dynamoLedger(ledgerTable);
  const entry = { subscriber: idOf('zoe'), reason: 'unsubscribed', at: '2026-12-01T09:00:00Z' } as const;
  await ledger.enter(entry);
  await ledger.enter({ ...entry, at: '2026-11-20T09:00:00Z' });
  await ledger.enter(entry);
  expect(await ledger.since('2026-12-01T09:00:00Z')).toEqual([entry]);
  expect(await ledger.since('2026-12-01T09:00:01Z')).toEqual([]);
});

test('a ledger that is younger than the backup says so, and a service without one too', () => {
  const report = { backupOf: backupAt, from: '2026-11-02T12:00:00Z', assumed: [], notices: [], next: [] };
  const young = { beganAt: '2026-10-31T00:00:00Z', entries: [] };
  expect(formatAfterRestore({ ...report, ledger: young }, false)).toContain('The ledger began on 2026-10-31T00:00:00Z');
  expect(formatAfterRestore({ ...report, ledger: undefined }, false)).toContain('keeps no ledger');
});
