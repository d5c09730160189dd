import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { startDynamo } from '../../../lib/local/emulators/dynamo.ts';
import { damageOfWal } from '../../../lib/local/emulators/sqlite-wal.ts';
import { ensureTable } from '../../../lib/local/emulators/table.ts';
import { testCredentials, testRegion } from '../../support/emulators.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const place = temporaryFolder();
const accessKey = testCredentials.accessKeyId;
const frameBytes = 24 + 4096;
/** As a living dynoxide has it, and as one that was killed leaves it. */
let log: Buffer;

beforeAll(async () => {
  const dataDir = place('table');
  const emulator = await startDynamo({ accessKey, emulator: 'dynoxide', dataDir });
  const client = new DynamoDBClient({ endpoint: emulator.url, region: testRegion, credentials: testCredentials });
  await ensureTable(client, 'weekwise');
  for (let n = 0; n < 10; n++) {
    const Item = { pk: { S: `item${n}` }, sk: { S: 'item' }, text: { S: 'x'.repeat(300) } };
    await client.send(new PutItemCommand({ TableName: 'weekwise', Item }));
  }
  log = readFileSync(join(dataDir, 'dynoxide.db-wal'));
  client.destroy();
  await emulator.stop();
});

test('a log that a crash left is well, cut anywhere', () => {
  expect((log.length - 32) % frameBytes).toBe(0);
  expect(damageOfWal(log)).toBeUndefined();
  expect(damageOfWal(Buffer.alloc(0))).toBeUndefined();
  const cut = fc.integer({ min: 32, max: log.length });
  fc.assert(
    fc.property(cut, (size) => expect(damageOfWal(log.subarray(0, size))).toBeUndefined()),
    { numRuns: 20 },
  );
});

test('frames of an earlier log behind its end are no damage', () => {
  const earlier = Buffer.from(log.subarray(log.length - 3 * frameBytes));
  for (let at = 8; at < earlier.length; at += frameBytes) earlier.writeUInt32BE(earlier.readUInt32BE(at) - 1, at);
  expect(damageOfWal(Buffer.concat([log, earlier]))).toBeUndefined();
});

test('a byte that changed before its last frame is damage', () => {
  const byte = fc.integer({ min: 0, max: log.length - frameBytes - 1 });
  fc.assert(
    fc.property(byte, fc.integer({ min: 1, max: 255 }), (at, change) => {
      const garbled = Buffer.from(log);
      garbled[at]! ^= change;
      expect(damageOfWal(garbled)).toBeDefined();
    }),
    { numRuns: 40 },
  );
});

test('the emulator does not start with it, and says what to do', async () => {
  const dataDir = place('garbled');
  mkdirSync(dataDir);
  const garbled = Buffer.from(log);
  garbled.fill(0, 32 + frameBytes, 32 + frameBytes + 100);
  writeFileSync(join(dataDir, 'dynoxide.db-wal'), garbled);
  await expect(startDynamo({ accessKey, emulator: 'dynoxide', dataDir })).rejects.toThrow(
    /dynoxide\.db-wal, cannot be read whole: it is damaged at byte 4152, .* WEEKWISE_ACCEPT_LOSS=table npm start$/,
  );
  const emulator = await startDynamo({ accessKey, emulator: 'dynoxide', dataDir, acceptLoss: true });
  await emulator.stop();
});
