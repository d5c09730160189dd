import { GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { DeadEvents } from '../core/ports.ts';
import { sqsClient } from './sqs-queues.ts';

/** Looks into the dead-letter queue of the send events. SQS counts approximately, within a minute. */
export function sqsDeadEvents(queueUrl: string, sqs: SQSClient = sqsClient()): DeadEvents {
  return {
    any: async () => {
      const { Attributes } = await sqs.send(
        new GetQueueAttributesCommand({
          QueueUrl: queueUrl,
          AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
        }),
      );
      return Object.values(Attributes ?? {}).some((count) => Number(count) > 0);
    },
  };
}
