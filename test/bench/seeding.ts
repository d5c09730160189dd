import { BatchWriteItemCommand } from '@aws-sdk/client-dynamodb';
import { storedItem } from '../../lambdas/adapters/dynamo/documents.ts';
import type { Table } from '../../lambdas/adapters/dynamo/table.ts';
import { chunk } from '../../lambdas/core/kit/chunk.ts';
import { mapConcurrent } from '../../lambdas/core/kit/parallel.ts';

/** DynamoDB's limit for one request. */
const batchMax = 25;

/** Puts items into the table, whatever was there under their keys. */
export async function seed({ name, documents }: Table, items: readonly Record<string, unknown>[]): Promise<void> {
  await mapConcurrent(4, chunk(batchMax, items), async (group) => {
    const requests = group.map((item) => ({ PutRequest: { Item: storedItem(item) } }));
    await documents.client.send(new BatchWriteItemCommand({ RequestItems: { [name]: requests } }));
  });
}
