import { CreateQueueCommand, SetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { queueAttributes, queueNames, type AnyQueueName, type PerQueue } from './queues.ts';

/** Creates each work queue and its dead-letter queue unless they are there; answers the address of each work queue. */
export async function createQueues(
  client: SQSClient,
  region: string,
  names: readonly AnyQueueName[] = queueNames,
): Promise<PerQueue<string>> {
  const urls = await Promise.all(
    names.map(async (name) => {
      await client.send(new CreateQueueCommand({ QueueName: `${name}-dlq` }));
      const { QueueUrl } = await client.send(new CreateQueueCommand({ QueueName: name }));
      // Set apart from the creation, which would refuse a queue that an older version made with other attributes.
      await client.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: queueAttributes(name, region) }));
      return [name, QueueUrl!] as const;
    }),
  );
  return Object.fromEntries(urls) as PerQueue<string>;
}
