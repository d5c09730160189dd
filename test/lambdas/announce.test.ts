import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { marshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { DynamoDBRecord } from 'aws-lambda';
import { profileFormat } from '../../lambdas/adapters/dynamo/formats.ts';
import { wire } from '../../lambdas/announce.ts';
import { subscriberKey } from '../../lambdas/core/kit/table-keys.ts';
import type { WebhookJob } from '../../lambdas/core/webhooks/webhook-job.ts';
import { createQueues } from '../../lib/local/create-queues.ts';
import { lambdaContext } from '../../lib/local/lambda-context.ts';
import { everyQueueName } from '../../lib/local/queues.ts';
import { aSubscriber, idOf } from '../support/builders.ts';
import { startEmulators, testRegion, type TestEmulators } from '../support/emulators.ts';

let emulators: TestEmulators;
let queueUrl: string;
beforeAll(async () => {
  emulators = await startEmulators();
  Object.assign(process.env, {
    AWS_REGION: testRegion,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_SQS: emulators.sqs.url,
  });
  queueUrl = (await createQueues(emulators.clients.sqs, testRegion, everyQueueName)).webhook!;
});
afterAll(() => emulators.stop());

/** A record as Lambda hands it over: somebody confirms. */
function confirmation(name: string, number: number, format = profileFormat): DynamoDBRecord {
  const keys = subscriberKey(idOf(name));
  const image = marshall({ ...keys, ...aSubscriber({ id: idOf(name), format }) });
  return {
    eventID: `change-${number}`,
    eventName: 'INSERT',
    dynamodb: {
      ApproximateCreationDateTime: 1_796_025_600,
      Keys: marshall(keys) as never,
      NewImage: image as never,
      SequenceNumber: String(number),
    },
  };
}
const announce = (...Records: DynamoDBRecord[]) =>
  wire({ WEBHOOK_QUEUE_URL: queueUrl, WEBHOOK_EVENTS: 'subscribed', LOG_LEVEL: 'SILENT' })(
    { Records },
    lambdaContext('announce', 60_000),
  );
const announced = async () => {
  const { Messages = [] } = await emulators.clients.sqs.send(
    new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10 }),
  );
  return Messages.map(({ Body }) => JSON.parse(Body!) as WebhookJob).map(({ id }) => id);
};

test('a change that is told twice is announced twice, under one id', async () => {
  await announce(confirmation('ann', 1), confirmation('ben', 2));
  await announce(confirmation('ann', 1));
  expect((await announced()).sort()).toEqual(['evt_change-1_0', 'evt_change-1_0', 'evt_change-2_0']);
});

test('a person whom newer code wrote holds up what comes after, and nothing of what came before', async () => {
  const newer = confirmation('ben', 12, profileFormat + 1);
  const response = await announce(confirmation('ann', 11), newer, confirmation('cleo', 13));
  expect(response).toEqual({ batchItemFailures: [{ itemIdentifier: '12' }] });
  expect(await announced()).toEqual(['evt_change-11_0']);
});

test('where the queue is out of reach, the whole batch comes again', async () => {
  const broken = wire({ WEBHOOK_QUEUE_URL: `${queueUrl}-gone`, WEBHOOK_EVENTS: 'subscribed', LOG_LEVEL: 'SILENT' });
  await expect(broken({ Records: [confirmation('ann', 21)] }, lambdaContext('announce', 60_000))).rejects.toThrow(
    'The specified queue does not exist',
  );
});
