import {
  type AttributeValue,
  DeleteItemCommand,
  type DeleteItemCommandInput,
  type DynamoDBClient,
  GetItemCommand,
  type GetItemCommandInput,
  PutItemCommand,
  type PutItemCommandInput,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { marshall, type NativeAttributeValue, unmarshall } from '@aws-sdk/util-dynamodb';

/*
 * Plain objects in place of DynamoDB's attribute values. The SDK's own client of this kind (lib-dynamodb) builds its middleware again for every call and
 * refuses `cacheMiddleware`, which keeps it (decision 0090).
 */

export type Item = Record<string, NativeAttributeValue>;

/** The fields of requests and answers that hold one item, a part of one or a key. */
type ItemField = 'Item' | 'Key' | 'Attributes' | 'ExpressionAttributeValues' | 'ExclusiveStartKey' | 'LastEvaluatedKey';
type OldField = 'Expected' | 'AttributeUpdates' | 'KeyConditions' | 'QueryFilter' | 'ScanFilter';

/** A request or an answer of the SDK with plain items; without the fields that expressions took the place of, which are not translated. */
export type Plain<Call> = {
  [Field in keyof Call as Exclude<Field, OldField>]: Field extends ItemField
    ? Item | Extract<Call[Field], undefined>
    : Field extends 'Items'
      ? Item[] | Extract<Call[Field], undefined>
      : Call[Field];
};

/** The calls that concern one item. What a failed condition brings along in its error is as DynamoDB stores it: see {@link plainItem}. */
export interface Documents {
  /** The client beneath, for calls without items, and for those that read or write several. */
  client: DynamoDBClient;
  get: (input: Plain<GetItemCommandInput>) => Promise<Item | undefined>;
  put: (input: Plain<PutItemCommandInput>) => Promise<void>;
  /** @returns the attributes that `ReturnValues` asks for */
  update: (input: Plain<UpdateItemCommandInput>) => Promise<Item | undefined>;
  delete: (input: Plain<DeleteItemCommandInput>) => Promise<void>;
}

export function documentsOf(client: DynamoDBClient): Documents {
  return {
    client,
    get: async (input) => plain(await client.send(new GetItemCommand(stored(input)))).Item,
    put: async (input) => void (await client.send(new PutItemCommand(stored(input)))),
    update: async (input) => plain(await client.send(new UpdateItemCommand(stored(input)))).Attributes,
    delete: async (input) => void (await client.send(new DeleteItemCommand(stored(input)))),
  };
}

type StoredItem = Record<string, AttributeValue>;

/** An item as DynamoDB stores it; attributes that are undefined, at any depth, are left out. */
export const storedItem = (item: Item): StoredItem =>
  marshall(item as object, { removeUndefinedValues: true }) as StoredItem;

/** An item that DynamoDB stored. */
export const plainItem = (item: StoredItem): Item => unmarshall(item);

/** A request as the client beneath takes it. */
export function stored<Call>(input: Plain<Call>): Call {
  return translated(input, ['Key', 'Item', 'ExpressionAttributeValues', 'ExclusiveStartKey'], storedItem) as Call;
}

/** An answer of the client beneath, with plain items. */
export function plain<Call extends object>(output: Call): Plain<Call> {
  const one = translated(output, ['Item', 'Attributes', 'LastEvaluatedKey'], plainItem);
  return translated(one, ['Items'], (items: StoredItem[]) => items.map(plainItem)) as Plain<Call>;
}

function translated<One>(call: object, fields: readonly string[], translate: (one: One) => unknown): object {
  const result: Record<string, unknown> = { ...call };
  for (const field of fields) {
    if (result[field] !== undefined) result[field] = translate(result[field] as One);
  }
  return result;
}
