import { ConditionalCheckFailedException, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { plainItem } from '../../../lambdas/adapters/dynamo/documents.ts';
import { readPage, readPartition, readTable, scanPage } from '../../../lambdas/adapters/dynamo/pages.ts';
import {
  deleteItems,
  getItem,
  getItems,
  openTable,
  putItems,
  updateItem,
} from '../../../lambdas/adapters/dynamo/table.ts';
import { startEmulators, testCredentials, testRegion, type TestEmulators } from '../../support/emulators.ts';

let emulators: TestEmulators;
let client: DynamoDBClient;
/** What every request said of itself, but for what is of one request alone. */
const sent: { operation: string; headers: Record<string, string> }[] = [];
beforeAll(async () => {
  emulators = await startEmulators();
  const endpoint = emulators.dynamo.url;
  client = new DynamoDBClient({ region: testRegion, credentials: testCredentials, endpoint, cacheMiddleware: true });
  client.middlewareStack.add(
    (next, { commandName }) =>
      (args) => {
        const { headers } = args.request as { headers: Record<string, string> };
        const ofOne = /^(authorization|content-length|amz-sdk-invocation-id|x-amz-date|x-amz-content-sha256)$/i;
        const kept = Object.entries(headers).filter(([name]) => !ofOne.test(name));
        sent.push({ operation: String(commandName), headers: Object.fromEntries(kept) });
        return next(args);
      },
    { step: 'finalizeRequest', priority: 'low' },
  );
});
afterAll(async () => {
  client.destroy();
  await emulators.stop();
});

async function all<One>(some: AsyncIterable<One>): Promise<One[]> {
  const found: One[] = [];
  for await (const one of some) found.push(one);
  return found;
}

const aTable = async () => openTable(await emulators.freshTable(), client);
const key = { pk: 'P', sk: '1' };
/** One of each kind that is stored. */
const rich = { ...key, text: 'ü', none: null, yes: false, count: -1.5, big: 2n ** 60n, tags: new Set(['a']) };
const nested = { ...rich, list: [{ deep: ['x', 1] }, []], map: { empty: {}, one: { two: [true] } } };

test('an item comes back as it was written, by each way to write and to read it, without what is undefined', async () => {
  const table = await aTable();
  const given = { ...nested, gone: undefined, map: { ...nested.map, gone: undefined } };
  const ways = [
    () => table.documents.put({ TableName: table.name, Item: given }),
    () => putItems(table, [given]),
    () => updateItem(table, key, { set: { '#map': ':map' }, names: { '#map': 'map' }, values: { ':map': given.map } }),
  ];
  for (const write of ways) {
    await write();
    expect(await getItem(table, key)).toStrictEqual(nested);
    expect(await getItems(table, [key])).toStrictEqual([nested]);
    expect(await readPartition(table, key.pk, key.sk)).toStrictEqual([nested]);
    expect(await all(readTable(table, {}))).toStrictEqual([nested]);
    expect(await updateItem(table, key, { set: { yes: ':no' }, values: { ':no': false } })).toStrictEqual(nested);
  }
  await deleteItems(table, [nested]);
  expect(await getItem(table, key)).toBeUndefined();
});

test('where a page ended, the next begins', async () => {
  const table = await aTable();
  const items = ['1', '2', '3'].map((sk) => ({ pk: 'P', sk }));
  await putItems(table, items);
  const query = { KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': 'P' }, Limit: 2 };
  const first = await readPage(table, query);
  expect(first).toStrictEqual({ items: items.slice(0, 2), stoppedAt: items[1] });
  expect(await readPage(table, { ...query, ExclusiveStartKey: first.stoppedAt })).toStrictEqual({ items: [items[2]] });
  const half = await scanPage(table, { limit: 2 });
  expect(half).toStrictEqual({ items: items.slice(0, 2), stoppedAt: items[1] });
  expect(await scanPage(table, { after: half.stoppedAt })).toStrictEqual({ items: [items[2]] });
  expect(await all(readTable(table, {}, items[0] as never))).toStrictEqual(items.slice(1));
});

test('the item in the way of a write comes with its error', async () => {
  const table = await aTable();
  await putItems(table, [nested]);
  const condition = {
    ConditionExpression: 'attribute_not_exists(pk)',
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  } as const;
  const error = await table.documents
    .put({ TableName: table.name, Item: key, ...condition })
    .catch((thrown: unknown) => thrown as ConditionalCheckFailedException);
  expect(error).toBeInstanceOf(ConditionalCheckFailedException);
  expect(plainItem(error!.Item!)).toStrictEqual(nested);
});

/* The SDK's middleware keeps notes beside a request; kept with the middleware, they must not grow or pass from one call to another. */
test('every call says of itself what the first one said, also where several are under way', async () => {
  const table = await aTable();
  sent.length = 0;
  await Promise.all(Array.from({ length: 5 }, () => getItem(table, key)));
  for (let call = 0; call < 5; call += 1) await getItem(table, key);
  expect(sent).toHaveLength(10);
  expect(new Set(sent.map((one) => JSON.stringify(one))).size).toBe(1);
});
