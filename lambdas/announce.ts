import type { Context, DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { lazyHandler } from './adapters/lazy-handler.ts';
import { toTableChange } from './adapters/dynamo/stream.ts';
import { serviceLog } from './adapters/log.ts';
import { sqsQueues } from './adapters/sqs/queues.ts';
import { parseSettings, AnnounceSettings } from './core/settings.ts';
import { webhookEventsOf } from './core/webhooks/webhook-events.ts';
import type { WebhookJob } from './core/webhooks/webhook-job.ts';

/** The table's changes in, events for the operator's own systems out. */
export function wire(environment: Record<string, string | undefined>) {
  return lazyHandler<DynamoDBStreamEvent, Context, DynamoDBBatchResponse>(async () => {
    const settings = parseSettings(AnnounceSettings, environment);
    const log = serviceLog('announce', settings.LOG_LEVEL);
    const queues = sqsQueues({ webhook: settings.WEBHOOK_QUEUE_URL });
    return async ({ Records }) => {
      const jobs: WebhookJob[] = [];
      let failed: DynamoDBRecord | undefined;
      for (const record of Records) {
        try {
          jobs.push(...webhookEventsOf(toTableChange(record), settings.WEBHOOK_EVENTS));
        } catch (cause) {
          // A stream goes on from the record that failed, so that what comes after it waits.
          failed = record;
          log.error('change.failed', { eventId: String(record.eventID) }, cause);
          break;
        }
      }
      await queues.webhook(jobs);
      return { batchItemFailures: failed === undefined ? [] : [{ itemIdentifier: failed.dynamodb!.SequenceNumber! }] };
    };
  });
}

export const handler = wire(process.env);
