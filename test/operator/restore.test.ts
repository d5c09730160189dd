import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { switchStream } from '../../lib/local/engines/table.ts';
import { streamLike } from '../../lib/operator/restore.ts';
import { startEngines, type TestEngines } from '../support/engines.ts';

let engines: TestEngines;
beforeAll(async () => {
  engines = await startEngines();
});
afterAll(() => engines.stop());

test('a restored table tells of its changes if the original did, and is asked for it once', async () => {
  const { clients, tableName, freshTable } = engines;
  const { dynamo } = clients;
  const described = async (TableName: string) => (await dynamo.send(new DescribeTableCommand({ TableName }))).Table;
  const copy = await freshTable();
  expect(await streamLike(dynamo, await described(tableName), copy)).toBeUndefined();
  expect((await described(copy))?.LatestStreamArn).toBeUndefined();

  await switchStream(dynamo, tableName, true);
  const arn = await streamLike(dynamo, await described(tableName), copy);
  expect(arn).toMatch(new RegExp(`:table/${copy}/stream/`));
  expect(await described(copy)).toMatchObject({
    LatestStreamArn: arn,
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
  });
  // DynamoDB refuses to switch on what is on: the command may be run again all the same.
  expect(await streamLike(dynamo, await described(tableName), copy)).toBe(arn);
});
