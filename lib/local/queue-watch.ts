import { GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Temporal } from 'temporal-polyfill';
import type { SqsEmulator } from './emulators/sqs.ts';
import type { AnyQueueName, PerQueue } from './queues.ts';

/** What must be known of the queues to tell when all work is done. */
export interface QueueWatch {
  /** True while a message waits to be received, or is in the hands of a receiver other than those that left theirs behind. */
  hasWork: (name: AnyQueueName, leftBehind: Set<string>) => boolean | Promise<boolean>;
  /** When the next delayed or invisible message becomes visible; undefined when none is waiting or the queues do not tell. */
  nextChangeAt: () => Temporal.Instant | undefined;
}

/** Watches the embedded queues from inside. */
export function watchEmulator(emulator: SqsEmulator, names: readonly AnyQueueName[]): QueueWatch {
  return {
    hasWork(name, leftBehind) {
      if (emulator.counts(name).visible > 0) return true;
      const handles = emulator.handlesInFlight(name);
      // Handles of messages that have come back since are of no use any more.
      if (leftBehind.size > handles.length) {
        const current = new Set(handles);
        for (const handle of leftBehind) if (!current.has(handle)) leftBehind.delete(handle);
      }
      return handles.some((handle) => !leftBehind.has(handle));
    },
    nextChangeAt: () => emulator.nextChangeAt([...names]),
  };
}

/** Watches queues elsewhere by their counts, which tell less: what is left behind there looks like work, so it is subtracted. */
export function watchByCounts(client: SQSClient, urls: PerQueue<string>): QueueWatch {
  return {
    async hasWork(name, leftBehind) {
      const { Attributes } = await client.send(
        new GetQueueAttributesCommand({
          QueueUrl: urls[name],
          AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
        }),
      );
      const visible = Number(Attributes?.ApproximateNumberOfMessages);
      const inFlight = Number(Attributes?.ApproximateNumberOfMessagesNotVisible);
      return visible > 0 || inFlight > leftBehind.size;
    },
    nextChangeAt: () => undefined,
  };
}
