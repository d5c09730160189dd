import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { Temporal } from 'temporal-polyfill';
import { isoInstant } from '../../../lambdas/core/time/calendar.ts';
import { namesOf, type AnyQueueName } from '../../local/queues.ts';
import type { ServiceConnection } from '../connection.ts';
import { describeLetter, type LetterContents } from './describe.ts';

/** A message in a dead-letter queue. */
export interface DeadLetter extends LetterContents {
  queue: AnyQueueName;
  /** SQS's id of the message; it keeps it when it moves. */
  id: string;
  /** When it was first put on its queue. ISO instant. */
  sentAt: string;
}

export interface HeldLetters {
  letters: DeadLetter[];
  /** Deletes letters, by their ids. @throws when SQS does not */
  drop: (ids: readonly string[]) => Promise<void>;
}

/** Seconds for which a message is hidden while it is looked at. */
const heldSeconds = 120;
/** Of one queue. Beyond it something else is wrong. */
const lettersMax = 5_000;
const batchMax = 10;

/**
 * Holds the dead letters of some queues while `work` looks at them. Nobody else can take them meanwhile; whatever was not dropped is back at once.
 */
export async function holdLetters<Result>(
  connection: Pick<ServiceConnection, 'sqs' | 'lookSeconds' | 'queues'>,
  names: readonly AnyQueueName[] = namesOf(connection.queues),
  work: (held: HeldLetters) => Promise<Result>,
): Promise<Result> {
  const { sqs, lookSeconds } = connection;
  let held: Held[] = [];
  try {
    for (const queue of names) {
      const { deadLetterUrl: url } = connection.queues[queue]!;
      for await (const { id, sentAt, handle, body } of receiveAll(url, sqs, lookSeconds)) {
        held.push({ url, handle, letter: { queue, id, sentAt, ...describeLetter(queue, body) } });
      }
    }
    return await work({
      letters: held.map(({ letter }) => letter).toSorted((a, b) => (a.sentAt < b.sentAt ? -1 : 1)),
      drop: async (ids) => {
        const dropped = held.filter(({ letter }) => ids.includes(letter.id));
        await inBatches(dropped, async (input) => sqs.send(new DeleteMessageBatchCommand(input)));
        held = held.filter((one) => !dropped.includes(one));
      },
    });
  } finally {
    await inBatches(held, async ({ QueueUrl, Entries }) => {
      const visible = Entries.map((entry) => ({ ...entry, VisibilityTimeout: 0 }));
      return sqs.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries: visible }));
    });
  }
}

interface Held {
  url: string;
  handle: string;
  letter: DeadLetter;
}

async function* receiveAll(QueueUrl: string, sqs: SQSClient, lookSeconds: number) {
  for (let count = 0; count < lettersMax;) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: batchMax,
        VisibilityTimeout: heldSeconds,
        WaitTimeSeconds: lookSeconds,
        MessageSystemAttributeNames: ['SentTimestamp'],
      }),
    );
    if (Messages.length === 0) return;
    count += Messages.length;
    for (const { MessageId: id = '', ReceiptHandle: handle = '', Body: body = '', Attributes } of Messages) {
      const sentMs = Number(Attributes?.SentTimestamp ?? 0);
      yield { id, handle, body, sentAt: isoInstant(Temporal.Instant.fromEpochMilliseconds(sentMs)) };
    }
  }
}

interface Batch {
  QueueUrl: string;
  Entries: { Id: string; ReceiptHandle: string }[];
}

/** Does something with messages, ten of a queue at a time. @throws when SQS refuses one */
async function inBatches(
  held: readonly Held[],
  act: (batch: Batch) => Promise<{ Failed?: { Message?: string | undefined }[] | undefined }>,
): Promise<void> {
  for (const QueueUrl of new Set(held.map(({ url }) => url))) {
    const handles = held.filter(({ url }) => url === QueueUrl).map(({ handle }) => handle);
    for (let at = 0; at < handles.length; at += batchMax) {
      const Entries = handles
        .slice(at, at + batchMax)
        .map((ReceiptHandle, index) => ({ Id: String(index), ReceiptHandle }));
      const { Failed: [failed] = [] } = await act({ QueueUrl, Entries });
      if (failed !== undefined) throw new Error(`SQS does not do it: ${failed.Message ?? 'no reason given'}`);
    }
  }
}
