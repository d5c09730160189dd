import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { scanPage } from '../../lambdas/adapters/dynamo/pages.ts';
import { openTable, type Item, type Table } from '../../lambdas/adapters/dynamo/table.ts';
import { passOn } from '../bench/pass-on.ts';
import { emulatorGuard } from '../../lib/local/emulators/loopback-guard.ts';
import { readBody, serveLoopback } from '../../lib/local/emulators/loopback-server.ts';
import { testCredentials, testRegion, type TestEmulators } from './emulators.ts';

/*
 * A connection to DynamoDB that loses the answer of a chosen write: the write is done, and who asked for it sees the connection end. The SDK of AWS then
 * tries it again.
 */

export interface LosingConnection {
  /** A fresh table, seen over this connection. Its marks are the same in every run. */
  freshTable: (options?: { retries?: boolean }) => Promise<Table>;
  /**
   * From now on writes are counted from one, and the answer of this one is lost, once; of none without it.
   *
   * @param meanwhile - what happens before it is tried again
   */
  lose: (write?: number, meanwhile?: () => Promise<unknown>) => void;
  /** Writes that were asked for since then; a retry is not counted. */
  writes: () => number;
  stop: () => Promise<void>;
}

const writing = ['UpdateItem', 'PutItem', 'DeleteItem', 'BatchWriteItem'];
const bodySizeBytesMax = 1024 * 1024;

export async function losingConnection(emulators: TestEmulators): Promise<LosingConnection> {
  const seen = new Set<string>();
  let lost: number | undefined;
  let between: (() => Promise<unknown>) | undefined;
  const server = await serveLoopback(emulatorGuard(testCredentials.accessKeyId), (request, response) => {
    const pass = async () => {
      const body = await readBody(request, bodySizeBytesMax);
      const operation = String(request.headers['x-amz-target']).split('.').at(-1)!;
      const invocation = String(request.headers['amz-sdk-invocation-id']);
      const isFirst = writing.includes(operation) && !seen.has(invocation);
      if (isFirst) seen.add(invocation);
      const answer = await passOn(emulators.dynamo.url, request, body);
      if (isFirst && seen.size === lost) {
        await between?.();
        return void response.destroy();
      }
      response.writeHead(answer.status, answer.headers).end(answer.body);
    };
    pass().catch(() => response.destroy());
  });
  const clients: DynamoDBClient[] = [];
  const clientOf = (retryStrategy: typeof atOnce) => {
    const client = new DynamoDBClient({
      region: testRegion,
      credentials: testCredentials,
      endpoint: server.url,
      retryStrategy,
    });
    clients.push(client);
    return client;
  };
  const [retrying, trying] = [clientOf(atOnce), clientOf(never)];
  return {
    freshTable: async ({ retries = true } = {}) => {
      let count = 0;
      const table = openTable(await emulators.freshTable(), retries ? retrying : trying);
      return { ...table, ids: { fresh: () => `mark${(count += 1)}`.padEnd(22, '_') } };
    },
    lose: (write, meanwhile) => {
      seen.clear();
      lost = write;
      between = meanwhile;
    },
    writes: () => seen.size,
    stop: async () => {
      for (const client of clients) client.destroy();
      await server.stop();
    },
  };
}

/** Tries again without the pauses of a real client, which a test would only wait for. */
const atOnce = {
  acquireInitialRetryToken: async () => token(0),
  refreshRetryTokenForRetry: async ({ getRetryCount }: { getRetryCount: () => number }) => {
    if (getRetryCount() >= 2) throw new Error('Tried often enough.');
    return token(getRetryCount() + 1);
  },
  recordSuccess: () => undefined,
};

const never = {
  ...atOnce,
  refreshRetryTokenForRetry: async () => Promise.reject(new Error('The answer was lost.')),
};

const token = (count: number) => ({ getRetryCount: () => count, getRetryDelay: () => 0 });

/** Everything in a table, in the order of its keys. */
export async function everythingIn(table: Table): Promise<Item[]> {
  const { items } = await scanPage(table, {});
  const keyOf = (item: Item) => `${String(item['pk'])} ${String(item['sk'])}`;
  return items.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}
