import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { lazyHandler, type Overrides } from './adapters/lazy-handler.ts';
import { readCheckIn } from './adapters/dynamo/check-ins.ts';
import { dynamoSubscribers } from './adapters/dynamo/subscribers.ts';
import { openTable } from './adapters/dynamo/table.ts';
import { loadKeyring } from './adapters/keys/keyring.ts';
import { serviceLog } from './adapters/log.ts';
import { jobHandler } from './adapters/sqs/batch.ts';
import { sqsQueues } from './adapters/sqs/queues.ts';
import { systemClock } from './adapters/system-clock.ts';
import { webhookReceiver } from './adapters/webhook-receiver.ts';
import { parseSettings, WebhookSettings } from './core/settings.ts';
import { timings } from './core/kit/timings.ts';
import { deliver } from './core/webhooks/webhook-delivery.ts';
import { WebhookJob } from './core/webhooks/webhook-job.ts';

/** Events in, signed requests to the operator's own system out. */
export function wire(environment: Record<string, string | undefined>, { clock = systemClock }: Overrides = {}) {
  return lazyHandler<SQSEvent, Context, SQSBatchResponse>(async () => {
    const settings = parseSettings(WebhookSettings, environment);
    const log = serviceLog('webhook', settings.LOG_LEVEL);
    const table = openTable(settings.TABLE_NAME);
    const keyring = await loadKeyring(settings.KEYRING, {
      onError: (cause) => log.warn('keyring.not-read', {}, cause),
    });
    const deps = {
      clock,
      wallClock: systemClock,
      keyring,
      receiver: webhookReceiver(settings.WEBHOOK_URL, timings.webhookAnswer * 1000),
      includes: settings.WEBHOOK_INCLUDES,
      subscribers: dynamoSubscribers(table),
      checkInOf: (id: string, week: string) => readCheckIn(table, id, week),
      queues: sqsQueues({ webhook: settings.WEBHOOK_QUEUE_URL }),
      random: Math.random,
      log,
    };
    const work = jobHandler(WebhookJob, (job) => deliver(job, deps), log);
    return async (event, context) => {
      await keyring.upToDate();
      return work(event, context).finally(log.flush);
    };
  });
}

export const handler = wire(process.env);
