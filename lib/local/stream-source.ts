import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { DescribeTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DescribeStreamCommand,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type DynamoDBStreamsClient,
  type _Record as StreamRecord,
} from '@aws-sdk/client-dynamodb-streams';
import type { Context, DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import type { Clock } from '../../lambdas/core/kit/ports.ts';
import { announcedKinds, personItemKindOf } from '../../lambdas/core/kit/table-keys.ts';
import { DataFolderError } from './data-folder.ts';
import { lambdaContext, throughJson } from './lambda-context.ts';
import { openStorage, replaceFile, type Storage } from './storage.ts';

export type StreamHandler = (event: DynamoDBStreamEvent, context: Context) => Promise<DynamoDBBatchResponse>;

export interface StreamSourceOptions {
  tableName: string;
  dynamo: DynamoDBClient;
  streams: DynamoDBStreamsClient;
  /** Keeps how far the stream was read. */
  placeFile: string;
  storage?: Storage;
  functionName: string;
  handler: StreamHandler;
  timeoutMs: number;
  /** Changes bear its time, not the emulator's. */
  clock: Clock;
  onError: (error: unknown) => void;
}

/** The event source mapping of a table's stream: reads it and calls a function with what changed, as Lambda does. */
export interface StreamSource {
  /** Reads to the end; answers how many changes were dealt with. What the function failed at waits for the next look. */
  catchUp: () => Promise<number>;
  stop: () => Promise<void>;
}

/** Between two looks at the stream. */
const lookEveryMs = 500;
/** Changes in one event, as in `lib/cloud/subscriber-table.ts`. */
const batchSize = 100;

/** How far the stream of a table was read. */
interface Place {
  tableId: string;
  /** Sequence number; from the beginning without it. */
  after?: string;
}

/**
 * Starts reading where it was left, or at the beginning. For dynoxide, whose streams have one shard, do not forget, and number their records from 1.
 *
 * @throws DataFolderError when the file cannot be read
 */
export async function startStreamSource(options: StreamSourceOptions): Promise<StreamSource> {
  const { tableName, dynamo, streams, placeFile, storage = openStorage(), onError } = options;
  const { Table } = await dynamo.send(new DescribeTableCommand({ TableName: tableName }));
  const [StreamArn, tableId] = [Table!.LatestStreamArn!, Table!.TableId!];
  let place = readPlace(placeFile, tableId);
  let iterator: string | undefined;
  let turn: Promise<unknown> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  const openIterator = async () => {
    const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn }));
    const ShardId = StreamDescription!.Shards![0]!.ShardId!;
    const from =
      place.after === undefined
        ? { ShardIteratorType: 'TRIM_HORIZON' as const }
        : { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER' as const, SequenceNumber: place.after };
    return (await streams.send(new GetShardIteratorCommand({ StreamArn, ShardId, ...from }))).ShardIterator;
  };
  const readOn = async () => {
    let count = 0;
    while (!stopped) {
      iterator ??= await openIterator();
      const page = await streams.send(new GetRecordsCommand({ ShardIterator: iterator, Limit: batchSize }));
      const records = page.Records ?? [];
      iterator = page.NextShardIterator;
      if (records.length === 0) break;
      const done = await dealtWith(records, tableId, options);
      count += done.length;
      if (done.length > 0) {
        place = { tableId, after: done.at(-1)!.dynamodb!.SequenceNumber! };
        const text = JSON.stringify(place);
        storage.attempt(placeFile, () => replaceFile(storage.files, placeFile, text));
      }
      if (done.length < records.length) {
        iterator = undefined;
        break;
      }
    }
    return count;
  };
  const catchUp = () => {
    const result = turn.then(readOn);
    turn = result.catch(() => {
      iterator = undefined;
    });
    return result;
  };
  const look = () => {
    void catchUp()
      .catch((error: unknown) => (stopped ? undefined : onError(error)))
      .finally(() => {
        if (!stopped) timer = setTimeout(look, lookEveryMs).unref();
      });
  };
  look();

  return {
    catchUp,
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await turn;
    },
  };
}

/** Calls the function with what it is to see of some records; answers those that are dealt with, from the first on. */
async function dealtWith(
  records: StreamRecord[],
  tableId: string,
  { handler, functionName, timeoutMs, clock, onError }: StreamSourceOptions,
): Promise<StreamRecord[]> {
  const at = Math.floor(clock.now().epochMilliseconds / 1000);
  const Records = records.filter(isOfPerson).map((record) => asLambdaHasIt(record, tableId, at));
  if (Records.length === 0) return records;
  try {
    const response = await handler(throughJson({ Records }), lambdaContext(functionName, timeoutMs));
    const failed = new Set(response.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    const first = records.findIndex(({ dynamodb }) => failed.has(dynamodb!.SequenceNumber!));
    return first === -1 ? records : records.slice(0, first);
  } catch (error) {
    onError(error);
    return [];
  }
}

/** The filter of the cloud's mapping. */
function isOfPerson({ dynamodb }: StreamRecord): boolean {
  const kind = personItemKindOf(dynamodb?.Keys?.['sk']?.S ?? '');
  return kind !== undefined && announcedKinds.includes(kind);
}

/** With an id as unique as AWS's: the emulator numbers the changes of every table from 1. */
function asLambdaHasIt({ dynamodb, ...record }: StreamRecord, tableId: string, at: number): DynamoDBRecord {
  const eventID = createHash('sha256').update(`${tableId}/${dynamodb!.SequenceNumber!}`).digest('hex').slice(0, 32);
  return { ...record, eventID, dynamodb: { ...dynamodb, ApproximateCreationDateTime: at } } as DynamoDBRecord;
}

function readPlace(file: string, tableId: string): Place {
  if (!existsSync(file)) return { tableId };
  try {
    const place = JSON.parse(readFileSync(file, 'utf8')) as Place;
    return place.tableId === tableId ? place : { tableId };
  } catch (error) {
    throw DataFolderError.damaged(file, error);
  }
}
