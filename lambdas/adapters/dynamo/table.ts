import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  ConditionalCheckFailedException,
  DynamoDBClient,
  type UpdateItemCommandInput,
  type WriteRequest,
} from '@aws-sdk/client-dynamodb';
import { chunk } from '../../core/kit/chunk.ts';
import { mapConcurrent } from '../../core/kit/parallel.ts';
import type { LedgerEntry } from '../../core/counting/ledger.ts';
import type { Ids } from '../../core/kit/ports.ts';
import type { Key } from '../../core/kit/table-keys.ts';
import { randomIds } from '../random-ids.ts';
import { type Documents, documentsOf, type Item, type Plain, plainItem, storedItem } from './documents.ts';

export type { Item } from './documents.ts';

/** The table and the statements that more than one store uses. */
export interface Table {
  name: string;
  documents: Documents;
  /** For marks by which writes recognise themselves. */
  ids: Ids;
}

/** Connects to the table. The SDK takes region, credentials and AWS_ENDPOINT_URL_DYNAMODB from the environment. */
export function openTable(name: string, client = new DynamoDBClient({ cacheMiddleware: true })): Table {
  return { name, documents: documentsOf(client), ids: randomIds };
}

/** The ledger's table has keys of its own. */
type LedgerKey = Pick<LedgerEntry, 'subscriber' | 'reason'>;

/** Reads one item, strongly consistent. */
export async function getItem(
  { name, documents }: Table,
  key: Key | LedgerKey,
  { maybeBehind = false } = {},
): Promise<Item | undefined> {
  return documents.get({ TableName: name, Key: key, ConsistentRead: !maybeBehind });
}

/** DynamoDB takes so many writes at once, and reads. */
const writesMax = 25;
const readsMax = 100;

/** Before what DynamoDB had no room for is asked again, milliseconds: the first time, and twice as long each time, up to a most. */
const roomWaitMs = 20;
const roomWaitMsMax = 2_000;

/** Deletes items, whatever is in them. May be repeated. */
export async function deleteItems(table: Table, items: readonly Item[]): Promise<void> {
  for (const group of chunk(writesMax, items)) {
    await writeBatch(
      table,
      group.map(({ pk, sk }) => ({ DeleteRequest: { Key: storedItem({ pk, sk }) } })),
    );
  }
}

/** Writes whole items, whatever is stored, several batches at a time. May be repeated. */
export async function putItems(table: Table, items: readonly Item[]): Promise<void> {
  await mapConcurrent(8, chunk(writesMax, items), (group) =>
    writeBatch(
      table,
      group.map((item) => ({ PutRequest: { Item: storedItem(item) } })),
    ),
  );
}

async function writeBatch({ name, documents }: Table, requests: WriteRequest[]): Promise<void> {
  await untilDone(requests, async (left) => {
    const batch = new BatchWriteItemCommand({ RequestItems: { [name]: left } });
    const { UnprocessedItems } = await documents.client.send(batch);
    return UnprocessedItems?.[name] ?? [];
  });
}

/** Reads items by their keys, strongly consistent; in any order, without those that are not there. */
export async function getItems({ name, documents }: Table, keys: readonly Key[]): Promise<Item[]> {
  const found: Item[] = [];
  await mapConcurrent(8, chunk(readsMax, keys), (group) =>
    untilDone(group.map(storedItem), async (left) => {
      const batch = new BatchGetItemCommand({ RequestItems: { [name]: { Keys: left, ConsistentRead: true } } });
      const { Responses, UnprocessedKeys } = await documents.client.send(batch);
      found.push(...(Responses?.[name] ?? []).map(plainItem));
      return UnprocessedKeys?.[name]?.Keys ?? [];
    }),
  );
  return found;
}

/** Repeats a call with what DynamoDB had no room for. */
async function untilDone<One>(all: readonly One[], call: (left: One[]) => Promise<One[]>): Promise<void> {
  let left = [...all];
  for (let waitMs = roomWaitMs; ; waitMs = Math.min(2 * waitMs, roomWaitMsMax)) {
    left = await call(left);
    if (left.length === 0) return;
    await new Promise((done) => setTimeout(done, waitMs));
  }
}

/** An update told in clauses; names and values are collected from all of them. Repeating it must change nothing. */
export interface Update {
  set?: Record<string, string>;
  remove?: string[];
  /** Adds to a set. */
  add?: Record<string, string>;
  names?: Record<string, string>;
  values?: Item;
}

/**
 * How a conditional write recognises itself. When its answer is lost, the SDK writes again, and what then stands in the way may be the very item that it
 * wrote: nobody else did it, and nobody else asks for what follows from it.
 */
export type Own =
  /** By the name of an attribute that every writer of the same thing marks with an id of its own. */
  | { mark: string }
  /** By what it wrote, where nobody else can have written the same. */
  | { by: (item: Item) => boolean }
  /** Not at all: nobody is told whether it was written, and nothing follows from it. */
  | 'not-told';

export interface ConditionalUpdate extends Update {
  /** Joined by AND. */
  conditions: string[];
  own: Own;
}

/** The condition of a write that depends on nothing but must not happen twice, such as counting. It goes with a mark. */
export const notWrittenYet = '(attribute_not_exists(#own) OR #own <> :own)';

