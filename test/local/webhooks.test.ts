import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { simpleParser } from 'mailparser';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { webhookSecretOf } from '../../lambdas/adapters/keys/keyring.ts';
import { timings } from '../../lambdas/core/kit/timings.ts';
import type { WebhookEvent } from '../../lambdas/core/webhooks/webhook-contract.ts';
import { queueHarms } from '../../lambdas/core/sending/queue-harms.ts';
import { setEnvironment } from '../../lib/local/environment.ts';
import { deployedHandlers, type Handlers } from '../../lib/local/handlers.ts';
import { startLocalService, type LocalService, type LocalServiceOptions } from '../../lib/local/service.ts';
import { keyStoreAt, rotateWebhookKey } from '../../lib/operator/keys.ts';
import { runHere } from '../support/command-line.ts';
import { startReceiver, type Answering, type TestReceiver } from '../support/receiver.ts';
import { signUpFields } from '../support/site-world.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** The whole service on this machine and a system of the operator's beside it: what happens to people arrives there. */

const place = temporaryFolder();
/** A Sunday morning, the day before the lesson day of the form. */
const sunday = Temporal.Instant.from('2026-11-29T08:00:00Z');
const address = signUpFields.email;
let handlers: Handlers;
let receiver: TestReceiver;
let dataDir: string;
let dataDirs = 0;
let service: LocalService;
let errors: unknown[];
let forget: () => void;

const start = async (environment: Record<string, string> = {}, options: Partial<LocalServiceOptions> = {}) => {
  forget = setEnvironment({ WEBHOOK_URL: receiver.url, LOG_LEVEL: 'SILENT', ...environment });
  service = await startLocalService({
    dataDir,
    port: 0,
    handlers,
    onError: (error) => errors.push(error),
    realNow: () => sunday.epochMilliseconds,
    ...options,
  });
};
const stop = async () => {
  await service.close();
  forget();
};
const advance = (time: { hours?: number; minutes?: number }) =>
  service.clockwork.advanceTo(service.clock.now().add(time));
const post = async (url: string, fields: Record<string, string> = {}) => {
  const response = await fetch(url, { method: 'POST', body: new URLSearchParams(fields) });
  expect(response.status).toBe(200);
  await service.drained();
};
/** The link to a page of the site in the latest mail to somebody that has one. */
const link = async (page: string, to = address): Promise<string> => {
  for (const { messageId, destinations } of service.ses!.mails().toReversed()) {
    if (!destinations.includes(to)) continue;
    const { text = '' } = await simpleParser(service.ses!.raw(messageId));
    // A script that presses the button of a local link waits for no proof of patience.
    const found = new RegExp(`http://localhost:\\d+(/${page}/\\S+)`).exec(text)?.[1];
    if (found !== undefined) return service.url + found;
  }
  throw new Error(`No mail has a link to ${page}`);
};
const joins = async (fields = signUpFields) => {
  await post(`${service.url}/sign-up`, fields);
  await post(await link('confirm', fields.email));
};
const types = () => receiver.deliveries.map(({ event }) => event.type);
const secret = () => webhookSecretOf(readFileSync(join(dataDir, 'keyring.json'), 'utf8'));

beforeAll(async () => {
  handlers = await deployedHandlers();
});
beforeEach(async () => {
  dataDir = place(`data-${++dataDirs}`);
  receiver = await startReceiver();
  errors = [];
});
afterEach(async () => {
  await stop();
  await receiver.stop();
  if (errors.length > 0) throw errors[0];
});

