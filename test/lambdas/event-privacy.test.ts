import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { Temporal } from 'temporal-polyfill';
import { eventsOf, type PublishedEvent } from '../../lib/local/emulators/ses-events.ts';
import { snsEnvelope } from '../../lib/local/sns-envelope.ts';
import { aSubscriber, idOf } from '../support/builders.ts';
import { testRegion } from '../support/emulators.ts';
import { startService, type Service } from '../support/service.ts';
import { joins } from '../support/people.ts';

/* With every event of an email SES sends its recipient, its subject and its headers, including the unsubscribe link. */

const slot = { zone: 'Europe/Berlin', localDate: '2026-11-02', localTime: '07:00' };
const addresses = ['ann@example.org', 'bounce+ann@simulator.amazonses.com', 'complaint+ann@simulator.amazonses.com'];

let service: Service;
let written = '';
beforeAll(async () => {
  process.env['SHOW_LOG'] = 'DEBUG';
  service = await startService('2026-11-02T06:00:03Z');
  for (const [index, address] of addresses.entries()) {
    const person = aSubscriber({ id: idOf(`person${index}`), address, series: 'stress-and-back-pain' });
    await joins(service.subscribers, person);
  }
  await service.send({ ...slot, kind: 'lesson', ids: addresses.map((_, index) => idOf(`person${index}`)) });
});
afterAll(async () => {
  delete process.env['SHOW_LOG'];
  await service.stop();
});
beforeEach(() => {
  written = '';
  for (const stream of [process.stdout, process.stderr]) {
    jest.spyOn(stream, 'write').mockImplementation((text) => {
      written += String(text);
      return true;
    });
  }
});

/** All events of the emails, as SES publishes them. */
function published(): PublishedEvent[] {
  const { ses } = service.emulators;
  return ses.mails().flatMap((mail) => eventsOf(mail, ses.raw(mail.messageId), testRegion));
}

const tokens = () => [...new Set(JSON.stringify(published()).match(/[a-z]\.[\w-]{22}\.\w+\.[\w-]{22}/g))];

/** Processes queue messages; returns all that was logged, and all that is stored except people's own addresses. */
async function afterTaking(bodies: string[]): Promise<string> {
  for (const body of bodies) await service.feedback(body);
  jest.restoreAllMocks();
  const { clients, tableName } = service.emulators;
  const { Items = [] } = await clients.dynamo.send(new ScanCommand({ TableName: tableName }));
  const stored = Items.map((item) => unmarshall(item));
  for (const item of stored) delete item['address'];
  expect(written).toContain('{');
  return written + JSON.stringify(stored);
}

const inEnvelope = (event: object) => snsEnvelope(event, Temporal.Instant.from(service.now.iso), testRegion);

function expectNothingOfAnybody(text: string): void {
  for (const secret of [...addresses, ...tokens(), 'simulator.amazonses.com']) expect(text).not.toContain(secret);
}

describe('an event of SES', () => {
  test('holds the recipient, the subject and the unsubscribe link', () => {
    const told = JSON.stringify(published());
    for (const address of addresses) expect(told).toContain(address);
    expect(tokens()).toHaveLength(addresses.length);
    // They are sent at the same time, so in any order.
    const toAnn = published().find(({ mail }) => mail.destination.includes(addresses[0]!))!;
    expect(toAnn.mail).toMatchObject({
      headersTruncated: false,
      headers: expect.arrayContaining([
        { name: 'List-Unsubscribe', value: expect.stringContaining('/unsubscribe/') },
        { name: 'To', value: expect.stringContaining(addresses[0]!) },
      ]) as unknown,
      commonHeaders: { to: [expect.stringContaining(addresses[0]!)], subject: expect.any(String) as unknown },
    });
  });

  test('leaves neither address nor token in the log or the table', async () => {
    expectNothingOfAnybody(await afterTaking(published().map(inEnvelope)));
    expect((await service.subscribers.find(idOf('person1')))?.status).toBe('bounced');
    expect((await service.subscribers.find(idOf('person2')))?.status).toBe('complained');
  });

  test('leaves none when a provider writes an address where a word belongs', async () => {
    const [send] = published() as [PublishedEvent];
    const hostile = `abuse of ${addresses[0]} by https://weekwise.example/unsubscribe/${tokens()[0]}`;
    const at = '2026-11-02T06:00:09.000Z';
    const of = (eventType: string, details: object) => inEnvelope({ ...send, eventType, ...details });
    const text = await afterTaking([
      of('Complaint', {
        complaint: { complaintFeedbackType: hostile, complainedRecipients: [], timestamp: at, feedbackId: 'c9' },
      }),
      of('Bounce', {
        bounce: {
          bounceType: 'Transient',
          bounceSubType: hostile,
          bouncedRecipients: [],
          timestamp: at,
          feedbackId: 'b9',
        },
      }),
      of('Reject', { reject: { reason: hostile } }),
      of('Reject', { reject: { reason: tokens()[0] } }),
    ]);
    expectNothingOfAnybody(text);
    expect(text).toContain('mail.rejected-by-ses');
  });

  test('leaves none when it cannot be parsed, or tells of nothing of ours', async () => {
    const [send] = published() as [PublishedEvent];
    const mail = { ...send.mail, timestamp: addresses[0] };
    const text = await afterTaking([
      `no JSON of ${addresses[0]} ${tokens()[0]}`,
      inEnvelope({ ...send, eventType: `Opened by ${addresses[0]}` }),
      inEnvelope({ ...send, mail: { ...mail, tags: { [tokens()[0]!]: addresses[0] } } }),
      inEnvelope({ ...send, mail }),
      `{"cut off": "${addresses[0]} ${tokens()[0]}`,
    ]);
    expectNothingOfAnybody(text);
    expect(text.match(/event\.passed-over/g)).toHaveLength(3);
    expect(text.match(/message\.failed/g)).toHaveLength(2);
  });
});
