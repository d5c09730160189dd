import { GetQueueUrlCommand, SendMessageBatchCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { Temporal } from 'temporal-polyfill';
import { timings, visibilityOf } from '../../lambdas/core/kit/timings.ts';
import { openClock, type VirtualClock } from '../../lib/local/clock.ts';
import { startEventSources, type EventSources } from '../../lib/local/event-sources.ts';
import type { QueueHandler } from '../../lib/local/event-source.ts';
import { emulatorPort, sdkPort, type QueuePort } from '../../lib/local/queue-port.ts';
import { watchByCounts, watchEmulator } from '../../lib/local/queue-watch.ts';
import { queueNames, type QueueName } from '../../lib/local/queues.ts';
import { startEmulators, testRegion, type TestEmulators } from '../support/emulators.ts';

let clock: VirtualClock;
let emulators: TestEmulators;
let sources: EventSources;
let errors: unknown[] = [];

beforeAll(async () => {
  clock = openClock();
  clock.holdAt(Temporal.Now.instant().add({ hours: 1 }));
  emulators = await startEmulators({ clock });
  clock.onMoved(emulators.sqs.recheck);
});
afterEach(() => sources.stop());
afterAll(() => emulators.stop());

const nothing: QueueHandler = async () => {};
function connect(
  handlers: Partial<Record<QueueName, QueueHandler>>,
  {
    byCounts = false,
    trouble,
    stalledMs = 10_000,
  }: { byCounts?: boolean; trouble?: () => Error | undefined; stalledMs?: number } = {},
): void {
  errors = [];
  sources = startEventSources({
    region: testRegion,
    queues: Object.fromEntries(
      queueNames.map((name) => [
        name,
        byCounts ? sdkPort(emulators.clients.sqs, emulators.queueUrls[name]) : emulatorPort(emulators.sqs, name),
      ]),
    ) as Record<QueueName, QueuePort>,
    handlers: { send: nothing, account: nothing, feedback: nothing, ...handlers },
    watch: byCounts
      ? watchByCounts(emulators.clients.sqs, emulators.queueUrls)
      : watchEmulator(emulators.sqs, queueNames),
    ses: emulators.ses,
    ...(trouble && { trouble }),
    patience: { troubleMs: 100, stalledMs },
    onError: (error) => errors.push(error),
  });
}
const send = (name: QueueName, ...bodies: string[]) =>
  emulators.clients.sqs.send(
    new SendMessageBatchCommand({
      QueueUrl: emulators.queueUrls[name],
      Entries: bodies.map((MessageBody, index) => ({ Id: String(index), MessageBody })),
    }),
  );
const failing = (event: SQSEvent, ...bodies: string[]): SQSBatchResponse => ({
  batchItemFailures: event.Records.filter(({ body }) => bodies.includes(body)).map(({ messageId }) => ({
    itemIdentifier: messageId,
  })),
});

test('a record is what Lambda makes of a message', async () => {
  const events: SQSEvent[] = [];
  connect({
    feedback: async (event, context) => {
      expect(context.getRemainingTimeInMillis()).toBeGreaterThan(50_000);
      events.push(event);
    },
  });
  await emulators.clients.sqs.send(
    new SendMessageCommand({
      QueueUrl: emulators.queueUrls.feedback,
      MessageBody: 'hello',
      MessageAttributes: { who: { DataType: 'String', StringValue: 'me' } },
    }),
  );
  await sources.drained();
  expect(events).toMatchObject([
    {
      Records: [
        {
          body: 'hello',
          eventSource: 'aws:sqs',
          eventSourceARN: `arn:aws:sqs:${testRegion}:000000000000:feedback`,
          awsRegion: testRegion,
          md5OfBody: '5d41402abc4b2a76b9719d911017c592',
          attributes: { ApproximateReceiveCount: '1', SentTimestamp: String(clock.now().epochMilliseconds) },
          messageAttributes: { who: { dataType: 'String', stringValue: 'me' } },
        },
      ],
    },
  ]);
});

test('drained waits for what a message sets off, down to the last queue', async () => {
  const done: string[] = [];
  const slowly =
    (next?: QueueName): QueueHandler =>
    async (event) => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      done.push(...event.Records.map(({ eventSourceARN, body }) => `${eventSourceARN.split(':').at(-1)} ${body}`));
      if (next !== undefined) await send(next, ...event.Records.map(({ body }) => body));
    };
  connect({ send: slowly('account'), account: slowly('feedback'), feedback: slowly() });
  await send('send', 'a', 'b');
  await sources.drained();
  expect(done.toSorted((a, b) => a.localeCompare(b))).toEqual([
    'account a',
    'account b',
    'feedback a',
    'feedback b',
    'send a',
    'send b',
  ]);
});