test('what happens to people arrives: by their ids, and from a restart on with what the operator includes, which the privacy page says', async () => {
  const [bea, cem] = ['Bea', 'Cem'].map((firstName) => ({
    ...signUpFields,
    firstName,
    email: `${firstName.toLowerCase()}@example.net`,
  }));
  const checksIn = async (who: string) => {
    const answers = { tried: 'a-bit', stress: '7', pain: '', note: 'Told nobody', health: 'yes' };
    await post(await link('check-in', who), answers);
  };
  const goes = async (who: string) => {
    const leaving = await link('unsubscribe', who);
    await post(`${service.url}/link`, { email: who });
    const data = await link('data', who);
    await post(leaving);
    await post(`${data}/erase`);
  };
  await start();
  await joins();
  await joins(bea);
  await advance({ hours: 8 * 24 });
  await checksIn(address);
  await goes(address);

  const series = 'stress-and-back-pain';
  const now = '2026-12-07T08:00:00Z';
  const subscribed = { type: 'subscribed', timestamp: '2026-11-29T08:00:00Z' } as const;
  const lessons = [
    { type: 'lesson.sent', timestamp: '2026-11-30T06:00:00Z', lesson: 'spot-the-loop' },
    { type: 'lesson.sent', timestamp: '2026-12-07T06:00:00Z', lesson: 'slow-breathing' },
  ] as const;
  const events = receiver.verified(secret());
  expect(events).toEqual(receiver.deliveries.map(({ event }) => event));
  const ids = events.flatMap(({ type, data }) => (type === 'subscribed' ? [data.subscriber] : []));
  expect(new Set(ids).size).toBe(2);
  for (const [index, subscriber] of ids.entries()) {
    const data = { subscriber, series };
    const own = events.filter((event) => 'subscriber' in event.data && event.data.subscriber === subscriber);
    expect(own).toEqual([
      { ...subscribed, data },
      ...lessons.map(({ lesson, ...sent }) => ({ ...sent, data: { ...data, lesson } })),
      // The first of them goes on.
      ...(index === 0
        ? [
            { type: 'checkin', timestamp: now, data: { subscriber, week: '2026-12-07' } },
            { type: 'unsubscribed', timestamp: now, data },
            { type: 'erased', timestamp: now, data },
          ]
        : []),
    ]);
  }
  expect(new Set(receiver.deliveries.map(({ id }) => id)).size).toBe(9);
  expect(receiver.deliveries).toHaveLength(9);
  const sent = JSON.stringify(receiver.deliveries);
  for (const personal of [address, bea!.email, 'Ann', 'Bea', 'a-bit', 'Told nobody'])
    expect(sent).not.toContain(personal);
  expect(receiver.deliveries[0]!.headers).toMatchObject({
    'content-type': 'application/json',
    'user-agent': 'Weekwise-Webhooks',
  });

  await stop();
  receiver.deliveries.length = 0;
  await start({ WEBHOOK_INCLUDES: 'address firstName answers', WEBHOOK_EVENTS: 'subscribed checkin erased' });
  const privacy = (await (await fetch(`${service.url}/privacy`)).text()).replaceAll(/\s+/g, ' ');
  expect(privacy).toContain(
    'that you subscribed, what you answered in a check-in (not the line to yourself) and that you had everything erased, each with ' +
      'the time, your subscriber number, your email address and your first name.',
  );
  await joins(cem);
  await checksIn(bea!.email);
  await goes(bea!.email);
  expect(receiver.verified(secret())).toMatchObject([
    { type: 'subscribed', data: { address: cem!.email, firstName: 'Cem' } },
    { type: 'checkin', data: { address: bea!.email, firstName: 'Bea', answers: { tried: 'a-bit', stress: 7 } } },
    { type: 'erased', data: { series } },
  ]);
  expect(receiver.deliveries.at(-1)!.body).not.toContain('Bea');
  expect(JSON.stringify(receiver.deliveries)).not.toContain('Told nobody');
});

describe('a receiver that', () => {
  test('fails, hangs up, redirects and asks for patience gets the same event later, under the same id', async () => {
    await start({ WEBHOOK_EVENTS: 'subscribed' });
    const answers: Answering[] = [500, 'hang up', { status: 302, headers: { location: '/elsewhere' } }];
    const patience = { status: 429, headers: { 'retry-after': String(10 * 3_600) } };
    receiver.state.answer = () => answers.shift() ?? patience;
    await joins();
    expect(receiver.deliveries).toHaveLength(1);
    // Five seconds later, then five minutes, then half an hour; each up to a fifth more.
    await advance({ minutes: 7 });
    expect(receiver.deliveries).toHaveLength(3);
    await advance({ minutes: 36 });
    expect(receiver.deliveries).toHaveLength(4);
    receiver.state.answer = () => 200;
    await advance({ hours: 9 });
    expect(receiver.deliveries).toHaveLength(4);
    await advance({ hours: 4 });
    expect(receiver.deliveries).toHaveLength(5);
    expect(service.sqs!.counts('webhook')).toEqual({ visible: 0, delayed: 0, inFlight: 0 });
    expect(new Set(receiver.deliveries.map(({ id, body }) => id + body)).size).toBe(1);
    receiver.verified(secret());
  });

  const lies = (what: string) => {
    const set = `${what} DEAD LETTERS: fix the cause, then weekwise dead-letters redrive webhook. ${queueHarms.webhook.deadLetters}`;
    return expect.stringMatching(new RegExp(`^webhook +0 waiting, 0 in work, ${set}$`, 'm'));
  };
  const expectSetAsideAndPutBack = async () => {
    expect(service.sqs!.counts('webhook')).toEqual({ visible: 0, delayed: 0, inFlight: 0 });
    expect((await runHere('--data', dataDir, 'status')).out).toEqual(lies('1'));
    // The queue's own tries.
    expect(receiver.deliveries).toHaveLength(timings.maxReceiveCount);
    receiver.state.answer = () => 200;
    expect((await runHere('--data', dataDir, 'dead-letters', 'redrive', 'webhook')).out).toContain('1 put back');
    await service.drained();
    expect(receiver.deliveries).toHaveLength(timings.maxReceiveCount + 1);
    expect(new Set(receiver.deliveries.map(({ id, body }) => id + body)).size).toBe(1);
    expect(service.sqs!.counts('webhook-dlq')).toMatchObject({ visible: 0 });
  };

  test('is gone for good: the event is set aside at once, and can be put back', async () => {
    await start({ WEBHOOK_EVENTS: 'subscribed' });
    receiver.state.answer = () => 410;
    await joins();
    await advance({ minutes: 10 });
    await expectSetAsideAndPutBack();
  });

  test('fails the last time, too: the event is set aside, and can be put back', async () => {
    await start();
    receiver.state.answer = () => 500;
    const data = { subscriber: 'ann'.padEnd(22, '_'), series: 'any' };
    const event: WebhookEvent = { type: 'completed', timestamp: '2026-11-26T08:00:00Z', data };
    const sqs = new SQSClient({ endpoint: service.sqs!.url });
    const MessageBody = JSON.stringify({ id: 'evt_1_0', event, attempt: 9 });
    await sqs.send(new SendMessageCommand({ QueueUrl: service.sqs!.queueUrl('webhook'), MessageBody }));
    sqs.destroy();
    await advance({ minutes: 10 });
    await expectSetAsideAndPutBack();
  });
});

