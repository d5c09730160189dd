import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { lazyHandler } from './adapters/lazy-handler.ts';
import { openTable } from './adapters/dynamo/table.ts';
import { dynamoSubscribers } from './adapters/dynamo/subscribers.ts';
import { serviceLog } from './adapters/log.ts';
import { jobHandler } from './adapters/sqs/batch.ts';
import { sqsQueues } from './adapters/sqs/queues.ts';
import { dispatchSlots } from './core/sending/dispatching.ts';
import { DispatchJob } from './core/sending/jobs.ts';
import { DispatchSettings, parseSettings } from './core/settings.ts';

/** Slots in, batches of subscribers out. */
export function wire(environment: Record<string, string | undefined>) {
  return lazyHandler<SQSEvent, Context, SQSBatchResponse>(async () => {
    const settings = parseSettings(DispatchSettings, environment);
    const log = serviceLog('dispatch', settings.LOG_LEVEL);
    const deps = {
      subscribers: dynamoSubscribers(openTable(settings.TABLE_NAME)),
      queues: sqsQueues({ dispatch: settings.DISPATCH_QUEUE_URL, send: settings.SEND_QUEUE_URL }),
    };
    const dispatch = jobHandler(
      DispatchJob,
      async (job, remainingMs) => {
        const { owed, continued } = await dispatchSlots(job, deps, remainingMs);
        if (owed > 0) log.info('dispatch.done', { slots: job.slots.length, owed, continued });
      },
      log,
    );
    return dispatch;
  });
}

export const handler = wire(process.env);
