import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { SESClient } from '@aws-sdk/client-ses';
import { sendingClient, sesMailer } from '../../../lambdas/adapters/ses/mailer.ts';
import { classifySesError } from '../../../lambdas/adapters/ses/outcomes.ts';
import type { OutgoingMail } from '../../../lambdas/core/sending/mailer.ts';
import { startEmulators, testCredentials, testRegion, type TestEmulators } from '../../support/emulators.ts';

const mail: OutgoingMail = {
  stream: 'weekly',
  to: 'ann@example.org',
  raw: Buffer.from('From: lessons@example.com\r\nTo: ann@example.org\r\nSubject: Hello\r\n\r\nHello\r\n'),
  tags: { subscriber: 'ann', delivery: 'lesson_2026-11-02' },
};
const streams = {
  weekly: { from: 'lessons@example.com', configurationSet: 'weekly' },
  account: { from: 'account@example.com', configurationSet: 'account' },
};

let emulators: TestEmulators;
let outbox: ReturnType<typeof sesMailer>;
const oneTry = (endpoint: string) =>
  new SESClient({
    endpoint,
    region: testRegion,
    credentials: testCredentials,
    maxAttempts: 1,
    requestHandler: { connectionTimeout: 500, requestTimeout: 500, throwOnRequestTimeout: true },
  });

beforeAll(async () => {
  emulators = await startEmulators();
});
afterAll(async () => emulators.stop());
beforeEach(() => {
  outbox = sesMailer(streams, oneTry(emulators.ses.url));
});

describe('a mail handed to SES', () => {
  test('is accepted with its tags and the configuration set of its stream', async () => {
    expect(await outbox.send(mail)).toMatchObject({ outcome: 'accepted' });
    const stored = emulators.ses.mails().at(-1);
    expect(stored).toMatchObject({ tags: mail.tags, configurationSet: 'weekly', destinations: ['ann@example.org'] });
  });

  test('with the wrong configuration set is everybody’s trouble', async () => {
    const wrong = sesMailer(
      { ...streams, weekly: { ...streams.weekly, configurationSet: 'gone' } },
      oneTry(emulators.ses.url),
    );
    expect(await wrong.send(mail)).toMatchObject({ outcome: 'refused', reason: 'account' });
  });

  test('from an unverified identity is everybody’s trouble', async () => {
    const wrong = sesMailer(
      { ...streams, weekly: { ...streams.weekly, from: 'me@elsewhere.example' } },
      oneTry(emulators.ses.url),
    );
    expect(await wrong.send(mail)).toMatchObject({ outcome: 'refused', reason: 'account' });
  });

  test('where nobody listens never left', async () => {
    expect(await sesMailer(streams, oneTry('http://127.0.0.1:1')).send(mail)).toMatchObject({
      outcome: 'refused',
      reason: 'network',
    });
  });
});

describe('what the SDK throws without an answer that names an error', () => {
  test.each([
    [Object.assign(new Error(), { code: 'ECONNREFUSED' }), 'refused', 'network'],
    [Object.assign(new Error(), { code: 'ENOTFOUND' }), 'refused', 'network'],
    [Object.assign(new Error(), { name: 'TimeoutError', code: 'ECONNRESET' }), 'in-doubt', undefined],
    [Object.assign(new Error('Request timed out'), { name: 'TimeoutError' }), 'in-doubt', undefined],
    [
      Object.assign(new Error(), { name: 'InternalFailure', $fault: 'server', $metadata: { httpStatusCode: 500 } }),
      'in-doubt',
      undefined,
    ],
    [
      Object.assign(new Error(), { name: 'ServiceUnavailable', $fault: 'server', $metadata: { httpStatusCode: 503 } }),
      'in-doubt',
      undefined,
    ],
    [new SyntaxError('XML parse error'), 'in-doubt', undefined],
  ])('%s is sorted', (error, outcome, reason) => {
    expect(classifySesError(error, mail.to)).toMatchObject({ outcome, ...(reason !== undefined && { reason }) });
  });
});

test('the client that sends never tries twice by itself', async () => {
  expect(await sendingClient().config.maxAttempts()).toBe(1);
});
