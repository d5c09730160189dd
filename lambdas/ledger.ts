import type { Context, DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { lazyHandler } from './adapters/lazy-handler.ts';
import { dynamoLedger } from './adapters/dynamo/ledger.ts';
import { toStatusChange } from './adapters/dynamo/stream.ts';
import { openTable } from './adapters/dynamo/table.ts';
import { serviceLog } from './adapters/log.ts';
import { entryOf } from './core/counting/ledger.ts';
import { LedgerSettings, parseSettings } from './core/settings.ts';

/** The table's changes in; who must not be mailed any more goes into the ledger. */
export function wire(environment: Record<string, string | undefined>) {
  return lazyHandler<DynamoDBStreamEvent, Context, DynamoDBBatchResponse>(async () => {
    const settings = parseSettings(LedgerSettings, environment);
    const log = serviceLog('ledger', settings.LOG_LEVEL);
    const ledger = dynamoLedger(openTable(settings.LEDGER_NAME));
    return async ({ Records }) => {
      for (const record of Records) {
        try {
          const change = toStatusChange(record);
          const entry = change && entryOf(change);
          if (entry !== undefined) await ledger.enter(entry);
        } catch (cause) {
          // A stream goes on from the record that failed: nothing is passed over.
          log.error('ledger.failed', { eventId: String(record.eventID) }, cause);
          return { batchItemFailures: [{ itemIdentifier: record.dynamodb!.SequenceNumber! }] };
        }
      }
      return { batchItemFailures: [] };
    };
  });
}

export const handler = wire(process.env);
