import {
  GetAccountSendingEnabledCommand,
  GetSendQuotaCommand,
  ListIdentitiesCommand,
  SendRawEmailCommand,
  SESClient,
  type SendRawEmailCommandInput,
} from '@aws-sdk/client-ses';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { openClock, type VirtualClock } from '../../../lib/local/clock.ts';
import { startSes, type PublishedEvent, type SesEmulator, type SesOptions } from '../../../lib/local/emulators/ses.ts';
import { testCredentials, testRegion } from '../../support/emulators.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const folder = temporaryFolder();
const monday = Temporal.Instant.from('2026-11-23T08:00:00Z');
let folderCount = 0;
let clock: VirtualClock;
let events: PublishedEvent[];
let emulator: SesEmulator;
let ses: SESClient;

async function start(options: Partial<SesOptions> = {}): Promise<void> {
  emulator = await startSes({
    accessKey: testCredentials.accessKeyId,
    dir: folder(`mail-${++folderCount}`),
    clock,
    region: testRegion,
    verifiedDomains: ['example.com'],
    configurationSets: ['weekly'],
    onEvent: (event) => void events.push(event),
    ...options,
  });
  ses = new SESClient({
    endpoint: emulator.url,
    region: testRegion,
    credentials: testCredentials,
    maxAttempts: 1,
    requestHandler: { requestTimeout: 60_000, throwOnRequestTimeout: true },
  });
}
async function stop(): Promise<void> {
  ses.destroy();
  await emulator.stop();
}

const message =
  'From: Clinic <coach@example.com>\r\nTo: a@example.org\r\nSubject: =?utf-8?Q?Caf=C3=A9?=\r\n\r\nHello\r\n';
const send = (
  more: Partial<SendRawEmailCommandInput> & { raw?: Uint8Array | string } = {},
  options: { requestTimeout?: number } = {},
) => {
  const { raw = message, ...input } = more;
  return ses.send(
    new SendRawEmailCommand({
      RawMessage: { Data: Buffer.from(raw) },
      Source: 'coach@example.com',
      Destinations: ['a@example.org'],
      ConfigurationSetName: 'weekly',
      ...input,
    }),
    options,
  );
};
/** The error a call ends in. */
const failure = async (call: Promise<unknown>): Promise<Error & Record<string, unknown>> => {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(Error);
  return error as Error & Record<string, unknown>;
};

beforeEach(() => {
  events = [];
  clock = openClock({ realNow: () => monday.epochMilliseconds });
  clock.holdAt(monday);
});
afterEach(() => stop());

