import { join } from 'node:path';
import { BatchWriteItemCommand, DeleteTableCommand, DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { Temporal } from 'temporal-polyfill';
import { dynamoControl } from '../../lambdas/adapters/dynamo/control.ts';
import { dynamoLedger } from '../../lambdas/adapters/dynamo/ledger.ts';
import { dynamoSubscribers } from '../../lambdas/adapters/dynamo/subscribers.ts';
import { openTable } from '../../lambdas/adapters/dynamo/table.ts';
import { compiledSeries } from '../../lambdas/adapters/series-library.ts';
import type { Clock } from '../../lambdas/core/kit/ports.ts';
import { ensureTable, switchStream } from '../../lib/local/emulators/table.ts';
import { localTableName } from '../../lib/local/settings.ts';
import { type StreamHandler, type StreamSource, startStreamSource } from '../../lib/local/stream-source.ts';
import { goAfterRestore, nextTickFrom } from '../../lib/operator/after-restore.ts';
import { makeLedgerTable } from '../support/ledger-table.ts';

export const ledgerName = 'ledger';

/** The table as it was at some time. */
export type Backup = Record<string, AttributeValue>[];

/** The table's backups, and the ledger outside it that knows who left since. */
export interface Vault {
  backUp: () => Promise<Backup>;
  /** Puts a table in place of the one in use, as restoring and the next deployment do: what it holds is old, and it has another identity. */
  restore: (backup: Backup) => Promise<void>;
  /** `weekwise go --after-restore --yes`. */
  accept: () => Promise<void>;
  /** Tells the ledger what the table's stream has told since; false when its function failed and something is left. */
  catchUp: () => Promise<boolean>;
  stop: () => Promise<void>;
}

/** A request's worth. */
const batchMax = 25;

/** @param handler - the ledger's function */
export async function openVault(handler: StreamHandler, dataDir: string, clock: Clock): Promise<Vault> {
  const dynamo = new DynamoDBClient({});
  const streams = new DynamoDBStreamsClient({ endpoint: process.env['AWS_ENDPOINT_URL_DYNAMODB']! });
  await makeLedgerTable(dynamo, ledgerName);
  let tables = 0;
  let hasFailed = false;
  let isTellingOfOld = false;
  const seenAt = new Map<string, number>();
  const watched: StreamHandler = async (event, context) => {
    if (isTellingOfOld) return { batchItemFailures: [] };
    hasFailed = true;
    for (const { eventID, dynamodb } of event.Records) {
      // A change bears the time of the write, however often the function fails at it.
      const at = seenAt.get(eventID!) ?? dynamodb!.ApproximateCreationDateTime!;
      seenAt.set(eventID!, at);
      dynamodb!.ApproximateCreationDateTime = at;
    }
    const response = await handler(event, context);
    hasFailed = response.batchItemFailures.length > 0;
    return response;
  };
  const follow = async (): Promise<StreamSource> => {
    await switchStream(dynamo, localTableName, true);
    return startStreamSource({
      tableName: localTableName,
      dynamo,
      streams,
      placeFile: join(dataDir, `ledger-place-${(tables += 1)}.json`),
      functionName: 'ledger',
      handler: watched,
      timeoutMs: 60_000,
      clock,
      onError: () => undefined,
    });
  };
  let changes = await follow();
  const catchUp = async () => {
    while ((await changes.catchUp()) > 0);
    return !hasFailed;
  };
  return {
    backUp: async () => {
      const { Items = [], LastEvaluatedKey } = await dynamo.send(new ScanCommand({ TableName: localTableName }));
      if (LastEvaluatedKey !== undefined) throw new Error('A case has less than a page of items');
      return Items;
    },
    restore: async (backup) => {
      await changes.stop();
      await dynamo.send(new DeleteTableCommand({ TableName: localTableName }));
      await ensureTable(dynamo, localTableName);
      for (let from = 0; from < backup.length; from += batchMax) {
        const puts = backup.slice(from, from + batchMax).map((Item) => ({ PutRequest: { Item } }));
        await dynamo.send(new BatchWriteItemCommand({ RequestItems: { [localTableName]: puts } }));
      }
      // The emulator's stream of a new table begins with the changes of the one before it that had the same name.
      isTellingOfOld = true;
      changes = await follow();
      await catchUp();
      isTellingOfOld = false;
    },
    accept: async () => {
      const table = openTable(localTableName, dynamo);
      const ledger = { ...dynamoLedger(openTable(ledgerName, dynamo)), beganAt: async () => new Date(0).toISOString() };
      const home = {
        table,
        control: dynamoControl(table),
        subscribers: dynamoSubscribers(table),
        series: compiledSeries(['stress-and-back-pain']),
        ledger,
      };
      await goAfterRestore(home, nextTickFrom(Temporal.Instant.fromEpochMilliseconds(clock.now().epochMilliseconds)));
    },
    catchUp,
    stop: async () => {
      await changes.stop();
      dynamo.destroy();
      streams.destroy();
    },
  };
}