describe('a restart', () => {
  test('between a change and its announcement loses nothing', async () => {
    // It dies whenever it is called.
    const dying = { ...handlers, announce: () => () => Promise.reject(new Error('killed')) };
    await start({}, { handlers: dying });
    await joins();
    expect(errors.length).toBeGreaterThan(0);
    await stop();
    errors = [];
    expect(types()).toEqual([]);

    await start();
    await service.drained();
    expect(types()).toEqual(['subscribed']);
    await stop();
    await start();
    await service.drained();
    expect(types()).toEqual(['subscribed']);
  });

  test('that forgets how far it was tells the same again, under the same ids', async () => {
    await start();
    await joins();
    await advance({ hours: 24 });
    await stop();
    rmSync(join(dataDir, 'stream.json'));
    await start();
    await service.drained();
    expect(types()).toEqual(['subscribed', 'lesson.sent', 'subscribed', 'lesson.sent']);
    const [one, two, ...again] = receiver.deliveries.map(({ id }) => id);
    expect(again).toEqual([one, two]);
  });

  test('without WEBHOOK_URL stops telling, and what happens meanwhile is never told', async () => {
    await start();
    await stop();
    await start({ WEBHOOK_URL: '' });
    expect(service.webhooks).toBeUndefined();
    await joins();
    expect((await (await fetch(`${service.url}/privacy`)).text()).replaceAll(/\s+/g, ' ')).toContain(
      'Nobody else gets it.',
    );
    await stop();
    await start();
    await post(await link('unsubscribe'));
    expect(types()).toEqual(['unsubscribed']);
  });
});

test('a secret that is rotated leaves a receiver in peace that knows the first', async () => {
  await start({ WEBHOOK_EVENTS: 'subscribed' });
  const known = secret();
  expect(await runHere('--data', dataDir, 'webhook', 'secret')).toMatchObject({ out: `${known}\n` });
  const store = keyStoreAt(`file:${join(dataDir, 'keyring.json')}`);
  await rotateWebhookKey(store, Temporal.Now.instant());
  await stop();
  await start({ WEBHOOK_EVENTS: 'subscribed' });
  await joins();
  expect(secret()).not.toBe(known);
  expect(receiver.verified(known)).toEqual(receiver.verified(secret()));
  expect(receiver.deliveries[0]!.headers['webhook-signature']!.split(' ')).toHaveLength(2);
});

test('webhook test sends an event that cannot be taken for another, and prints what was answered', async () => {
  await start();
  const taken = await runHere('--data', dataDir, 'webhook', 'test');
  expect(taken).toMatchObject({ code: 0, out: 'Accepted: 204.\n' });
  expect(receiver.verified(secret())).toMatchObject([{ type: 'webhook.test', data: {} }]);
  receiver.state.answer = () => 403;
  const refused = await runHere('--data', dataDir, 'webhook', 'test');
  expect(refused).toMatchObject({ code: 1, out: 'Not accepted: 403. Only a 2xx response counts.\n' });
});

test('without webhooks, and with the emulator that tells of no changes, there are none', async () => {
  await start({}, { emulator: 'dynalite' });
  expect(service.webhooks).toBe('need-dynoxide');
  await joins();
  expect(types()).toEqual([]);
  const none = await runHere('--data', dataDir, 'webhook', 'test');
  expect(none.code).toBe(2);
  expect(none.err).toContain('No webhooks at the service in');
  const redriven = await runHere('--data', dataDir, 'dead-letters', 'redrive', 'webhook');
  expect(redriven.err).toContain('No queue webhook at the service in');
  expect((await runHere('--data', dataDir, 'status')).out).not.toContain('webhook');
});