describe('a mail that is taken', () => {
  beforeEach(() => start());

  test('is kept byte for byte, with what the call said', async () => {
    const raw = Buffer.concat([Buffer.from(message), Buffer.from([0x00, 0x80, 0xff, 0x0d, 0x0a, 0x2b, 0x26])]);
    const { MessageId } = await send({
      raw,
      Tags: [
        { Name: 'delivery', Value: 'lesson_2026-11-23' },
        { Name: 'claim', Value: 'x-1' },
      ],
    });
    expect(MessageId).toMatch(/^0102[0-9a-f]{12}-[0-9a-f-]{36}-000000$/);
    expect(emulator.mails()).toEqual([
      {
        messageId: MessageId,
        sentAt: '2026-11-23T08:00:00.000Z',
        source: 'coach@example.com',
        destinations: ['a@example.org'],
        configurationSet: 'weekly',
        tags: { delivery: 'lesson_2026-11-23', claim: 'x-1' },
        subject: 'Café',
        sizeBytes: raw.length,
      },
    ]);
    expect(Buffer.compare(emulator.raw(MessageId!), raw)).toBe(0);
  });

  test('takes sender and recipients from the header when the call names none', async () => {
    await send({ Source: undefined, Destinations: undefined });
    expect(emulator.mails()[0]).toMatchObject({ source: 'coach@example.com', destinations: ['a@example.org'] });
  });

  test('is published as SES publishes it: tags are lists', async () => {
    const { MessageId } = await send({ Tags: [{ Name: 'kind', Value: 'lesson' }] });
    await emulator.settled();
    expect(events.map(({ eventType }) => eventType)).toEqual(['Send', 'Delivery']);
    expect(events[0]!.mail).toMatchObject({
      messageId: MessageId,
      timestamp: '2026-11-23T08:00:00.000Z',
      destination: ['a@example.org'],
      tags: { kind: ['lesson'], 'ses:configuration-set': ['weekly'], 'ses:from-domain': ['example.com'] },
    });
  });

  test('is published with its recipient, its subject and all of its headers', async () => {
    const folded = message.replace(
      'Subject:',
      'List-Unsubscribe:\r\n <https://weekwise.example/unsubscribe/a.b>\r\nSubject:',
    );
    const { MessageId } = await send({ raw: folded });
    await emulator.settled();
    for (const { mail } of events) {
      expect(mail).toMatchObject({
        destination: ['a@example.org'],
        headersTruncated: false,
        commonHeaders: { to: ['a@example.org'], messageId: MessageId, subject: 'Café' },
      });
      expect((mail as unknown as { headers: object[] }).headers).toEqual(
        expect.arrayContaining([
          { name: 'To', value: 'a@example.org' },
          { name: 'List-Unsubscribe', value: '<https://weekwise.example/unsubscribe/a.b>' },
        ]),
      );
    }
  });

  test('is published with ten kilobytes of headers at most', async () => {
    const long = Array.from({ length: 20 }, (_, index) => `X-Long-${index}: ${'x'.repeat(900)}\r\n`).join('');
    await send({ raw: long + message });
    await emulator.settled();
    const { headers, headersTruncated } = events[0]!.mail as unknown as {
      headers: object[];
      headersTruncated: boolean;
    };
    expect(headersTruncated).toBe(true);
    expect(headers.length).toBeGreaterThan(5);
    expect(headers.length).toBeLessThan(20);
  });

  test('is not published without a configuration set', async () => {
    await send({ ConfigurationSetName: undefined });
    await emulator.settled();
    expect(events).toEqual([]);
  });

  test.each([
    ['success@simulator.amazonses.com', ['Send', 'Delivery']],
    ['ooto@simulator.amazonses.com', ['Send', 'Delivery', 'Bounce']],
    ['bounce@simulator.amazonses.com', ['Send', 'Bounce']],
    ['Bounce+label-7@Simulator.AmazonSES.com', ['Send', 'Bounce']],
    ['suppressionlist@simulator.amazonses.com', ['Send', 'Bounce']],
    ['complaint+x@simulator.amazonses.com', ['Send', 'Delivery', 'Complaint']],
    ['anything-else@simulator.amazonses.com', ['Send', 'Delivery']],
    // Only the simulator's own domain is special.
    ['bounce@example.org', ['Send', 'Delivery']],
  ])('to %s leads to %j', async (address, expected) => {
    await send({ Destinations: [address] });
    await emulator.settled();
    expect(events.map(({ eventType }) => eventType)).toEqual(expected);
  });

  test('bounces and complaints tell what SES tells', async () => {
    const simulated = ['bounce', 'suppressionlist', 'complaint'].map((name) => `${name}@simulator.amazonses.com`);
    await send({ Destinations: simulated });
    await emulator.settled();
    const bounces = events.flatMap((event) => (event.eventType === 'Bounce' ? [event['bounce']] : []));
    expect(bounces).toMatchObject([
      { bounceType: 'Permanent', bounceSubType: 'General', bouncedRecipients: [{ emailAddress: simulated[0] }] },
      { bounceType: 'Permanent', bounceSubType: 'Suppressed', bouncedRecipients: [{ emailAddress: simulated[1] }] },
    ]);
    expect(events.at(-1)).toMatchObject({
      eventType: 'Complaint',
      complaint: { complaintFeedbackType: 'abuse', complainedRecipients: [{ emailAddress: simulated[2] }] },
    });
  });

  test('meets what a test says of its recipient: an automatic answer, read by SES or not, and a full mailbox', async () => {
    emulator.habits.fate = (recipient) => (recipient.startsWith('full') ? 'mailbox-full' : 'away-undetermined');
    await send({ Destinations: ['ooto@simulator.amazonses.com', 'away@example.org', 'full@example.org'] });
    await emulator.settled();
    expect(events.flatMap((event) => (event.eventType === 'Bounce' ? [event['bounce']] : []))).toMatchObject([
      { bounceType: 'Transient', bounceSubType: 'General', bouncedRecipients: [{}] },
      { bounceType: 'Undetermined', bounceSubType: 'Undetermined', bouncedRecipients: [] },
      { bounceType: 'Transient', bounceSubType: 'MailboxFull', bouncedRecipients: [{}] },
    ]);
    expect(events.filter(({ eventType }) => eventType === 'Delivery')).toHaveLength(2);
  });

  test('whose complaint comes in the other form says `notificationType`, and only that differs', async () => {
    await send({ Destinations: ['complaint@simulator.amazonses.com'] });
    emulator.habits.complaintsByNotificationType = true;
    await send({ Destinations: ['complaint@simulator.amazonses.com'] });
    await emulator.settled();
    const [usual, other] = [events[2]!, events[5]!];
    expect(usual.eventType).toBe('Complaint');
    expect(other).toMatchObject({ notificationType: 'Complaint', complaint: { complaintFeedbackType: 'abuse' } });
    expect(Object.keys(other)).not.toContain('eventType');
  });

  test('is found after a restart', async () => {
    const dir = folder(`mail-${folderCount}`);
    const { MessageId } = await send({ Tags: [{ Name: 'kind', Value: 'lesson' }] });
    const before = emulator.mails();
    await stop();
    await start({ dir });
    expect(emulator.mails()).toEqual(before);
    expect(emulator.raw(MessageId!).toString()).toBe(message);
  });
});

