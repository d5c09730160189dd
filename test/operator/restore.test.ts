import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { streamOf } from '../../lib/operator/restore.ts';
import { startEngines, type TestEngines } from '../support/engines.ts';

let engines: TestEngines;
beforeAll(async () => {
  engines = await startEngines();
});
afterAll(() => engines.stop());

test('a restored table tells of its changes, and is asked for it once', async () => {
  const { clients, freshTable } = engines;
  const { dynamo } = clients;
  const copy = await freshTable();
  const arn = await streamOf(dynamo, copy);
  expect(arn).toMatch(new RegExp(`:table/${copy}/stream/`));
  expect((await dynamo.send(new DescribeTableCommand({ TableName: copy }))).Table).toMatchObject({
    LatestStreamArn: arn,
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
  });
  // DynamoDB refuses to switch on what is on: the command may be run again all the same.
  expect(await streamOf(dynamo, copy)).toBe(arn);
});