test('only the messages that failed come back, when their visibility ends', async () => {
  const seen: string[] = [];
  let healed = false;
  connect({
    feedback: async (event) => {
      seen.push(...event.Records.map(({ body }) => body));
      return healed ? undefined : failing(event, 'bad');
    },
  });
  await send('feedback', 'good', 'bad');
  await sources.drained();
  expect(emulators.sqs.counts('feedback')).toEqual({ visible: 0, delayed: 0, inFlight: 1 });
  healed = true;
  clock.holdAt(emulators.sqs.nextChangeAt(['feedback'])!);
  await sources.drained();
  expect(seen.toSorted((a, b) => a.localeCompare(b))).toEqual(['bad', 'bad', 'good']);
  expect(emulators.sqs.counts('feedback')).toEqual({ visible: 0, delayed: 0, inFlight: 0 });
});

test.each<[string, QueueHandler]>([
  ['throws', async () => Promise.reject(new Error('no'))],
  ['names a message that is not in the batch', async () => ({ batchItemFailures: [{ itemIdentifier: 'other' }] })],
  ['names nothing', async () => ({ batchItemFailures: [{ itemIdentifier: '' }] })],
])('the whole batch fails when the handler %s, and goes to the dead-letter queue in the end', async (_, handler) => {
  connect({ feedback: handler });
  await send('feedback', 'a', 'b');
  for (let attempt = 1; attempt <= timings.maxReceiveCount; attempt++) {
    await sources.drained();
    expect(emulators.sqs.counts('feedback').inFlight).toBe(2);
    clock.holdAt(clock.now().add({ seconds: visibilityOf('feedback') }));
  }
  await sources.drained();
  expect(emulators.sqs.counts('feedback')).toEqual({ visible: 0, delayed: 0, inFlight: 0 });
  const { QueueUrl } = await emulators.clients.sqs.send(new GetQueueUrlCommand({ QueueName: 'feedback-dlq' }));
  expect(QueueUrl).toBe(emulators.sqs.queueUrl('feedback-dlq'));
  expect(emulators.sqs.counts('feedback-dlq').visible).toBeGreaterThanOrEqual(2);
});

test('drained gives up with what is in the way when that does not pass, and waits for it when it does', async () => {
  let trouble: Error | undefined = new Error('the disk is full');
  connect({ feedback: () => new Promise((done) => setTimeout(done, 300)) }, { trouble: () => trouble });
  await send('feedback', 'a');
  await expect(sources.drained()).rejects.toThrow('the disk is full');
  const again = sources.drained();
  trouble = undefined;
  await again;
});

test('drained gives up when no handler gets on, and says which is at work', async () => {
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  connect({ feedback: () => held }, { stalledMs: 500 });
  await send('feedback', 'a');
  await expect(sources.drained()).rejects.toThrow(
    'Nothing was dealt with for 1 seconds, and the queues are not empty (at work: feedback).',
  );
  release();
  await sources.drained();
});

test('drained does not outlive the sources', async () => {
  connect({ feedback: () => new Promise((done) => setTimeout(done, 50)) });
  await send('feedback', 'a');
  const drained = sources.drained().catch(String);
  await sources.stop();
  expect(await drained).toContain('The service is stopping');
});

test('queues elsewhere, reached by the SDK and known by their counts, are drained as well', async () => {
  const seen: string[] = [];
  connect(
    {
      send: async (event) => void seen.push(...event.Records.map(({ body }) => body)),
      feedback: async (event) => failing(event, 'bad'),
    },
    { byCounts: true },
  );
  await send('send', 'a', 'b');
  await send('feedback', 'bad');
  await sources.drained();
  expect(new Set(seen)).toEqual(new Set(['a', 'b']));
  expect(emulators.sqs.counts('feedback').inFlight).toBe(1);
});