describe('a mail that is refused', () => {
  beforeEach(() => start());

  test.each<[string, Partial<SendRawEmailCommandInput> & { raw?: string | Uint8Array }, string, RegExp]>([
    ['an unverified sender', { Source: 'coach@example.net' }, 'MessageRejected', /not verified.*coach@example.net/],
    ['an unverified From', { raw: message.replace('example.com', 'evil.example') }, 'MessageRejected', /not verified/],
    [
      'an unknown configuration set',
      { ConfigurationSetName: 'no' },
      'ConfigurationSetDoesNotExistException',
      /<no> does not exist/,
    ],
    ['no domain', { Destinations: ['nobody'] }, 'InvalidParameterValue', /Missing final '@domain'/],
    ['a local part beyond ASCII', { Destinations: ['josé@example.org'] }, 'InvalidParameterValue', /Local address/],
    [
      '51 recipients',
      { Destinations: Array.from({ length: 51 }, (_, n) => `a${n}@example.org`) },
      'InvalidParameterValue',
      /exceeds 50/,
    ],
    ['a tag with a colon', { Tags: [{ Name: 'a', Value: 'b:c' }] }, 'InvalidParameterValue', /tag value/],
    [
      'more than 10 MB',
      { raw: Buffer.concat([Buffer.from(message), Buffer.alloc(10 * 1024 * 1024, 65)]) },
      'InvalidParameterValue',
      /length/,
    ],
  ])('for %s is a typed error', async (_, input, name, text) => {
    const error = await failure(send(input));
    expect(error).toMatchObject({ name, $fault: 'client', $metadata: { httpStatusCode: 400 } });
    expect(error.message).toMatch(text);
    expect(emulator.mails()).toEqual([]);
  });

  test('in the sandbox names the recipients who are not verified', async () => {
    emulator.isInSandbox = true;
    const error = await failure(send({ Destinations: ['a@example.org'] }));
    expect(error).toMatchObject({ name: 'MessageRejected' });
    expect(error.message).toMatch(/identities failed the check in region EU-WEST-1: a@example\.org$/);
    await send({ Destinations: ['success+1@simulator.amazonses.com'] });
    await send({ Destinations: ['colleague@example.com'] });
    expect(emulator.mails()).toHaveLength(2);
  });

  test('an operation that is not played is an error, not silence', async () => {
    expect(await failure(ses.send(new ListIdentitiesCommand({})))).toMatchObject({ name: 'InvalidAction' });
  });
});

