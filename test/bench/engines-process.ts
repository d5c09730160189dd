import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { Temporal } from 'temporal-polyfill';
import { usedTypes } from '../../lambdas/core/hearing/ses-event.ts';
import { createQueues } from '../../lib/local/create-queues.ts';
import { startDynamo } from '../../lib/local/emulators/dynamo.ts';
import { makeAccessKey } from '../../lib/local/emulators/loopback-guard.ts';
import { startSes, type PublishedEvent } from '../../lib/local/emulators/ses.ts';
import { startSqs } from '../../lib/local/emulators/sqs.ts';
import { ensureTable } from '../../lib/local/emulators/table.ts';
import { localCredentials, localRegion, localTableName, senderIdentity } from '../../lib/local/settings.ts';
import { startMeter } from './meter.ts';

/** The program of {@link startEmulators}: emulators with a process of their own, so that their processor time is nobody else's. */

/** What the parent may ask; `at` goes with `time`, an ISO instant. */
export type Question = { ask: 'raw' | 'events' | 'metered' | 'time'; at?: string | undefined; id: number };

const perSecondMax = process.argv[2] === '' ? undefined : Number(process.argv[2]);
const dir = await mkdtemp(join(tmpdir(), 'weekwise-bench-'));
// That of the lab, once it has one: events stamped by another clock would look late, and late ones cost more.
let labTime: Temporal.Instant | undefined;
const clock = { now: () => labTime ?? Temporal.Now.instant() };
const accessKey = makeAccessKey();
const events: PublishedEvent[] = [];
const [dynamo, sqs, ses] = await Promise.all([
  startDynamo({ accessKey }),
  startSqs({ accessKey, clock: { now: () => Temporal.Now.instant() }, region: localRegion }),
  startSes({
    accessKey,
    dir,
    clock,
    region: localRegion,
    ...senderIdentity(),
    ...(perSecondMax !== undefined && { perSecondMax }),
    onEvent: (event) => void events.push(event),
    eventTypes: usedTypes,
  }),
]);
const common = { region: localRegion, credentials: localCredentials(accessKey) };
const dynamoClient = new DynamoDBClient({ ...common, endpoint: dynamo.url });
await ensureTable(dynamoClient, localTableName);
dynamoClient.destroy();
const sqsClient = new SQSClient({ ...common, endpoint: sqs.url, useQueueUrlAsEndpoint: false });
const queueUrls = await createQueues(sqsClient, localRegion);
sqsClient.destroy();
const meter = await startMeter(accessKey, { dynamo: dynamo.url, sqs: sqs.url });

process.on('message', ({ ask, at, id }: Question) => {
  const answers = {
    raw: () => ses.raw(ses.mails().at(-1)!.messageId).toString('base64'),
    events: () => events.splice(0),
    metered: () => meter.take(),
    time: () => {
      labTime = Temporal.Instant.from(at!);
      return at;
    },
  };
  process.send!({ id, answer: answers[ask]() });
});
process.on('disconnect', () => {
  void (async () => {
    await Promise.all([meter.stop(), dynamo.stop(), sqs.stop(), ses.stop()]);
    await rm(dir, { recursive: true, force: true });
    process.exit();
  })();
});
process.send!({
  started: {
    emulator: dynamo.emulator,
    queueUrls,
    accessKey,
    endpoints: { dynamo: dynamo.url, sqs: sqs.url, ses: ses.url, meteredDynamo: meter.dynamo, meteredSqs: meter.sqs },
  },
});
