/* oxlint-disable jest/no-standalone-expect -- testOurs is test, or test.skip for an endpoint that is known not to play the case */
import {
  ChangeMessageVisibilityBatchCommand,
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListQueuesCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
  type Message,
  type QueueAttributeName,
  type ReceiveMessageCommandInput,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { buildApp } from 'fauxqs';
import { Temporal } from 'temporal-polyfill';
import { startSqs } from '../../../lib/local/emulators/sqs.ts';
import { testCredentials, testRegion } from '../../support/emulators.ts';

/**
 * What SQS promises, asked of two endpoints by the real SDK: ours, and fauxqs, which others have written. Where they agree, ours is
 * faithful; the few cases that fauxqs does not play are marked.
 */

interface Endpoint {
  name: 'ours' | 'fauxqs';
  start: () => Promise<{ url: string; stop: () => Promise<void> }>;
}

const endpoints: Endpoint[] = [
  {
    name: 'ours',
    start: () =>
      startSqs({
        accessKey: testCredentials.accessKeyId,
        clock: { now: () => Temporal.Instant.fromEpochMilliseconds(Date.now()) },
      }),
  },
  {
    name: 'fauxqs',
    async start() {
      const app = buildApp({ logger: false, defaultRegion: testRegion });
      const url = await app.listen({ port: 0, host: '127.0.0.1' });
      return { url, stop: () => app.close() };
    },
  },
];

const clientOf = (endpoint: string) =>
  new SQSClient({ endpoint, region: testRegion, credentials: testCredentials, maxAttempts: 1 });

const callsTo = (sqs: SQSClient) => ({
  make: async (QueueName: string, Attributes: Record<string, string> = {}) => {
    const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName, Attributes }));
    return QueueUrl!;
  },
  send: (QueueUrl: string, MessageBody: string, more = {}) =>
    sqs.send(new SendMessageCommand({ QueueUrl, MessageBody, ...more })),
  receive: async (QueueUrl: string, more: Partial<ReceiveMessageCommandInput> = {}): Promise<Message[]> => {
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, ...more }));
    return Messages;
  },
});
type Calls = ReturnType<typeof callsTo>;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const realNow = Date.now;
let passedMs = 0;
/** Lets time pass without waiting: by what both endpoints ask for the time. */
const pass = (ms: number) => void (passedMs += ms);
beforeAll(() => void jest.spyOn(Date, 'now').mockImplementation(() => realNow() + passedMs));
afterAll(() => void jest.restoreAllMocks());

