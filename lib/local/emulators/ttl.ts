import { DeleteItemCommand, paginateScan, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Temporal } from 'temporal-polyfill';

/**
 * Deletes the items whose `ttl` (seconds since 1970) is before `now`, as DynamoDB does within days; neither embedded emulator does it by
 * itself, and none could know about virtual time. Answers how many it deleted.
 */
export async function sweepExpired(client: DynamoDBClient, tableName: string, now: Temporal.Instant): Promise<number> {
  const expired = {
    ExpressionAttributeNames: { '#ttl': 'ttl' },
    ExpressionAttributeValues: { ':now': { N: String(Math.floor(now.epochMilliseconds / 1000)) } },
  };
  let deletedCount = 0;
  const pages = paginateScan(
    { client },
    { TableName: tableName, ProjectionExpression: 'pk, sk', FilterExpression: '#ttl < :now', ...expired },
  );
  for await (const { Items = [] } of pages) {
    for (const { pk, sk } of Items) {
      if (pk === undefined || sk === undefined) continue;
      try {
        // Asked again at the delete: the item may have been renewed since the scan read it.
        await client.send(
          new DeleteItemCommand({
            TableName: tableName,
            Key: { pk, sk },
            ConditionExpression: '#ttl < :now',
            ...expired,
          }),
        );
        deletedCount++;
      } catch (error) {
        if (!(error instanceof Error && error.name === 'ConditionalCheckFailedException')) throw error;
      }
    }
  }
  return deletedCount;
}
