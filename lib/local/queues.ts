import { timings, visibilityOf } from '../../lambdas/core/kit/timings.ts';

/** The work queues between the handlers; each has a dead-letter queue `<name>-dlq`. */
export const queueNames = ['send', 'account', 'feedback'] as const;
export type QueueName = (typeof queueNames)[number];
/** With the one that is there only where webhooks are configured. */
export const everyQueueName = [...queueNames, 'webhook'] as const;
export type AnyQueueName = (typeof everyQueueName)[number];
/** Something for each queue that there is. */
export type PerQueue<Thing> = Record<QueueName, Thing> & { webhook?: Thing };

/** The queues that there are, of those that there may be. */
export function namesOf(things: PerQueue<unknown>): AnyQueueName[] {
  return everyQueueName.filter((name) => things[name] !== undefined);
}

/** How long a received message is hidden: a little more than its handler may take. */
export const visibilitySeconds: Record<AnyQueueName, number> = {
  send: visibilityOf('send'),
  account: visibilityOf('send'),
  feedback: visibilityOf('feedback'),
  webhook: visibilityOf('webhook'),
};

/** How a queue is read: messages in an event, and events under way at once. A send message is many mails by itself. */
export const reading: Record<AnyQueueName, { batchSize: number; concurrency: number }> = {
  send: { batchSize: 1, concurrency: 4 },
  account: { batchSize: 5, concurrency: 2 },
  feedback: { batchSize: 10, concurrency: 2 },
  webhook: { batchSize: 10, concurrency: 2 },
};

export const localAccountId = '000000000000';

export function queueArn(name: string, region: string): string {
  return `arn:aws:sqs:${region}:${localAccountId}:${name}`;
}

/** The address of a queue's dead-letter queue. */
export function deadLetterUrl(queueUrl: string): string {
  return `${queueUrl}-dlq`;
}

/** The setting of the planner that names the queues it looks at. */
export function watchedQueues(urls: PerQueue<string>): string {
  return JSON.stringify(
    Object.fromEntries(
      namesOf(urls).map((name) => [name, { url: urls[name]!, deadLetterUrl: deadLetterUrl(urls[name]!) }]),
    ),
  );
}

/** Attributes with which a queue is created. */
export function queueAttributes(name: AnyQueueName, region: string): Record<string, string> {
  return {
    VisibilityTimeout: String(visibilitySeconds[name]),
    RedrivePolicy: JSON.stringify({
      deadLetterTargetArn: queueArn(`${name}-dlq`, region),
      maxReceiveCount: timings.maxReceiveCount,
    }),
  };
}
