import {
  paginateQuery,
  paginateScan,
  QueryCommand,
  ScanCommand,
  type QueryCommandInput,
  type QueryCommandOutput,
  type ScanCommandInput,
  type ScanCommandOutput,
} from '@aws-sdk/client-dynamodb';
import type { Key } from '../../core/kit/table-keys.ts';
import { type Plain, plain, stored, storedItem } from './documents.ts';
import type { Item, Table } from './table.ts';

/*
 * DynamoDB returns at most 1 MB per request and does not call it an error when there is more. So every query and scan is made here (a lint rule
 * sees to that): it reads to the end, or returns where it stopped.
 */

interface Page {
  items: Item[];
  stoppedAt?: Item;
}

/**
 * Reads a whole partition into memory, in order of sort keys, strongly consistent.
 *
 * @param prefix - reads only the items whose sort key begins with it
 */
export async function readPartition({ name, documents }: Table, pk: string, prefix?: string): Promise<Item[]> {
  const query = stored<QueryCommandInput>({
    TableName: name,
    KeyConditionExpression: prefix === undefined ? 'pk = :pk' : 'pk = :pk AND begins_with(sk, :prefix)',
    ExpressionAttributeValues: { ':pk': pk, ...(prefix !== undefined && { ':prefix': prefix }) },
    ConsistentRead: true,
  });
  const items: Item[] = [];
  for await (const page of paginateQuery({ client: documents.client }, query)) items.push(...(plain(page).Items ?? []));
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
  filter: Pick<Plain<ScanCommandInput>, 'FilterExpression' | 'ExpressionAttributeValues'>,
  after?: Key,
): AsyncGenerator<Item> {
  const from = { client: documents.client, startingToken: after && storedItem(after) };
  for await (const page of paginateScan(from, stored<ScanCommandInput>({ TableName: name, ...filter }))) {
    yield* plain(page).Items ?? [];
  }
}

/** Reads one page of the whole table, strongly consistent. `stoppedAt` is set if there is more: it is where the next page begins. */
export async function scanPage(
  table: Table,
  { after, limit }: { after?: Item | undefined; limit?: number | undefined },
): Promise<Page> {
  return scanOnce(table, { ConsistentRead: true, ExclusiveStartKey: after, Limit: limit });
}

/** Reads one page of the whole table, maybe a moment behind, and what passes the filter. `stoppedAt` is set if there is more. */
export async function scanSome(
  table: Table,
  scan: Omit<Plain<ScanCommandInput>, 'TableName'> & { Limit: number },
): Promise<Page> {
  return scanOnce(table, scan);
}

/** Reads one page of a query. `stoppedAt` is set if there is more: it is the `ExclusiveStartKey` of the next page. */
export async function readPage(
  { name, documents }: Table,
  query: Omit<Plain<QueryCommandInput>, 'TableName'> & { Limit: number },
): Promise<Page> {
  const command = new QueryCommand(stored<QueryCommandInput>({ TableName: name, ...query }));
  return pageOf(await documents.client.send(command));
}

async function scanOnce({ name, documents }: Table, scan: Omit<Plain<ScanCommandInput>, 'TableName'>): Promise<Page> {
  const command = new ScanCommand(stored<ScanCommandInput>({ TableName: name, ...scan }));
  return pageOf(await documents.client.send(command));
}

function pageOf(answer: ScanCommandOutput | QueryCommandOutput): Page {
  const { Items = [], LastEvaluatedKey } = plain(answer);
  return { items: Items, ...(LastEvaluatedKey !== undefined && { stoppedAt: LastEvaluatedKey }) };
}
