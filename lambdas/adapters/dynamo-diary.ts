import { paginateQuery, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Diary } from '../core/ports.ts';
import { toCheckIn } from './dynamo-items.ts';
import { checkInKey, checkInPrefix, subscriberPartition } from './dynamo-keys.ts';
import { getItem, type Table } from './dynamo-table.ts';
import type { CheckIn } from '../core/records.ts';

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
        checkIns.push(...Items.map(toCheckIn));
      }
      return checkIns;
    },
  };
}

/** What somebody said of one week. */
export async function readCheckIn(table: Table, id: string, week: string): Promise<CheckIn | undefined> {
  const item = await getItem(table, checkInKey(id, week));
  return item === undefined ? undefined : toCheckIn(item);
}
