import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { DuePage } from '../core/ports.ts';
import { dueIndex, subscriberIdOf, subscriberKey } from './dynamo-keys.ts';
import type { Table } from './dynamo-table.ts';

/** Reads a page of a slot's partition of the `due` index, by subscriber id. Eventually consistent, as indexes are. */
export async function pageDue(
  { name, documents }: Table,
  dueKey: string,
  { after, limit }: { after?: string; limit: number },
): Promise<DuePage> {
  const { Items = [], LastEvaluatedKey } = await documents.send(
    new QueryCommand({
      TableName: name,
      IndexName: dueIndex,
      KeyConditionExpression: 'dueKey = :dueKey',
      ExpressionAttributeValues: { ':dueKey': dueKey },
      Limit: limit,
      ...(after !== undefined && { ExclusiveStartKey: { ...subscriberKey(after), dueKey } }),
    }),
  );
  const due = Items.flatMap((item) => {
    const id = subscriberIdOf(String(item['pk']));
    return id === undefined ? [] : [{ id, days: String(item['days']) }];
  });
  const last = LastEvaluatedKey && subscriberIdOf(String(LastEvaluatedKey['pk']));
  return { due, ...(last !== undefined && { after: last }) };
}
