import { ConditionalCheckFailedException, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  BatchWriteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  UpdateCommand,
  type NativeAttributeValue,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { inGroupsOf } from '../core/groups.ts';
import type { Key } from '../core/table-keys.ts';

export type Item = Record<string, NativeAttributeValue>;

/** The table and the statements that more than one store uses. */
export interface Table {
  name: string;
  documents: DynamoDBDocumentClient;
}

/** Connects to the table. The SDK takes region, credentials and AWS_ENDPOINT_URL_DYNAMODB from the environment. */
export function openTable(name: string, client: DynamoDBClient = new DynamoDBClient({})): Table {
  const documents = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  return { name, documents };
}

/** Reads one item, strongly consistent. */
export async function getItem({ name, documents }: Table, key: Key): Promise<Item | undefined> {
  const { Item } = await documents.send(new GetCommand({ TableName: name, Key: key, ConsistentRead: true }));
  return Item;
}

/** DynamoDB takes so many deletions at once. */
const deletionsMax = 25;

/** Before what DynamoDB had no room for is asked again, milliseconds: the first time, and twice as long each time, up to a most. */
const roomWaitMs = 20;
const roomWaitMsMax = 2_000;

/** Deletes items, whatever is in them. May be repeated. */
export async function deleteItems({ name, documents }: Table, items: readonly Item[]): Promise<void> {
  for (const group of inGroupsOf(deletionsMax, items)) {
    let requests = group.map(({ pk, sk }) => ({ DeleteRequest: { Key: { pk, sk } } }));
    for (let waitMs = roomWaitMs; ; waitMs = Math.min(2 * waitMs, roomWaitMsMax)) {
      const { UnprocessedItems } = await documents.send(new BatchWriteCommand({ RequestItems: { [name]: requests } }));
      requests = (UnprocessedItems?.[name] ?? []) as typeof requests;
      if (requests.length === 0) break;
      await new Promise((done) => setTimeout(done, waitMs));
    }
  }
}

/** An update told in clauses; names and values are collected from all of them. */
export interface Update {
  set?: Record<string, string>;
  remove?: string[];
  /** Adds to a set or a number. */
  add?: Record<string, string>;
  /** Joined by AND. */
  conditions?: string[];
  names?: Record<string, string>;
  values?: Record<string, NativeAttributeValue>;
}

export type UpdateResult = { done: true; item: Item } | { done: false; item: Item | undefined };

/**
 * Runs a conditional update.
 *
 * @returns the whole item as it is now, or, where a condition failed, the item that stood in the way
 */
export async function updateItem(table: Table, key: Key, update: Update): Promise<UpdateResult> {
  const set = Object.entries(update.set ?? {}).map(([attribute, value]) => `${attribute} = ${value}`);
  const expression = [
    set.length > 0 ? `SET ${set.join(', ')}` : '',
    update.remove && update.remove.length > 0 ? `REMOVE ${update.remove.join(', ')}` : '',
    ...Object.entries(update.add ?? {}).map(([attribute, value]) => `ADD ${attribute} ${value}`),
  ];
  const input: UpdateCommandInput = {
    TableName: table.name,
    Key: key,
    UpdateExpression: expression.join(' ').trim(),
    ReturnValues: 'ALL_NEW',
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    ...(update.conditions && { ConditionExpression: update.conditions.join(' AND ') }),
    ...(update.names && { ExpressionAttributeNames: update.names }),
    ...(update.values && { ExpressionAttributeValues: update.values }),
  };
  try {
    const { Attributes } = await table.documents.send(new UpdateCommand(input));
    return { done: true, item: Attributes ?? {} };
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    // Not every engine that speaks the protocol returns the item with the failure.
    return { done: false, item: error.Item ? unmarshall(error.Item) : await getItem(table, key) };
  }
}