test('a topic that is connected hears that it was checked, in plain text, for each configuration set', async () => {
  await start({ configurationSets: ['weekly', 'account'] });
  const heard: string[] = [];
  await emulator.connectTopic(async (text) => void heard.push(text));
  const sentence = 'Successfully validated SNS topic for Amazon SES event publishing.';
  expect(heard).toEqual([sentence, sentence]);
});

describe('limits', () => {
  test('the rate is kept in the time of the clock', async () => {
    await start({ perSecondMax: 2 });
    await send();
    await send();
    expect(await failure(send())).toMatchObject({ name: 'Throttling', message: 'Maximum sending rate exceeded.' });
    clock.holdAt(monday.add({ milliseconds: 500 }));
    await send();
    expect(await failure(send())).toMatchObject({ name: 'Throttling' });
    expect(emulator.mails()).toHaveLength(3);
  });

  test('the daily quota slides', async () => {
    await start({ per24HoursMax: 2 });
    await send();
    clock.holdAt(monday.add({ hours: 12 }));
    await send();
    expect(await failure(send())).toMatchObject({ name: 'Throttling', message: 'Daily message quota exceeded.' });
    clock.holdAt(monday.add({ hours: 24 }));
    await send();
    expect(await failure(send())).toMatchObject({ name: 'Throttling' });
    expect(await ses.send(new GetSendQuotaCommand({}))).toMatchObject({ Max24HourSend: 2, SentLast24Hours: 2 });
  });

  test('the account says that it may send', async () => {
    await start();
    expect(await ses.send(new GetAccountSendingEnabledCommand({}))).toMatchObject({ Enabled: true });
    expect(await ses.send(new GetSendQuotaCommand({}))).toMatchObject({ Max24HourSend: -1, SentLast24Hours: 0 });
  });
});

describe('a call that is made to fail', () => {
  beforeEach(() => start());

  test.each([
    ['throttle', 'Throttling', 'client', 0],
    ['quota', 'Throttling', 'client', 0],
    ['paused', 'AccountSendingPausedException', 'client', 0],
    [{ status: 500 }, 'InternalFailure', 'server', 0],
    [{ status: 403, code: 'InvalidClientTokenId' }, 'InvalidClientTokenId', 'client', 0],
  ] as const)('%j', async (fault, name, $fault, mailCount) => {
    emulator.fault = () => fault;
    expect(await failure(send())).toMatchObject({ name, $fault });
    expect(emulator.mails()).toHaveLength(mailCount);
  });

  test('a proxy’s page has a status, and no name', async () => {
    emulator.fault = () => ({ proxy: 403 });
    const error = await failure(send());
    expect(error['$metadata']).toMatchObject({ httpStatusCode: 403 });
    expect(error['$fault']).toBeUndefined();
    expect(emulator.mails()).toEqual([]);
  });

  test.each([
    ['drop', 0],
    ['hang', 0],
    ['accept-then-drop', 1],
    ['accept-then-hang', 1],
  ] as const)('%s leaves the caller in doubt', async (fault, mailCount) => {
    // On a connection that is open, a call is heard however soon the caller gives up; some of these never answer.
    await ses.send(new GetSendQuotaCommand({}));
    const heard = new Promise<void>((resolve) => {
      emulator.fault = () => {
        resolve();
        return fault;
      };
    });
    const [{ name, message: text }] = await Promise.all([failure(send({}, { requestTimeout: 200 })), heard]);
    // Under jest the SDK does not recognise Node's own errors (they are of another realm) and wraps them.
    expect(`${name}: ${text}`).toMatch(/TimeoutError/);
    await emulator.settled();
    expect(emulator.mails()).toHaveLength(mailCount);
    expect(events.filter(({ eventType }) => eventType === 'Send')).toHaveLength(mailCount);
  });

  test('the hook sees the call and may pick', async () => {
    emulator.fault = ({ number, destinations }) =>
      number === 2 && destinations[0] === 'a@example.org' ? 'throttle' : undefined;
    await send();
    await failure(send());
    await send();
    expect(emulator.mails()).toHaveLength(2);
  });
});
