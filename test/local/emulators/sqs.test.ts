import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { openClock, type VirtualClock } from '../../../lib/local/clock.ts';
import { startSqs, type SqsEmulator } from '../../../lib/local/emulators/sqs.ts';
import { testCredentials, testRegion } from '../../support/emulators.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** What our endpoint does beyond SQS: it runs on a clock that can be moved, and keeps its messages. */

const monday = Temporal.Instant.from('2026-11-23T08:00:00Z');
const folder = temporaryFolder();
const accessKey = testCredentials.accessKeyId;
let clock: VirtualClock;
let emulator: SqsEmulator;
let sqs: SQSClient;

const start = async (dir?: string) => {
  emulator = await startSqs({ accessKey, clock, dir });
  sqs = new SQSClient({ endpoint: emulator.url, region: testRegion, credentials: testCredentials, maxAttempts: 1 });
};
const stop = async () => {
  sqs.destroy();
  await emulator.stop();
};
const restart = async (dir: string) => {
  await stop();
  await start(dir);
};
const create = async (name: string, attributes: Record<string, string> = {}) => {
  await sqs.send(new CreateQueueCommand({ QueueName: name, Attributes: attributes }));
};
const send = (name: string, MessageBody: string, DelaySeconds = 0) =>
  sqs.send(new SendMessageCommand({ QueueUrl: emulator.queueUrl(name), MessageBody, DelaySeconds }));
const receive = async (name: string, WaitTimeSeconds = 0) => {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl: emulator.queueUrl(name),
      MaxNumberOfMessages: 10,
      WaitTimeSeconds,
      MessageSystemAttributeNames: ['All'],
    }),
  );
  return Messages;
};
const bodies = async (name: string, waitSeconds = 0) => (await receive(name, waitSeconds)).map(({ Body }) => Body);

beforeEach(() => {
  clock = openClock();
  clock.holdAt(Temporal.Now.instant().add({ hours: 24 }));
});
afterEach(stop);

describe('on a clock that stands still', () => {
  beforeEach(async () => {
    clock = openClock({ realNow: () => monday.epochMilliseconds });
    clock.holdAt(monday);
    await start();
    await create('work', { VisibilityTimeout: '60' });
  });

  test('a delay passes when the clock is moved, and not before', async () => {
    await send('work', 'later', 600);
    expect(emulator.nextChangeAt(['work'])).toEqual(monday.add({ minutes: 10 }));
    clock.holdAt(monday.add({ seconds: 599 }));
    expect(await bodies('work')).toEqual([]);
    clock.holdAt(monday.add({ seconds: 600 }));
    expect(await bodies('work')).toEqual(['later']);
  });

  test('a waiting receiver is served when the clock is moved', async () => {
    await send('work', 'later', 600);
    const waiting = bodies('work', 10);
    await new Promise((resolve) => setTimeout(resolve, 50));
    clock.holdAt(monday.add({ minutes: 10 }));
    emulator.recheck();
    expect(await waiting).toEqual(['later']);
  });

  test('an undeleted message is next due when its visibility ends', async () => {
    await send('work', 'x');
    await receive('work');
    expect(emulator.counts('work')).toEqual({ visible: 0, delayed: 0, inFlight: 1 });
    expect(emulator.handlesInFlight('work')).toHaveLength(1);
    expect(emulator.nextChangeAt(['work'])).toEqual(monday.add({ seconds: 60 }));
    clock.holdAt(monday.add({ seconds: 60 }));
    expect(emulator.counts('work')).toEqual({ visible: 1, delayed: 0, inFlight: 0 });
    expect(emulator.handlesInFlight('work')).toEqual([]);
    expect(emulator.nextChangeAt(['work'])).toBeUndefined();
  });

  test('a client that goes away while it waits takes nothing with it', async () => {
    const leaving = new AbortController();
    const command = new ReceiveMessageCommand({ QueueUrl: emulator.queueUrl('work'), WaitTimeSeconds: 10 });
    const waiting = sqs.send(command, { abortSignal: leaving.signal });
    await new Promise((resolve) => setTimeout(resolve, 50));
    leaving.abort();
    await expect(waiting).rejects.toThrow('aborted');
    await new Promise((resolve) => setTimeout(resolve, 50));
    await send('work', 'x');
    expect(emulator.counts('work')).toEqual({ visible: 1, delayed: 0, inFlight: 0 });
  });
});

describe('across a restart', () => {
  test('visible, delayed and received messages are found as they were', async () => {
    const dir = folder('kept');
    await start(dir);
    await create('work', { VisibilityTimeout: '60' });
    await send('work', 'received');
    const [received] = await receive('work');
    await send('work', 'deleted');
    const [deleted] = await receive('work');
    await sqs.send(
      new DeleteMessageCommand({ QueueUrl: emulator.queueUrl('work'), ReceiptHandle: deleted!.ReceiptHandle }),
    );
    await send('work', 'delayed', 300);
    await send('work', 'visible');

    await restart(dir);
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: emulator.queueUrl('work'), AttributeNames: ['All'] }),
    );
    expect(Attributes).toMatchObject({
      VisibilityTimeout: '60',
      ApproximateNumberOfMessages: '1',
      ApproximateNumberOfMessagesDelayed: '1',
      ApproximateNumberOfMessagesNotVisible: '1',
    });
    // Nobody of this run holds it: a test that waits for work to end need not wait for this message.
    expect(emulator.handlesInFlight('work')).toEqual([]);
    expect(await bodies('work')).toEqual(['visible']);
    clock.holdAt(clock.now().add({ minutes: 5 }));
    const messages = await receive('work');
    expect(new Set(messages.map(({ Body }) => Body))).toEqual(new Set(['delayed', 'received', 'visible']));
    const again = messages.find(({ Body }) => Body === 'received')!;
    expect(again.MessageId).toBe(received!.MessageId);
    expect(again.Attributes!.ApproximateReceiveCount).toBe('2');
  });

  test('a last line that a crash cut short is dropped', async () => {
    const dir = folder('torn');
    await start(dir);
    await create('work');
    await send('work', 'whole');
    await stop();
    appendFileSync(join(dir, 'journal.jsonl'), '{"t":"put","q":"work","m":{"id"');
    await start(dir);
    await send('work', 'next');
    await restart(dir);
    expect(await bodies('work')).toEqual(['whole', 'next']);
  });

  test('a damaged journal is named, with what to do', async () => {
    const dir = folder('damaged');
    await start(dir);
    await create('work');
    await stop();
    const file = join(dir, 'journal.jsonl');
    writeFileSync(file, `not json\n${readFileSync(file, 'utf8')}`);
    await expect(startSqs({ accessKey, clock, dir })).rejects.toThrow(
      /journal\.jsonl is damaged: 1 line cannot be read, the first of them line 1 \(.*\)\. .* go on without what cannot be read: WEEKWISE_ACCEPT_LOSS=lines npm start$/,
    );
    const notices: string[] = [];
    emulator = await startSqs({ accessKey, clock, dir, dropUnreadable: true, onNotice: (said) => notices.push(said) });
    expect(notices).toEqual([
      expect.stringMatching(
        /^1 line of .*journal\.jsonl could not be read and went to .*journal\.jsonl\.unreadable\.$/,
      ),
    ]);
    expect(readFileSync(`${file}.unreadable`, 'utf8')).toBe('not json\n');
    expect(emulator.queueNames()).toEqual(['work']);
  });
});
