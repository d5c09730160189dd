import { paginateQuery, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { CheckIn } from '../core/check-in.ts';
import type { Diary } from '../core/ports.ts';
import { checkInKey, checkInPrefix, subscriberPartition } from './dynamo-keys.ts';
import { getItem, type Table } from './dynamo-table.ts';

/** Check-ins on DynamoDB: an item a week. */
export function dynamoDiary({ name, documents }: Table): Diary {
  return {
    record: async (id, checkIn) => {
      await documents.send(new PutCommand({ TableName: name, Item: { ...checkInKey(id, checkIn.week), ...checkIn } }));
    },
    all: async (id) => {
      const checkIns: CheckIn[] = [];
      const pages = paginateQuery(
        { client: documents },
        {
          TableName: name,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
          ExpressionAttributeValues: { ':pk': subscriberPartition(id), ':prefix': checkInPrefix },
          ConsistentRead: true,
        },
      );
      for await (const { Items = [] } of pages) {
        for (const { pk: _pk, sk: _sk, ...checkIn } of Items) checkIns.push(checkIn as CheckIn);
      }
      return checkIns;
    },
  };
}

/** What somebody said of one week. */
export async function readCheckIn(table: Table, id: string, week: string): Promise<CheckIn | undefined> {
  return (await getItem(table, checkInKey(id, week))) as CheckIn | undefined;
}
