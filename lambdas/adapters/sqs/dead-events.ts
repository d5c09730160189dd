import { GetQueueAttributesCommand, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { DeadLetterQueue } from '../../core/sending/dead-events.ts';
import { jsonOrText } from '../json-text.ts';
import { sesNoticeInSns } from '../ses/sns-envelope.ts';
import { sqsClient } from './queues.ts';

/** Looks at a dead-letter queue: an answer brings ten messages at most, and perhaps fewer than there are. */
const looksMax = 3;

/**
 * Looks into the dead-letter queue of the send events. SQS counts approximately, within a minute.
 *
 * What SES or SNS says of the topic may lie there too, and is no event of a mail. Messages stay where they are, and visible.
 */
export function sqsDeadEvents(queueUrl: string, sqs: SQSClient = sqsClient()): DeadLetterQueue {
  const count = async () => {
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({
        QueueUrl: queueUrl,
        AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
      }),
    );
    return Object.values(Attributes ?? {}).reduce((sum, part) => sum + Number(part), 0);
  };
  return {
    any: async () => {
      const total = await count();
      const seen = new Set<string>();
      for (let look = 0; look < looksMax && seen.size < total; look++) {
        const { Messages = [] } = await sqs.send(
          new ReceiveMessageCommand({
            QueueUrl: queueUrl,
            MaxNumberOfMessages: 10,
            VisibilityTimeout: 0,
            WaitTimeSeconds: 1,
          }),
        );
        if (Messages.some(({ Body = '' }) => mayBeOfMail(Body))) return true;
        for (const { MessageId = '' } of Messages) seen.add(MessageId);
      }
      // Whatever was not seen may be one.
      return seen.size < total;
    },
  };
}

function mayBeOfMail(body: string): boolean {
  const notice = sesNoticeInSns.safeParse(jsonOrText(body));
  return !notice.success || notice.data.about === 'a-mail';
}
