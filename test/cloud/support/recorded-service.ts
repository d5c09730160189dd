import { writeFile } from 'node:fs/promises';
import { DeleteMessageBatchCommand, ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { marshall } from '@aws-sdk/util-dynamodb';
import { Temporal } from 'temporal-polyfill';
import { dynamoScan } from '../../../lambdas/adapters/dynamo/everybody.ts';
import { dynamoNotices } from '../../../lambdas/adapters/dynamo/notices.ts';
import { newWalk } from '../../../lambdas/core/course/notice.ts';
import { isoInstant } from '../../../lambdas/core/time/calendar.ts';
import { dynamoSubscribers } from '../../../lambdas/adapters/dynamo/subscribers.ts';
import { openTable } from '../../../lambdas/adapters/dynamo/table.ts';
import { closeForMove } from '../../../lambdas/core/actions/changing-address.ts';
import { wire as wireCount } from '../../../lambdas/count.ts';
import { wire as wireFeedback } from '../../../lambdas/feedback.ts';
import { wire as wireLedger } from '../../../lambdas/ledger.ts';
import { wire as wirePlan } from '../../../lambdas/plan.ts';
import { wire as wireReconcile } from '../../../lambdas/reconcile.ts';
import { wire as wireSend } from '../../../lambdas/send.ts';
import { wire as wireUnsubscribe } from '../../../lambdas/unsubscribe.ts';
import { wire as wireWeb } from '../../../lambdas/web.ts';
import { subscriberKey } from '../../../lambdas/core/kit/table-keys.ts';
import type { HandlerName } from '../../../lib/cloud/bundling.ts';
import type { SiteHandlerName } from '../../../lib/cloud/site-routes.ts';
import type { HttpHandler } from '../../../lib/local/http-api.ts';
import { lambdaContext } from '../../../lib/local/lambda-context.ts';
import { deadLetterUrl, type QueueName, watchedQueues } from '../../../lib/local/queues.ts';
import { routeOf } from '../../../lib/local/site-routes.ts';
import { startEmulators, testCredentials, testRegion } from '../../support/emulators.ts';
import { makeLedgerTable } from '../../support/ledger-table.ts';
import { sqsEvent } from '../../bench/sqs-event.ts';
import { type Call, recordCalls } from './call-recorder.ts';
import { postEvent } from './post-event.ts';
import { environmentOf } from './resources.ts';
import { serviceTemplate } from './synthesize.ts';

/**
 * The functions of every deployment on the environment that the template gives them, against the embedded engines, one at a time, each call to AWS noted.
 *
 * @param keyring - file to write the keys to; in the cloud they are in Secrets Manager, which no engine plays
 */
export async function startRecordedService(keyring: string, start: string) {
  const now = { iso: start };
  const clock = { now: () => Temporal.Instant.from(now.iso) };
  // A rate that holds nobody up.
  const emulators = await startEmulators({ clock, perSecondMax: 1_000 });
  const { tableName, queueUrls, ses, clients } = emulators;
  const ledgerName = 'ledger';
  await makeLedgerTable(clients.dynamo, ledgerName);
  const calls: Record<HandlerName, Call[]> = {
    plan: [],
    send: [],
    feedback: [],
    reconcile: [],
    count: [],
    ledger: [],
    web: [],
    unsubscribe: [],
    announce: [],
    webhook: [],
  };
  let running: HandlerName = 'plan';
  const record = (url: string) => recordCalls(url, (call) => void calls[running].push(call));
  const dynamo = await record(emulators.dynamo.url);
  const sqs = await record(emulators.sqs.url);
  const mail = await record(ses.url);
  Object.assign(process.env, {
    AWS_REGION: testRegion,
    AWS_ACCESS_KEY_ID: testCredentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: testCredentials.secretAccessKey,
    AWS_ENDPOINT_URL_DYNAMODB: dynamo.url,
    AWS_ENDPOINT_URL_SQS: sqs.url,
    AWS_ENDPOINT_URL_SES: mail.url,
    AWS_ENDPOINT_URL_SESV2: mail.url,
    POWERTOOLS_METRICS_DISABLED: 'true',
  });
  await writeFile(keyring, JSON.stringify({ identity: 'a', current: 'a', a: 'x'.repeat(64) }));
  /** With the engines' names for what only a deployment names. */
  const environment = (name: HandlerName) => ({
    ...environmentOf(serviceTemplate(), name),
    TABLE_NAME: tableName,
    WATCHED_QUEUES: watchedQueues(queueUrls),
    SEND_QUEUE_URL: queueUrls.send,
    ACCOUNT_QUEUE_URL: queueUrls.account,
    DEAD_EVENTS_URL: deadLetterUrl(queueUrls.feedback),
    WEEKLY_CONFIGURATION_SET: 'weekly',
    ACCOUNT_CONFIGURATION_SET: 'account',
    KEYRING: `file:${keyring}`,
    LOG_LEVEL: process.env['SHOW_LOG'] ?? 'SILENT',
  });
  const plan = wirePlan(environment('plan'), { clock });
  const reconcile = wireReconcile(environment('reconcile'), { clock });
  const ledger = wireLedger({ ...environment('ledger'), LEDGER_NAME: ledgerName });
  const count = wireCount(environment('count'), { clock });
  // Hono declares the event and context of Lambda in types of its own.
  const site = {
    web: wireWeb(environment('web'), { clock }),
    unsubscribe: wireUnsubscribe(environment('unsubscribe'), { clock }),
  } as unknown as Record<SiteHandlerName, HttpHandler>;
  const workers = {
    send: wireSend(environment('send'), { clock }),
    feedback: wireFeedback(environment('feedback'), { clock }),
  };

  return {
    /** What each function has asked AWS for. */
    calls,
    /** The engines' names of what a call is about. */
    tableName,
    ledgerName,
    queueUrls,
    ses,
    /** Set it to move time. */
    now,
    plan: async (): Promise<void> => {
      running = 'plan';
      await plan({}, lambdaContext('plan', 60_000));
    },
    reconcile: async (): Promise<void> => {
      running = 'reconcile';
      await reconcile({}, lambdaContext('reconcile', 300_000));
    },
    /** Closes the record of who asked to move to another address, as a function does that dies right after it. */
    cutMoveShort: async (): Promise<void> => {
      const table = openTable(tableName, clients.dynamo);
      for await (const { signUp } of dynamoScan(table).everybody()) {
        const movesFrom = signUp?.movesFrom;
        if (movesFrom === undefined) continue;
        await closeForMove({ ...signUp!, movesFrom }, clock.now(), { subscribers: dynamoSubscribers(table) });
      }
    },
    /** Hears that somebody left. */
    enter: async (subscriber: string): Promise<void> => {
      running = 'ledger';
      const Keys = marshall(subscriberKey(subscriber)) as never;
      const dynamodb = {
        Keys,
        NewImage: marshall({ status: 'unsubscribed' }) as never,
        ApproximateCreationDateTime: 1_796_025_600,
        SequenceNumber: '1',
      };
      const { batchItemFailures } = await ledger({ Records: [{ dynamodb }] }, lambdaContext('ledger', 60_000));
      if (batchItemFailures.length > 0) throw new Error('The ledger did not do its part');
    },
    count: async (): Promise<void> => {
      running = 'count';
      await count({}, lambdaContext('count', 900_000));
    },
    /** @throws when there is nothing to do, or it was not done: then the story is not what it should be */
    serve: async (name: keyof typeof workers, bodies: unknown[], timeoutMs = 60_000): Promise<void> => {
      running = name;
      const { batchItemFailures } = await workers[name](sqsEvent(bodies), lambdaContext(name, timeoutMs));
      if (bodies.length === 0 || batchItemFailures.length > 0) throw new Error(`${name} did not do its part`);
    },
    /** @throws when the site does not answer as it should */
    post: async (
      path: string,
      fields: Record<string, string>,
      { headers = {}, status = 200 }: { headers?: Record<string, string>; status?: number } = {},
    ): Promise<string> => {
      const { handler } = routeOf('POST', path).route;
      running = handler;
      const answer = await site[handler](postEvent(path, fields, headers), lambdaContext(handler, 15_000));
      const { statusCode, body } = answer as { statusCode: number; body: string };
      // A form that was taken leads to a page (303).
      if (statusCode !== status && !(status === 200 && statusCode === 303))
        throw new Error(`${path.split('/')[1]} answered ${statusCode}`);
      return body;
    },
    /** What is visible on a queue, up to ten messages, taken off it. */
    take: async (queue: QueueName): Promise<unknown[]> => {
      const QueueUrl = queueUrls[queue];
      const { Messages = [] } = await clients.sqs.send(
        new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
      );
      const Entries = Messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
      if (Entries.length > 0) await clients.sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
      return Messages.map(({ Body }) => JSON.parse(Body!) as unknown);
    },
    /** Sends a letter to everybody, as an operator does. */
    announce: async (): Promise<void> => {
      const notice = {
        id: 'closed-3f9a2c81',
        subject: 'Closed',
        at: isoInstant(clock.now()),
        audience: {},
        walk: newWalk,
      };
      const text = {
        subject: 'Closed',
        preheader: 'On Monday.',
        title: 'Closed',
        html: '<p>Closed.</p>',
        text: 'Closed.',
      };
      await dynamoNotices(openTable(tableName, clients.dynamo)).announce(notice, text);
    },
    /** Puts a message into the dead-letter queue of the events. */
    setAsideEvent: async (MessageBody: string): Promise<void> => {
      await clients.sqs.send(new SendMessageCommand({ QueueUrl: deadLetterUrl(queueUrls.feedback), MessageBody }));
    },
    stop: async (): Promise<void> => {
      await Promise.all([dynamo.stop(), sqs.stop(), mail.stop(), emulators.stop()]);
    },
  };
}

export type RecordedService = Awaited<ReturnType<typeof startRecordedService>>;
