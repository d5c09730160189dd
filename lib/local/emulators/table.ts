import {
  CreateTableCommand,
  DescribeTableCommand,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { dueIndex } from '../../../lambdas/core/kit/table-keys.ts';

/**
 * Creates the subscriber table unless it is there: keys `pk` and `sk`, the sparse index `due`, and `ttl` as its expiry attribute. The
 * same shape as `lib/cloud/subscriber-table.ts` deploys.
 */
export async function ensureTable(client: DynamoDBClient, tableName: string): Promise<void> {
  const found = await client
    .send(new DescribeTableCommand({ TableName: tableName }))
    .catch(unlessNamed('ResourceNotFoundException'));
  if (found !== undefined) return;
  await createTable(client, tableName);
  // dynalite does not know the operation; our own sweep removes what has expired in any case.
  await client
    .send(
      new UpdateTimeToLiveCommand({
        TableName: tableName,
        TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
      }),
    )
    .catch(unlessNamed('UnknownOperationException'));
}

/** Creates a table of that shape under a name that is free; nothing in it expires. */
export async function createTable(client: DynamoDBClient, tableName: string): Promise<void> {
  const { TableDescription } = await client.send(
    new CreateTableCommand({
      TableName: tableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: ['pk', 'sk', 'dueKey'].map((name) => ({
        AttributeName: name,
        AttributeType: 'S' as const,
      })),
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: dueIndex,
          KeySchema: [
            { AttributeName: 'dueKey', KeyType: 'HASH' },
            { AttributeName: 'pk', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['days'] },
        },
      ],
    }),
  );
  if (TableDescription?.TableStatus !== 'ACTIVE') await waitUntilActive(client, tableName);
}

/** Lets the table tell of its changes, or not; only dynoxide can. What changes while it does not is never told. */
export async function switchStream(client: DynamoDBClient, tableName: string, on: boolean): Promise<void> {
  const { Table } = await client.send(new DescribeTableCommand({ TableName: tableName }));
  if ((Table?.StreamSpecification?.StreamEnabled ?? false) === on) return;
  const StreamSpecification = {
    StreamEnabled: on,
    ...(on && { StreamViewType: 'NEW_AND_OLD_IMAGES' as const }),
  };
  await client.send(new UpdateTableCommand({ TableName: tableName, StreamSpecification }));
}

/** Both emulators make tables at once, but one of them reports CREATING for a moment. */
async function waitUntilActive(client: DynamoDBClient, tableName: string): Promise<void> {
  for (;;) {
    const { Table } = await client.send(new DescribeTableCommand({ TableName: tableName }));
    if (Table?.TableStatus === 'ACTIVE') return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

function unlessNamed(name: string): (error: unknown) => undefined {
  return (error) => {
    if (!(error instanceof Error && error.name === name)) throw error;
    return undefined;
  };
}
