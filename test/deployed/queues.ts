import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { credentials, region } from './emulated-account.ts';
import { until } from './until.ts';

/** The deployed queues, by how much is in them. */
export function queuesOf(urls: string[], endpoint: string) {
  const client = new SQSClient({ endpoint, region, credentials, useQueueUrlAsEndpoint: false });
  const messagesIn = async (QueueUrl: string) => {
    const AttributeNames = [
      'ApproximateNumberOfMessages',
      'ApproximateNumberOfMessagesNotVisible',
      'ApproximateNumberOfMessagesDelayed',
    ] as const;
    const { Attributes = {} } = await client.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...AttributeNames] }),
    );
    return AttributeNames.reduce((sum, name) => sum + Number(Attributes[name] ?? 0), 0);
  };
  const isDeadLetters = (url: string) => url.includes('DeadLetters');
  const filled = async (queues: string[]) => {
    const counts = await Promise.all(queues.map(messagesIn));
    return queues.filter((_, index) => counts[index]! > 0);
  };
  return {
    /** Waits until every message was worked off. */
    quiet: () =>
      until('all queues are empty', 30, async () =>
        (await filled(urls.filter((url) => !isDeadLetters(url)))).length === 0 ? true : undefined,
      ),
    /** The dead-letter queues that are not empty. */
    setAside: () => filled(urls.filter(isDeadLetters)),
    close: () => client.destroy(),
  };
}
