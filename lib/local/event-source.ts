import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { ReceivedMessage } from './emulators/sqs.ts';
import { lambdaContext, throughJson } from './lambda-context.ts';
import type { QueuePort } from './queue-port.ts';

export type QueueHandler = (event: SQSEvent, context: Context) => Promise<SQSBatchResponse | void>;

export interface EventSourceOptions {
  queue: QueuePort;
  queueArn: string;
  region: string;
  functionName: string;
  handler: QueueHandler;
  /** Messages in one event, 1–10. */
  batchSize: number;
  /** Events under way at once. */
  concurrency: number;
  timeoutMs: number;
  /** Called whenever an event has been dealt with. */
  onSettled: () => void;
  /** Hears what a handler threw, and what went wrong with the queue. */
  onError: (error: unknown) => void;
}

/** An SQS event source mapping: polls a queue and calls a function with what it finds, as Lambda does. */
export interface EventSource {
  /** True while a handler works, or its messages are being deleted. */
  busy: () => boolean;
  /** Receipt handles of messages whose handler failed: they come back when their visibility ends. */
  leftBehind: Set<string>;
  /** Takes no more messages and waits for the handlers to end. */
  stop: () => Promise<void>;
}

/**
 * Starts polling. Failures are those of Lambda with `ReportBatchItemFailures`: the messages named in `batchItemFailures` stay, the
 * others are deleted; an answer that names a message which is not in the batch, or a thrown error, fails the whole batch.
 */
export function startEventSource(options: EventSourceOptions): EventSource {
  const { queue, batchSize, concurrency, onSettled, onError } = options;
  const leftBehind = new Set<string>();
  let busyCount = 0;
  let stopped = false;

  const work = async (messages: ReceivedMessage[]) => {
    const failed = await failuresOf(messages, options);
    for (const { MessageId, ReceiptHandle } of messages) if (failed.has(MessageId)) leftBehind.add(ReceiptHandle);
    const done = messages.flatMap(({ MessageId, ReceiptHandle }) => (failed.has(MessageId) ? [] : [ReceiptHandle]));
    if (done.length === 0) return;
    try {
      await queue.remove(done);
    } catch (error) {
      // Done but not deleted: they will come again, as on AWS.
      for (const receiptHandle of done) leftBehind.add(receiptHandle);
      throw error;
    }
  };
  const poll = async () => {
    while (!stopped) {
      try {
        const messages = await queue.receive(batchSize);
        if (messages.length === 0) continue;
        busyCount++;
        await work(messages).finally(() => busyCount--);
        onSettled();
      } catch (error) {
        if (stopped) return;
        onError(error);
        await new Promise((resolve) => setTimeout(resolve, 500));
      }
    }
  };
  const polls = Array.from({ length: concurrency }, poll);

  return {
    busy: () => busyCount > 0,
    leftBehind,
    async stop() {
      stopped = true;
      queue.release();
      // Again and again, for a poll may just be on its way there.
      const timer = setInterval(queue.release, 10);
      await Promise.all(polls);
      clearInterval(timer);
    },
  };
}

/** Calls the handler; answers the ids of the messages that are to stay. */
async function failuresOf(messages: ReceivedMessage[], options: EventSourceOptions): Promise<Set<string>> {
  const ids = new Set(messages.map(({ MessageId }) => MessageId));
  try {
    const event = throughJson({ Records: messages.map((message) => recordOf(message, options)) });
    const response = throughJson(await options.handler(event, lambdaContext(options.functionName, options.timeoutMs)));
    const named = (response?.batchItemFailures ?? []).map(({ itemIdentifier }) => itemIdentifier);
    return named.every((id) => ids.has(id)) ? new Set(named) : ids;
  } catch (error) {
    options.onError(error);
    return ids;
  }
}

function recordOf(message: ReceivedMessage, { queueArn, region }: EventSourceOptions): SQSRecord {
  return {
    messageId: message.MessageId,
    receiptHandle: message.ReceiptHandle,
    body: message.Body,
    attributes: message.Attributes as unknown as SQSRecord['attributes'],
    messageAttributes: Object.fromEntries(
      Object.entries(message.MessageAttributes ?? {}).map(([name, { DataType, StringValue, BinaryValue }]) => [
        name,
        {
          dataType: DataType as 'String',
          ...(StringValue !== undefined && { stringValue: StringValue }),
          ...(BinaryValue !== undefined && { binaryValue: BinaryValue }),
          stringListValues: [],
          binaryListValues: [],
        },
      ]),
    ),
    md5OfBody: message.MD5OfBody,
    eventSource: 'aws:sqs',
    eventSourceARN: queueArn,
    awsRegion: region,
  };
}
