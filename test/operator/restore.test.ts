import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { streamOf } from '../../lib/operator/restore.ts';
import { startEmulators, type TestEmulators } from '../support/emulators.ts';

let emulators: TestEmulators;
beforeAll(async () => {
  emulators = await startEmulators();
});
afterAll(() => emulators.stop());

test('a restored table tells of its changes, and is asked for it once', async () => {
  const { clients, freshTable } = emulators;
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
