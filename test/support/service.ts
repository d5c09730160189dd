import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeleteMessageBatchCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import type { SQSBatchResponse } from 'aws-lambda';
import { Temporal } from 'temporal-polyfill';
import { dynamoControl } from '../../lambdas/adapters/dynamo/control.ts';
import { dynamoSubscribers } from '../../lambdas/adapters/dynamo/subscribers.ts';
import { openTable } from '../../lambdas/adapters/dynamo/table.ts';
import { keyringOf } from '../../lambdas/adapters/keys/keyring.ts';
import { wire as wireFeedback } from '../../lambdas/feedback.ts';
import { wire as wirePlan } from '../../lambdas/plan.ts';
import { wire as wireReconcile } from '../../lambdas/reconcile.ts';
import { wire as wireSend } from '../../lambdas/send.ts';
import { lambdaContext } from '../../lib/local/lambda-context.ts';
import { deadLetterUrl, type QueueName, watchedQueues } from '../../lib/local/queues.ts';
import { sqsEvent } from '../bench/sqs-event.ts';
import { startEmulators, type TestEmulators, testRegion } from './emulators.ts';

/** The handlers as they are wired in the cloud, by environment variables alone, against the embedded engines. */
export interface Service {
  emulators: TestEmulators;
  /** By which every handler is wired. The endpoints of AWS are in `process.env`. */
  environment: Record<string, string>;
  /** Set it to move time. */
  now: { iso: string };
  /** The subscriber id of an address. */
  idOfAddress: (address: string) => string;
  subscribers: ReturnType<typeof dynamoSubscribers>;
  control: ReturnType<typeof dynamoControl>;
  plan: () => Promise<void>;
  send: (...bodies: unknown[]) => Promise<SQSBatchResponse>;
  feedback: (...bodies: unknown[]) => Promise<SQSBatchResponse>;
  reconcile: (remainingMs?: number) => Promise<void>;
  /** Takes every message that is visible off a queue and reads it. */
  takeAll: (queue: QueueName) => Promise<unknown[]>;
  stop: () => Promise<void>;
}

export async function startService(start: string): Promise<Service> {
  const now = { iso: start };
  const clock = { now: () => Temporal.Instant.from(now.iso) };
  const emulators = await startEmulators({ clock });
  Object.assign(process.env, {
    AWS_REGION: testRegion,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_DYNAMODB: emulators.dynamo.url,
    AWS_ENDPOINT_URL_SES: emulators.ses.url,
    AWS_ENDPOINT_URL_SESV2: emulators.ses.url,
    AWS_ENDPOINT_URL_SQS: emulators.sqs.url,
    POWERTOOLS_METRICS_DISABLED: 'true',
  });
  const keyring = join(tmpdir(), `weekwise-keyring-${randomUUID()}.json`);
  const keys = JSON.stringify({ identity: 'a', current: 'a', a: 'x'.repeat(43) });
  await writeFile(keyring, keys);
  const environment = {
    TABLE_NAME: emulators.tableName,
    WATCHED_QUEUES: watchedQueues(emulators.queueUrls),
    SEND_QUEUE_URL: emulators.queueUrls.send,
    ACCOUNT_QUEUE_URL: emulators.queueUrls.account,
    DEAD_EVENTS_URL: deadLetterUrl(emulators.queueUrls.feedback),
    SITE_URL: 'https://weekwise.example',
    PICTURES_URL: 'https://weekwise.example/pictures/',
    KEYRING: `file:${keyring}`,
    SERIES: 'stress-and-back-pain',
    KEEP_COMPLETED_MONTHS: '12',
    CONTACTS_ACCEPTED: 'any',
    SENDER_NAME: 'Weekwise',
    WEEKLY_FROM: 'lessons@example.com',
    ACCOUNT_FROM: 'account@example.com',
    REPLY_TO: 'hello@example.com',
    POSTAL_ADDRESS: '1 Example Street, Exampletown',
    WEEKLY_CONFIGURATION_SET: 'weekly',
    ACCOUNT_CONFIGURATION_SET: 'account',
    SENDERS_MAX: '1',
    LOG_LEVEL: process.env['SHOW_LOG'] ?? 'SILENT',
  };
  const table = openTable(emulators.tableName);
  const plan = wirePlan(environment, { clock });
  const reconcile = wireReconcile(environment, { clock });
  const queueHandler =
    (name: string, handler: ReturnType<typeof wireSend>) =>
    (...bodies: unknown[]) =>
      handler(sqsEvent(bodies), lambdaContext(name, 60_000));

  return {
    emulators,
    environment,
    now,
    idOfAddress: keyringOf(keys).subscriberId,
    subscribers: dynamoSubscribers(table),
    control: dynamoControl(table),
    plan: () => plan({}, lambdaContext('plan', 60_000)),
    send: queueHandler('send', wireSend(environment, { clock })),
    feedback: queueHandler('feedback', wireFeedback(environment, { clock })),
    reconcile: (remainingMs = 300_000) => reconcile({}, lambdaContext('reconcile', remainingMs)),
    takeAll: (queue) => takeAll(emulators, queue),
    stop: async () => {
      table.documents.client.destroy();
      await emulators.stop();
    },
  };
}

async function takeAll({ clients, queueUrls }: TestEmulators, queue: QueueName): Promise<unknown[]> {
  const bodies: unknown[] = [];
  for (;;) {
    const { Messages = [] } = await clients.sqs.send(
      new ReceiveMessageCommand({ QueueUrl: queueUrls[queue], MaxNumberOfMessages: 10, WaitTimeSeconds: 0 }),
    );
    if (Messages.length === 0) return bodies;
    bodies.push(...Messages.map(({ Body }) => JSON.parse(Body!) as unknown));
    const Entries = Messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
    await clients.sqs.send(new DeleteMessageBatchCommand({ QueueUrl: queueUrls[queue], Entries }));
  }
}
