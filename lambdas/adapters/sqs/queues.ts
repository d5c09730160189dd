import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { chunk } from '../../core/kit/chunk.ts';
import { mapConcurrent } from '../../core/kit/parallel.ts';
import type { Queues } from '../../core/sending/queues.ts';
import type { WebhookQueue } from '../../core/webhooks/webhook-job.ts';

/** SQS's limit for one request. */
const batchMax = 10;

/** Batches under way at once. */
const concurrency = 4;

/** Connects to SQS. With `useQueueUrlAsEndpoint` the SDK would send to the queue URL's host and ignore AWS_ENDPOINT_URL_SQS. */
export function sqsClient(): SQSClient {
  return new SQSClient({ useQueueUrlAsEndpoint: false, cacheMiddleware: true });
}

/** The queues a handler may write to; using one whose URL it was not given is a programming error. */
export function sqsQueues(
  urls: { send?: string; account?: string; webhook?: string },
  sqs: SQSClient = sqsClient(),
): Queues & WebhookQueue {
  const to = async (name: keyof typeof urls, jobs: object[], delaySeconds = 0) => {
    const url = urls[name];
    if (url === undefined) throw new Error(`This function has no ${name} queue`);
    await mapConcurrent(concurrency, chunk(batchMax, jobs), (group) => sendAll(sqs, url, group, delaySeconds));
  };
  return {
    dispatch: (jobs) => to('send', jobs),
    send: (jobs, delaySeconds) => to('send', jobs, delaySeconds),
    notices: (jobs, delaySeconds) => to('send', jobs, delaySeconds),
    account: (job, delaySeconds) => to('account', [job], delaySeconds),
    webhook: (jobs, delaySeconds) => to('webhook', jobs, delaySeconds),
  };
}

/** Sends one batch; what SQS did not take is sent once more, then given up with an error, so that the caller's own message comes back. */
async function sendAll(sqs: SQSClient, url: string, jobs: object[], delaySeconds: number, retry = true): Promise<void> {
  const { Failed = [] } = await sqs.send(
    new SendMessageBatchCommand({
      QueueUrl: url,
      Entries: jobs.map((job, index) => ({
        Id: String(index),
        MessageBody: JSON.stringify(job),
        ...(delaySeconds > 0 && { DelaySeconds: delaySeconds }),
      })),
    }),
  );
  if (Failed.length === 0) return;
  if (!retry) throw new Error(`SQS refused ${Failed.length} messages: ${Failed[0]?.Code}`);
  await sendAll(
    sqs,
    url,
    Failed.map(({ Id }) => jobs[Number(Id)]!),
    delaySeconds,
    false,
  );
}