describe.each(endpoints)('SQS by $name', ({ name, start }) => {
  /** A case that fauxqs is known not to play; the reason stands beside it. */
  const testOurs = name === 'fauxqs' ? test.skip : test;
  let sqs: SQSClient;
  let stop: () => Promise<void>;
  let queueCount = 0;

  beforeAll(async () => {
    const endpoint = await start();
    stop = endpoint.stop;
    sqs = clientOf(endpoint.url);
  });
  afterAll(async () => {
    sqs.destroy();
    await stop();
  });

  const freshQueue = (attributes: Record<string, string> = {}) =>
    callsTo(sqs).make(`queue-${++queueCount}`, attributes);
  const send: Calls['send'] = (...given) => callsTo(sqs).send(...given);
  const receive: Calls['receive'] = (...given) => callsTo(sqs).receive(...given);
  const attribute = async (QueueUrl: string, attributeName: QueueAttributeName) => {
    const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));
    return Attributes?.[attributeName];
  };
  const arnOf = (QueueUrl: string) => attribute(QueueUrl, 'QueueArn');
  test('a queue is found by its name, and listed', async () => {
    const url = await freshQueue();
    const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: `queue-${queueCount}` }));
    expect(QueueUrl).toBe(url);
    const { QueueUrls } = await sqs.send(new ListQueuesCommand({ QueueNamePrefix: 'queue-' }));
    expect(QueueUrls).toContain(url);
    expect(await arnOf(url)).toMatch(new RegExp(`^arn:aws:sqs:${testRegion}:000000000000:queue-${queueCount}$`));
  });

  test('a queue that is not there is a typed error', async () => {
    await expect(sqs.send(new GetQueueUrlCommand({ QueueName: 'nowhere' }))).rejects.toMatchObject({
      name: 'QueueDoesNotExist',
      $metadata: { httpStatusCode: 400 },
    });
  });

  test('creating a queue again is no error, unless it is to be different', async () => {
    const url = await freshQueue({ VisibilityTimeout: '7' });
    const again = { QueueName: `queue-${queueCount}`, Attributes: { VisibilityTimeout: '7' } };
    await expect(sqs.send(new CreateQueueCommand(again))).resolves.toMatchObject({ QueueUrl: url });
    again.Attributes.VisibilityTimeout = '8';
    await expect(sqs.send(new CreateQueueCommand(again))).rejects.toThrow(/different value/);
  });

  test('a message arrives as it was sent, with its system attributes', async () => {
    const url = await freshQueue();
    const before = Date.now();
    const body = 'Zwölf Boxkämpfer\n"jagen" Viktor & <Eva>';
    const { MessageId } = await send(url, body, { MessageGroupId: 'someone' });
    const [message] = await receive(url, { MessageSystemAttributeNames: ['All'] });
    expect(message).toMatchObject({
      MessageId,
      Body: body,
      // fauxqs takes MessageGroupId on a standard queue, and forgets it.
      Attributes: { ApproximateReceiveCount: '1', ...(name === 'ours' ? { MessageGroupId: 'someone' } : {}) },
    });
    expect(Number(message!.Attributes!.SentTimestamp)).toBeGreaterThanOrEqual(before);
    expect(Number(message!.Attributes!.ApproximateFirstReceiveTimestamp)).toBeGreaterThanOrEqual(before);
    expect(message!.Attributes!.SenderId).toBeDefined();
  });

  test('message attributes travel, with the digest that AWS documents', async () => {
    const url = await freshQueue();
    const MessageAttributes = {
      text: { DataType: 'String', StringValue: 'drüben' },
      count: { DataType: 'Number', StringValue: '42' },
      bytes: { DataType: 'Binary', BinaryValue: Buffer.from([0, 255, 7]) },
    };
    const sent = await send(url, 'x', { MessageAttributes });
    const [message] = await receive(url, { MessageAttributeNames: ['All'] });
    expect(message!.MessageAttributes!['text']!.StringValue).toBe('drüben');
    expect([...message!.MessageAttributes!['bytes']!.BinaryValue!]).toEqual([0, 255, 7]);
    expect(sent.MD5OfMessageAttributes).toBe('16da782179d472aed1aae53071459a25');
    expect(message!.MD5OfMessageAttributes).toBe(sent.MD5OfMessageAttributes);
  });

  // fauxqs refuses characters beyond U+FFFF, which AWS lists as allowed.
  testOurs('any character that XML allows arrives, and no other is taken', async () => {
    const url = await freshQueue();
    await send(url, '𝔙iktor 🧘');
    expect((await receive(url))[0]!.Body).toBe('𝔙iktor 🧘');
    await expect(send(url, 'bell \u0007')).rejects.toMatchObject({ name: 'InvalidMessageContents' });
  });

  // fauxqs tells message attributes unasked.
  testOurs('what was not asked for is not told', async () => {
    const url = await freshQueue();
    await send(url, 'x', { MessageAttributes: { a: { DataType: 'String', StringValue: '1' } } });
    const [message] = await receive(url);
    expect(message!.Attributes).toBeUndefined();
    expect(message!.MessageAttributes).toBeUndefined();
  });

  test('a received message is hidden, is counted as in flight, and comes back under a new handle', async () => {
    const url = await freshQueue({ VisibilityTimeout: '1' });
    await send(url, 'x');
    const [first] = await receive(url);
    expect(await receive(url)).toEqual([]);
    expect(await attribute(url, 'ApproximateNumberOfMessages')).toBe('0');
    expect(await attribute(url, 'ApproximateNumberOfMessagesNotVisible')).toBe('1');
    pass(1000);
    const [second] = await receive(url, { WaitTimeSeconds: 3, MessageSystemAttributeNames: ['All'] });
    expect(second).toMatchObject({ MessageId: first!.MessageId, Attributes: { ApproximateReceiveCount: '2' } });
    expect(second!.ReceiptHandle).not.toBe(first!.ReceiptHandle);
  });

  test('a deleted message is gone, and deleting it again is no error', async () => {
    const url = await freshQueue({ VisibilityTimeout: '0' });
    await send(url, 'x');
    const [message] = await receive(url);
    const command = new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: message!.ReceiptHandle });
    await sqs.send(command);
    await sqs.send(command);
    expect(await receive(url)).toEqual([]);
  });

  test('visibility can be given up, and drawn out', async () => {
    const url = await freshQueue({ VisibilityTimeout: '1' });
    await send(url, 'x');
    const [first] = await receive(url);
    const visibility = (ReceiptHandle: string, VisibilityTimeout: number) =>
      sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl: url, ReceiptHandle, VisibilityTimeout }));
    await visibility(first!.ReceiptHandle!, 0);
    const [second] = await receive(url);
    expect(second!.MessageId).toBe(first!.MessageId);
    await visibility(second!.ReceiptHandle!, 30);
    pass(1100);
    expect(await receive(url)).toEqual([]);
    await sqs.send(
      new ChangeMessageVisibilityBatchCommand({
        QueueUrl: url,
        Entries: [{ Id: 'a', ReceiptHandle: second!.ReceiptHandle, VisibilityTimeout: 0 }],
      }),
    );
    expect(await receive(url)).toHaveLength(1);
  });

  test('a delayed message waits, whether the queue or the message asks for it', async () => {
    const slow = await freshQueue({ DelaySeconds: '1' });
    const quick = await freshQueue();
    await send(slow, 'by the queue');
    await send(slow, 'at once', { DelaySeconds: 0 });
    await send(quick, 'by itself', { DelaySeconds: 1 });
    expect(await attribute(slow, 'ApproximateNumberOfMessagesDelayed')).toBe('1');
    expect((await receive(slow)).map(({ Body }) => Body)).toEqual(['at once']);
    expect(await receive(quick)).toEqual([]);
    pass(1000);
    expect((await receive(slow, { WaitTimeSeconds: 5 })).map(({ Body }) => Body)).toEqual(['by the queue']);
    expect((await receive(quick, { WaitTimeSeconds: 5 })).map(({ Body }) => Body)).toEqual(['by itself']);
  });

  // fauxqs wakes one of two waiting receivers and leaves the other with nothing.
  testOurs('two long polls share what comes: each message goes to one of them', async () => {
    const url = await freshQueue();
    const polls = [1, 2].map(() => receive(url, { WaitTimeSeconds: 10, MaxNumberOfMessages: 1 }));
    await pause(50);
    await send(url, 'a');
    await send(url, 'b');
    const bodies = (await Promise.all(polls)).flat().map(({ Body }) => Body);
    expect(new Set(bodies)).toEqual(new Set(['a', 'b']));
  });

  test('a message received too often is set aside', async () => {
    const graveyard = await freshQueue();
    const policy = { deadLetterTargetArn: await arnOf(graveyard), maxReceiveCount: 2 };
    const url = await freshQueue({ VisibilityTimeout: '0', RedrivePolicy: JSON.stringify(policy) });
    const { MessageId } = await send(url, 'poison');
    expect(await receive(url)).toHaveLength(1);
    expect(await receive(url)).toHaveLength(1);
    expect(await receive(url)).toEqual([]);
    const [set] = await receive(graveyard, { MessageSystemAttributeNames: ['All'] });
    expect(set).toMatchObject({ MessageId, Body: 'poison' });
    // fauxqs sets a message aside without saying where it came from.
    expect(set!.Attributes!.DeadLetterQueueSourceArn).toBe(name === 'ours' ? await arnOf(url) : undefined);
    expect(await attribute(url, 'ApproximateNumberOfMessages')).toBe('0');
  });

  test('a batch is sent and deleted entry by entry', async () => {
    const url = await freshQueue();
    const sent = await sqs.send(
      new SendMessageBatchCommand({
        QueueUrl: url,
        Entries: [
          { Id: 'good', MessageBody: 'x' },
          { Id: 'delayed', MessageBody: 'y', DelaySeconds: 900 },
        ],
      }),
    );
    expect(sent.Successful?.map(({ Id }) => Id)).toEqual(['good', 'delayed']);
    expect(sent.Failed ?? []).toEqual([]);
    const [message] = await receive(url);
    const { Successful } = await sqs.send(
      new DeleteMessageBatchCommand({ QueueUrl: url, Entries: [{ Id: 'd', ReceiptHandle: message!.ReceiptHandle }] }),
    );
    expect(Successful).toEqual([{ Id: 'd' }]);
    expect(await attribute(url, 'ApproximateNumberOfMessagesNotVisible')).toBe('0');
  });

  test('no more than ten are received, and a backlog comes out whole', async () => {
    const url = await freshQueue();
    for (let batch = 0; batch < 3; batch++) {
      const Entries = Array.from({ length: 10 }, (_, n) => ({ Id: `e${n}`, MessageBody: `${batch * 10 + n}` }));
      await sqs.send(new SendMessageBatchCommand({ QueueUrl: url, Entries }));
    }
    const batches = [await receive(url), await receive(url), await receive(url)];
    expect(batches.map(({ length }) => length)).toEqual([10, 10, 10]);
    const bodies = batches.flat().map(({ Body }) => Number(Body));
    expect(bodies.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, n) => n));
  });

  test('a purged queue is empty', async () => {
    const url = await freshQueue();
    await send(url, 'x');
    await sqs.send(new PurgeQueueCommand({ QueueUrl: url }));
    expect(await receive(url)).toEqual([]);
    expect(await attribute(url, 'ApproximateNumberOfMessages')).toBe('0');
  });

  const entries = (count: number) => Array.from({ length: count }, (_, n) => ({ Id: `e${n}`, MessageBody: 'x' }));
  test.each([
    ['no entry', [], 'EmptyBatchRequest'],
    ['eleven entries', entries(11), 'TooManyEntriesInBatchRequest'],
    ['one id twice', [...entries(1), ...entries(1)], 'BatchEntryIdsNotDistinct'],
    ['an id with a space', [{ Id: 'a b', MessageBody: 'x' }], 'InvalidBatchEntryId'],
    [
      'more than 1 MiB together',
      entries(2).map((e) => ({ ...e, MessageBody: 'x'.repeat(600_000) })),
      'BatchRequestTooLong',
    ],
  ])('a batch with %s is a typed error', async (_, Entries, errorName) => {
    const url = await freshQueue();
    await expect(sqs.send(new SendMessageBatchCommand({ QueueUrl: url, Entries }))).rejects.toMatchObject({
      name: errorName,
    });
  });

  test('1 MiB is taken and one byte more is not', async () => {
    const url = await freshQueue();
    await send(url, 'x'.repeat(1_048_576));
    const tooLong = await send(url, 'x'.repeat(1_048_577)).catch((error: unknown) => error);
    expect((tooLong as Error).name).toMatch(/InvalidParameterValue$/);
  });

  // fauxqs takes any delay.
  testOurs.each([
    ['a delay over 15 minutes', { DelaySeconds: 901 }],
    ['a negative delay', { DelaySeconds: -1 }],
  ])('%s is refused', async (_, more) => {
    const url = await freshQueue();
    const refused = await send(url, 'x', more).catch((error: unknown) => error);
    expect((refused as Error).name).toMatch(/InvalidParameterValue$/);
  });

  // fauxqs takes any text for a receipt handle.
  testOurs('a receipt handle that never was is a typed error', async () => {
    const url = await freshQueue();
    const command = new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: 'garbage' });
    await expect(sqs.send(command)).rejects.toMatchObject({ name: 'ReceiptHandleIsInvalid' });
  });

  // AWS: "you must use the most recently received ReceiptHandle"; fauxqs deletes by any.
  testOurs('an overtaken handle deletes nothing', async () => {
    const url = await freshQueue({ VisibilityTimeout: '0' });
    await send(url, 'x');
    const [first] = await receive(url);
    await receive(url);
    await sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: first!.ReceiptHandle }));
    expect(await receive(url)).toHaveLength(1);
  });

  test('500 messages and 8 receivers: none is lost, none comes twice', async () => {
    const url = await freshQueue({ VisibilityTimeout: '60' });
    await Promise.all(
      Array.from({ length: 50 }, (_, batch) =>
        sqs.send(
          new SendMessageBatchCommand({
            QueueUrl: url,
            Entries: Array.from({ length: 10 }, (__, n) => ({ Id: `e${n}`, MessageBody: `${batch * 10 + n}` })),
          }),
        ),
      ),
    );
    const seen: number[] = [];
    const drain = async () => {
      for (let batch = await receive(url); batch.length > 0; batch = await receive(url)) {
        seen.push(...batch.map(({ Body }) => Number(Body)));
        await sqs.send(
          new DeleteMessageBatchCommand({
            QueueUrl: url,
            Entries: batch.map(({ ReceiptHandle }, n) => ({ Id: String(n), ReceiptHandle })),
          }),
        );
      }
    };
    await Promise.all(Array.from({ length: 8 }, drain));
    expect(seen.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 500 }, (_, n) => n));
  });
});

/* Both endpoints at once: they wait a second of real time. */
test('a long poll wakes when a message is sent, or is delayed no longer, and ends empty when none comes', async () => {
  const polls = async ({ start }: Endpoint) => {
    const endpoint = await start();
    const sqs = clientOf(endpoint.url);
    const { make, send, receive } = callsTo(sqs);
    const [url, slow, empty] = [await make('now'), await make('slow', { DelaySeconds: '1' }), await make('empty')];
    await send(slow, 'delayed');
    const began = performance.now();
    const [waiting, later, nothing] = [
      receive(url, { WaitTimeSeconds: 10 }),
      receive(slow, { WaitTimeSeconds: 10 }),
      receive(empty, { WaitTimeSeconds: 1 }),
    ];
    await pause(100);
    await send(url, 'wake up');
    const said = [await waiting, await later, await nothing].map((messages) => messages.map(({ Body }) => Body));
    const took = performance.now() - began;
    sqs.destroy();
    await endpoint.stop();
    return [said, took < 3_000];
  };
  const woken = [[['wake up'], ['delayed'], []], true];
  expect(await Promise.all(endpoints.map(polls))).toEqual([woken, woken]);
});
