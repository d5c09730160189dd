import {
  DeleteMessageBatchCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';

/**
 * Moves every message from a dead-letter queue back to its queue. Each is put there before it is taken away: a crash in between leaves it on
 * both, which claims make harmless. May be interrupted and run again.
 *
 * @param queues - addresses; `waitSeconds` is how long to look for more: `lookSeconds` of a connection
 * @param onMoved - hears after each batch how many have been moved
 * @returns how many were moved
 */
export async function moveDeadLetters(
  queues: { from: string; to: string; waitSeconds: number },
  sqs: SQSClient,
  onMoved: (count: number) => void = () => undefined,
): Promise<number> {
  const { from, to, waitSeconds } = queues;
  let moved = 0;
  for (;;) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: from,
        MaxNumberOfMessages: 10,
        VisibilityTimeout: 60,
        WaitTimeSeconds: waitSeconds,
      }),
    );
    if (Messages.length === 0) return moved;
    const entries = Messages.map(({ Body, ReceiptHandle }, index) => ({ Id: String(index), Body, ReceiptHandle }));
    const { Failed = [] } = await sqs.send(
      new SendMessageBatchCommand({
        QueueUrl: to,
        Entries: entries.map(({ Id, Body }) => ({ Id, MessageBody: Body! })),
      }),
    );
    const failed = new Set(Failed.map(({ Id }) => Id));
    const done = entries.filter(({ Id }) => !failed.has(Id));
    if (done.length === 0) throw new Error(`SQS takes nothing back: ${Failed[0]?.Message ?? Failed[0]?.Code}`);
    await sqs.send(
      new DeleteMessageBatchCommand({
        QueueUrl: from,
        Entries: done.map(({ Id, ReceiptHandle }) => ({ Id, ReceiptHandle: ReceiptHandle! })),
      }),
    );
    moved += done.length;
    onMoved(moved);
  }
}
