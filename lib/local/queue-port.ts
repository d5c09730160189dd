import { DeleteMessageBatchCommand, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { ReceivedMessage, SqsEmulator } from './emulators/sqs.ts';

/** A queue as an event source reads it. */
export interface QueuePort {
  /** Waits for messages; answers with none after a while, and when released. */
  receive: (max: number) => Promise<ReceivedMessage[]>;
  remove: (receiptHandles: string[]) => Promise<void>;
  /** Ends the receives that wait, and those on their way when called again. */
  release: () => void;
}

const waitSeconds = 20;

/** A queue of the embedded emulator, without the detour by HTTP: Lambda's pollers are a part of AWS too, and the time machine is in a hurry. */
export function emulatorPort(emulator: SqsEmulator, queueName: string): QueuePort {
  return {
    receive: (max) => emulator.receive(queueName, max, waitSeconds * 1000),
    remove: async (receiptHandles) => emulator.remove(queueName, receiptHandles),
    release: emulator.releaseReceivers,
  };
}

/** Any SQS queue, by the SDK. A poll that is broken off may take messages with it, which come back when their visibility ends. */
export function sdkPort(client: SQSClient, queueUrl: string): QueuePort {
  const breakingOff = new AbortController();
  return {
    async receive(max) {
      const { Messages = [] } = await client.send(
        new ReceiveMessageCommand({
          QueueUrl: queueUrl,
          MaxNumberOfMessages: max,
          WaitTimeSeconds: waitSeconds,
          MessageSystemAttributeNames: ['All'],
          MessageAttributeNames: ['All'],
        }),
        { abortSignal: breakingOff.signal },
      );
      return Messages.map(({ MessageAttributes = {}, ...message }) => ({
        ...(message as Omit<ReceivedMessage, 'MessageAttributes'>),
        MessageAttributes: Object.fromEntries(
          Object.entries(MessageAttributes).map(([name, { DataType = 'String', StringValue, BinaryValue }]) => [
            name,
            {
              DataType,
              ...(StringValue !== undefined && { StringValue }),
              ...(BinaryValue !== undefined && { BinaryValue: Buffer.from(BinaryValue).toString('base64') }),
            },
          ]),
        ),
      }));
    },
    async remove(receiptHandles) {
      const Entries = receiptHandles.map((ReceiptHandle, index) => ({ Id: String(index), ReceiptHandle }));
      await client.send(new DeleteMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
    },
    release: () => breakingOff.abort(),
  };
}