interface NotDone {
  done: false;
  item: Item | undefined;
}
export type UpdateResult = { done: true; item: Item } | NotDone;
export type WriteResult = { done: true } | NotDone;

/**
 * Runs an update, whatever is stored.
 *
 * @returns the whole item as it is now
 */
export async function updateItem(table: Table, key: Key, update: Update): Promise<Item> {
  return (await table.documents.update(updateInput(table, key, update))) ?? {};
}

/**
 * Runs a conditional update.
 *
 * @returns the whole item as it is now, or, where a condition failed, the item that stood in the way
 */
export async function updateIf(table: Table, key: Key, update: ConditionalUpdate): Promise<UpdateResult> {
  return conditionalUpdate(table, key, update, 'ALL_NEW');
}

/**
 * As {@link updateIf}, where nobody asks how the item is now: it need not be sent back and read.
 *
 * @returns whether it was written; the item only where it was not, and stood in the way
 */
export async function writeIf(table: Table, key: Key, update: ConditionalUpdate): Promise<WriteResult> {
  return conditionalUpdate(table, key, update, 'NONE');
}

async function conditionalUpdate(
  table: Table,
  key: Key,
  { conditions, own, ...update }: ConditionalUpdate,
  ReturnValues: 'ALL_NEW' | 'NONE',
): Promise<UpdateResult> {
  const mark = markOf(own, table);
  const input = updateInput(table, key, {
    ...update,
    ...(mark && {
      set: { ...update.set, '#own': ':own' },
      names: { ...update.names, '#own': mark.name },
      values: { ...update.values, ':own': mark.value },
    }),
  });
  return conditionally(table, key, own, mark, async () => {
    const command = { ...input, ReturnValues, ConditionExpression: conditions.join(' AND '), ...itemInTheWay };
    return (await table.documents.update(command)) ?? {};
  });
}

/** Replaces a whole item on conditions, as {@link updateIf} changes one. */
export async function putIf(
  table: Table,
  key: Key | LedgerKey,
  item: Item,
  { conditions, own, values = {} }: Pick<ConditionalUpdate, 'conditions' | 'own' | 'values'>,
): Promise<UpdateResult> {
  const mark = markOf(own, table);
  const Item = { ...key, ...item, ...(mark && { [mark.name]: mark.value }) };
  return conditionally(table, key, own, mark, async () => {
    const put = {
      TableName: table.name,
      Item,
      ConditionExpression: conditions.join(' AND '),
      ...expressionsOf({ values }),
    };
    await table.documents.put({ ...put, ...itemInTheWay });
    return Item;
  });
}

/** Deletes an item on conditions; false where one failed. An item that is gone was deleted, by this very write if its answer was lost. */
export async function deleteIf(
  table: Table,
  key: Key,
  { conditions, names, values }: Required<Pick<ConditionalUpdate, 'conditions' | 'names' | 'values'>>,
): Promise<boolean> {
  try {
    await table.documents.delete({
      TableName: table.name,
      Key: key,
      ConditionExpression: conditions.join(' AND '),
      ...expressionsOf({ names, values }),
    });
    return true;
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    return (await getItem(table, key)) === undefined;
  }
}

const itemInTheWay = { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' } as const;

/** Marks are short, since every write of an item is charged by its size; they only have to differ from those of the same moment. */
const markLength = 8;

interface Mark {
  name: string;
  value: string;
}

function markOf(own: Own, { ids }: Table): Mark | undefined {
  if (own === 'not-told' || !('mark' in own)) return undefined;
  return { name: own.mark, value: ids.fresh().slice(0, markLength) };
}

async function conditionally(
  table: Table,
  key: Key | LedgerKey,
  own: Own,
  mark: Mark | undefined,
  write: () => Promise<Item>,
): Promise<UpdateResult> {
  try {
    return { done: true, item: await write() };
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    // Not every emulator that speaks the protocol returns the item with the failure.
    const item = error.Item ? plainItem(error.Item) : await getItem(table, key);
    return item !== undefined && isOwn(item, own, mark) ? { done: true, item } : { done: false, item };
  }
}

function isOwn(item: Item, own: Own, mark: Mark | undefined): boolean {
  if (mark !== undefined) return item[mark.name] === mark.value;
  return typeof own === 'object' && 'by' in own && own.by(item);
}

function updateInput(table: Table, key: Key, update: Update): Plain<UpdateItemCommandInput> {
  const set = Object.entries(update.set ?? {}).map(([attribute, value]) => `${attribute} = ${value}`);
  const expression = [
    set.length > 0 ? `SET ${set.join(', ')}` : '',
    update.remove && update.remove.length > 0 ? `REMOVE ${update.remove.join(', ')}` : '',
    ...Object.entries(update.add ?? {}).map(([attribute, value]) => `ADD ${attribute} ${value}`),
  ];
  return {
    TableName: table.name,
    Key: key,
    UpdateExpression: expression.join(' ').trim(),
    ReturnValues: 'ALL_NEW',
    ...expressionsOf(update),
  };
}

/** DynamoDB refuses empty ones. */
function expressionsOf({ names = {}, values = {} }: Pick<Update, 'names' | 'values'>) {
  return {
    ...(Object.keys(names).length > 0 && { ExpressionAttributeNames: names }),
    ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: values }),
  };
}
