import { GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { together } from '../../core/kit/parallel.ts';
import type { QueueDepths } from '../../core/sending/queue-watch.ts';
import { sqsClient } from './queues.ts';

/** Asks SQS how many messages lie on queues and on their dead-letter queues. */
export function sqsQueueDepths(
  queues: Record<string, { url: string; deadLetterUrl: string }>,
  sqs: SQSClient = sqsClient(),
): QueueDepths {
  const visible = async (QueueUrl: string) => {
    const { Attributes = {} } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] }),
    );
    return Number(Attributes['ApproximateNumberOfMessages'] ?? 0);
  };
  return {
    read: async () =>
      Object.fromEntries(
        await together(
          Object.entries(queues).map(async ([name, { url, deadLetterUrl }]) => {
            const [waiting, deadLetters] = await together([visible(url), visible(deadLetterUrl)]);
            return [name, { waiting, deadLetters }] as const;
          }),
        ),
      ),
  };
}
