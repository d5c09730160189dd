import {
  paginateQuery,
  paginateScan,
  QueryCommand,
  ScanCommand,
  type QueryCommandInput,
  type ScanCommandInput,
} from '@aws-sdk/lib-dynamodb';
import type { Key } from '../../core/kit/table-keys.ts';
import type { Item, Table } from './table.ts';

/*
 * DynamoDB returns at most 1 MB per request and does not call it an error when there is more. So every query and scan is made here (a lint rule
 * sees to that): it reads to the end, or returns where it stopped.
 */

/**
 * Reads a whole partition into memory, in order of sort keys, strongly consistent.
 *
 * @param prefix - reads only the items whose sort key begins with it
 */
export async function readPartition({ name, documents }: Table, pk: string, prefix?: string): Promise<Item[]> {
  const pages = paginateQuery(
    { client: documents },
    {
      TableName: name,
      KeyConditionExpression: prefix === undefined ? 'pk = :pk' : 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': pk, ...(prefix !== undefined && { ':prefix': prefix }) },
      ConsistentRead: true,
    },
  );
  const items: Item[] = [];
  for await (const { Items = [] } of pages) items.push(...Items);
  return items;
}

/**
 * Reads the whole table, with one page in memory at a time, and yields the items that pass the filter. The items of a partition follow each
 * other, in order of sort keys. Costs half a read unit per 4 KB of the table, whatever the filter.
 *
 * @param after - key behind which it begins; the item need not be there any more
 */
export async function* readTable(
  { name, documents }: Table,
  filter: Pick<ScanCommandInput, 'FilterExpression' | 'ExpressionAttributeValues'>,
  after?: Key,
): AsyncGenerator<Item> {
  const pages = paginateScan({ client: documents, startingToken: after }, { TableName: name, ...filter });
  for await (const { Items = [] } of pages) yield* Items;
}

/** Reads one page of the whole table, strongly consistent. `stoppedAt` is set if there is more: it is where the next page begins. */
export async function scanPage(
  { name, documents }: Table,
  { after, limit }: { after?: Item | undefined; limit?: number | undefined },
): Promise<{ items: Item[]; stoppedAt?: Item }> {
  const { Items = [], LastEvaluatedKey } = await documents.send(
    new ScanCommand({ TableName: name, ConsistentRead: true, ExclusiveStartKey: after, Limit: limit }),
  );
  return { items: Items, ...(LastEvaluatedKey !== undefined && { stoppedAt: LastEvaluatedKey }) };
}

/** Reads one page of the whole table, maybe a moment behind, and what passes the filter. `stoppedAt` is set if there is more. */
export async function scanSome(
  { name, documents }: Table,
  scan: Omit<ScanCommandInput, 'TableName'> & { Limit: number },
): Promise<{ items: Item[]; stoppedAt?: Item }> {
  const { Items = [], LastEvaluatedKey } = await documents.send(new ScanCommand({ TableName: name, ...scan }));
  return { items: Items, ...(LastEvaluatedKey !== undefined && { stoppedAt: LastEvaluatedKey }) };
}

/** Reads one page of a query. `stoppedAt` is set if there is more: it is the `ExclusiveStartKey` of the next page. */
export async function readPage(
  { name, documents }: Table,
  query: Omit<QueryCommandInput, 'TableName'> & { Limit: number },
): Promise<{ items: Item[]; stoppedAt?: Item }> {
  const { Items = [], LastEvaluatedKey } = await documents.send(new QueryCommand({ TableName: name, ...query }));
  return { items: Items, ...(LastEvaluatedKey !== undefined && { stoppedAt: LastEvaluatedKey }) };
}
