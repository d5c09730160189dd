import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SESClient } from '@aws-sdk/client-ses';
import { SQSClient } from '@aws-sdk/client-sqs';
import { Temporal } from 'temporal-polyfill';
import { createQueues } from '../../lib/local/create-queues.ts';
import { startDynamo, type DynamoEmulator, type DynamoEmulatorName } from '../../lib/local/emulators/dynamo.ts';
import { findDynoxide, startDynoxide } from '../../lib/local/emulators/dynoxide.ts';
import { startSes, type SesEmulator, type SesOptions } from '../../lib/local/emulators/ses.ts';
import { startSqs, type SqsEmulator } from '../../lib/local/emulators/sqs.ts';
import { createTable } from '../../lib/local/emulators/table.ts';
import type { QueueName } from '../../lib/local/queues.ts';
import { quickFolder } from './quick-folder.ts';

/** Settings that every test client shares. The access key ID is the emulators' access key; they check no signature. */
export const testRegion = 'eu-west-1';
export const testCredentials = { accessKeyId: 'local', secretAccessKey: 'local' };

export interface TestEmulators {
  dynamo: { url: string; emulator: DynamoEmulatorName };
  ses: SesEmulator;
  sqs: SqsEmulator;
  /** Address of each work queue; they are made as in production, each with its dead-letter queue `<name>-dlq`. */
  queueUrls: Record<QueueName, string>;
  /** A table of the subscriber table's shape, empty at the start. */
  tableName: string;
  /** Makes another empty table and answers its name. */
  freshTable: () => Promise<string>;
  clients: { dynamo: DynamoDBClient; ses: SESClient; sqs: SQSClient };
  stop: () => Promise<void>;
}

export interface TestEmulatorOptions extends Partial<Omit<SesOptions, 'dir' | 'accessKey'>> {
  /** Defaults to dynoxide where it is installed. */
  dynamo?: DynamoEmulatorName;
}

/**
 * Starts all embedded emulators for one test file, in a temporary folder that {@link TestEmulators.stop} removes. Call it in `beforeAll` and
 * `stop` in `afterAll`. The clients do not retry, so that one call of a test is one request. Domain example.com may send, by the
 * configuration sets `weekly` and `account`.
 */
export async function startEmulators({
  dynamo,
  clock = { now: () => Temporal.Now.instant() },
  ...sesOptions
}: TestEmulatorOptions = {}): Promise<TestEmulators> {
  const accessKey = testCredentials.accessKeyId;
  const dir = await mkdtemp(join(quickFolder, 'weekwise-test-'));
  const [dynamoEmulator, ses, sqs] = await Promise.all([
    startUnguarded(dynamo, accessKey),
    startSes({
      accessKey,
      dir: join(dir, 'mail'),
      clock,
      region: testRegion,
      verifiedDomains: ['example.com'],
      configurationSets: ['weekly', 'account'],
      ...sesOptions,
    }),
    startSqs({ accessKey, clock, region: testRegion }),
  ]);
  const common = { region: testRegion, credentials: testCredentials, maxAttempts: 1 };
  const clients = {
    dynamo: new DynamoDBClient({ ...common, endpoint: dynamoEmulator.url }),
    ses: new SESClient({ ...common, endpoint: ses.url }),
    sqs: new SQSClient({ ...common, endpoint: sqs.url }),
  };
  let tableCount = 0;
  const freshTable = async () => {
    const tableName = `weekwise-${++tableCount}`;
    await createTable(clients.dynamo, tableName);
    return tableName;
  };

  return {
    dynamo: dynamoEmulator,
    ses,
    sqs,
    queueUrls: await createQueues(clients.sqs, testRegion),
    tableName: await freshTable(),
    freshTable,
    clients,
    async stop() {
      for (const client of Object.values(clients)) client.destroy();
      await Promise.all([dynamoEmulator.stop(), ses.stop(), sqs.stop()]);
      await rm(dir, { recursive: true, force: true });
    },
  };
}

/** Starts dynoxide without its guard, which has tests of its own: it would pass on every byte of every call, in this process. */
async function startUnguarded(emulator: DynamoEmulatorName | undefined, accessKey: string): Promise<DynamoEmulator> {
  const program = emulator === 'dynalite' ? undefined : findDynoxide();
  if (program === undefined) return startDynamo({ accessKey, emulator });
  const { host, port, stop } = await startDynoxide(program, undefined);
  return { url: `http://${host}:${port}`, emulator: 'dynoxide', stop };
}
