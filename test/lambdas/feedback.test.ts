import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Person } from '../../lambdas/core/person/subscriber.ts';
import { aSubscriber, idOf } from '../support/builders.ts';
import { startService, type Service } from '../support/service.ts';
import { joins, personIn } from '../support/people.ts';

const slot = { zone: 'Europe/Berlin', localDate: '2026-11-02', localTime: '07:00' };

let service: Service;
let count = 0;
beforeAll(async () => {
  service = await startService('2026-11-02T06:00:03Z');
});
afterAll(async () => service.stop());

async function join(): Promise<Person> {
  count += 1;
  const id = idOf(`person${count}`);
  const person = aSubscriber({ id, address: `person${count}@example.org` });
  await joins(service.subscribers, person);
  return person;
}

/** What SES publishes, as its documentation shows it: more fields than we read, tags as arrays. */
function event(person: { id: string }, eventType: string, details: object = {}, mail: object = {}) {
  return {
    eventType,
    mail: {
      timestamp: '2026-11-02T06:00:04.123Z',
      source: 'lessons@example.com',
      messageId: '0102018b-1',
      destination: ['someone@example.org'],
      tags: {
        'ses:configuration-set': ['weekly'],
        subscriber: [person.id],
        claim: [idOf('claim')],
        delivery: ['lesson_2026-11-02'],
        lesson: ['spot-the-loop'],
      },
      ...mail,
    },
    somethingNew: { added: 'by SES' },
    ...details,
  };
}
const bySns = (body: object | string) => ({
  Type: 'Notification',
  MessageId: 'm',
  TopicArn: 'arn:aws:sns:eu-west-1:000000000000:events',
  Message: typeof body === 'string' ? body : JSON.stringify(body),
});
const bounce = (
  bounceType: string,
  bounceSubType = 'General',
  feedbackId = 'f1',
  timestamp = '2026-11-02T06:00:09.000Z',
) => ({
  bounce: {
    bounceType,
    bounceSubType,
    bouncedRecipients: [{ emailAddress: 'someone@example.org' }],
    timestamp,
    feedbackId,
  },
});
const complaint = (complaintFeedbackType?: string) => ({
  complaint: {
    complainedRecipients: [{ emailAddress: 'someone@example.org' }],
    timestamp: '2026-11-02T07:00:00.000Z',
    feedbackId: 'c1',
    ...(complaintFeedbackType !== undefined && { complaintFeedbackType }),
  },
});
const statusOf = async ({ id }: { id: string }) => (await service.subscribers.find(id))?.status;
const fine = { batchItemFailures: [] };

describe('a send event', () => {
  test('settles the claim that its mail left in doubt', async () => {
    const person = await join();
    const claim = { id: idOf('claim'), delivery: 'lesson:2026-11-02', at: '2026-11-02T06:00:03Z' };
    await service.subscribers.claim(person.id, { kind: 'lesson', slot, claim });
    expect(await service.feedback(bySns(event(person, 'Send')))).toEqual(fine);
    const settled = await personIn(service.subscribers, person.id);
    expect(settled).toMatchObject({ sent: { 'spot-the-loop': '2026-11-02T06:00:04Z' }, lessonSentOn: '2026-11-02' });
    expect(settled?.claim).toBeUndefined();
  });

  test.each([
    ['a hard bounce', 'Bounce', bounce('Permanent')],
    ['a soft bounce', 'Bounce', bounce('Transient')],
    ['a complaint', 'Complaint', complaint()],
  ])('need not come: %s proves as well that SES took the mail', async (_, type, details) => {
    const person = await join();
    const claim = { id: idOf('claim'), delivery: 'lesson:2026-11-02', at: '2026-11-02T06:00:03Z' };
    await service.subscribers.claim(person.id, { kind: 'lesson', slot, claim });
    await service.feedback(bySns(event(person, type, details)));
    const settled = await personIn(service.subscribers, person.id);
    expect(settled).toMatchObject({ sent: { 'spot-the-loop': '2026-11-02T06:00:04Z' }, lessonSentOn: '2026-11-02' });
    expect(settled.claim).toBeUndefined();
  });

  test('of another claim settles nothing', async () => {
    const person = await join();
    const claim = { id: idOf('newer'), delivery: 'lesson:2026-11-02', at: '2026-11-02T06:00:03Z' };
    await service.subscribers.claim(person.id, { kind: 'lesson', slot, claim });
    await service.feedback(bySns(event(person, 'Send')));
    expect((await personIn(service.subscribers, person.id)).claim).toEqual(claim);
  });

  test('shows the feed to be open, also when it is a probe’s', async () => {
    const probe = event(
      await join(),
      'Send',
      {},
      { tags: { delivery: ['probe'] }, timestamp: '2026-11-02T08:00:00.500Z' },
    );
    service.now.iso = '2026-11-02T08:00:02Z';
    await service.feedback(probe);
    expect((await service.control.eventFeed()).heardAt).toBe('2026-11-02T08:00:02Z');
  });

  test('in a batch with a failure shows nothing: the failed event may be the one somebody waits for', async () => {
    const later = event(await join(), 'Send', {}, { timestamp: '2026-11-02T09:00:00.000Z' });
    service.now.iso = '2026-11-02T09:00:01Z';
    expect(await service.feedback(later, { eventType: 'Send' })).toEqual({
      batchItemFailures: [{ itemIdentifier: 'message-1' }],
    });
    expect((await service.control.eventFeed()).heardAt).toBe('2026-11-02T08:00:02Z');
  });

  test('that is late shows that the feed was blocked until now', async () => {
    const late = event(await join(), 'Send', {}, { timestamp: '2026-11-02T09:00:00.000Z' });
    service.now.iso = '2026-11-02T09:10:00Z';
    await service.feedback(late);
    expect((await service.control.eventFeed()).openSince).toBe('2026-11-02T09:10:00Z');
  });
});

describe('a bounce', () => {
  test.each(['General', 'NoEmail', 'Suppressed', 'OnAccountSuppressionList', 'SomethingNew'])(
    'that is permanent (%s) stops mail for good, told once or twice',
    async (subType) => {
      const person = await join();
      const told = bySns(event(person, 'Bounce', bounce('Permanent', subType)));
      expect(await service.feedback(told, told)).toEqual(fine);
      expect(await statusOf(person)).toBe('bounced');
    },
  );

  test('that is transient stops mail only after three in a row over weeks', async () => {
    const person = await join();
    const soft = (week: number) =>
      bySns(
        event(
          person,
          'Bounce',
          bounce(
            'Transient',
            'MailboxFull',
            `soft${week}`,
            `2026-11-${String(2 + week * 7).padStart(2, '0')}T06:00:09.000Z`,
          ),
        ),
      );
    await service.feedback(soft(0), soft(0), soft(0));
    expect(await statusOf(person)).toBe('active');
    await service.feedback(soft(1));
    expect(await statusOf(person)).toBe('active');
    await service.feedback(soft(2));
    expect(await statusOf(person)).toBe('bounced');
  });

  test.each(['CustomTimeoutExceeded', 'MessageTooLarge', 'ContentRejected', 'AttachmentRejected'])(
    'that is our own doing (%s) never counts against the person',
    async (subType) => {
      const person = await join();
      for (const week of [0, 1, 2, 3]) {
        const at = `2026-11-0${2 + week}T06:00:00.000Z`;
        await service.feedback(bySns(event(person, 'Bounce', bounce('Transient', subType, `own${week}`, at))));
      }
      expect((await personIn(service.subscribers, person.id)).softBounces).toBeUndefined();
      expect(await statusOf(person)).toBe('active');
    },
  );

  test('of an address that never confirmed is remembered', async () => {
    const stranger = { id: idOf('stranger') };
    await service.feedback(bySns(event(stranger, 'Bounce', bounce('Permanent'))));
    expect(await statusOf(stranger)).toBe('bounced');
  });
});

describe('a complaint', () => {
  test.each([undefined, 'abuse', 'fraud', 'virus', 'other'])('(%s) stops mail for good', async (type) => {
    const person = await join();
    await service.feedback(bySns(event(person, 'Complaint', complaint(type))));
    expect(await statusOf(person)).toBe('complained');
  });

  test('that is none ("not-spam") changes nothing', async () => {
    const person = await join();
    await service.feedback(bySns(event(person, 'Complaint', complaint('not-spam'))));
    expect(await statusOf(person)).toBe('active');
  });

  test.each([
    ['before', ['Complaint', 'Bounce', 'Send']],
    ['after', ['Send', 'Bounce', 'Complaint']],
  ])('coming %s the other events ends the same', async (_order, types) => {
    const person = await join();
    const details: Record<string, object> = { Complaint: complaint(), Bounce: bounce('Permanent'), Send: {} };
    for (const type of types) await service.feedback(bySns(event(person, type, details[type])));
    expect(await statusOf(person)).toBe('complained');
  });
});

describe('an automatic answer', () => {
  const week = (k: number, time: string) => `2026-11-${String(2 + 7 * k).padStart(2, '0')}T${time}.000Z`;

  test.each([
    ['read by SES as a bounce', 'Transient', 'General'],
    ['that SES could not read', 'Undetermined', 'Undetermined'],
    ['of a kind that is new', 'Transient', 'SomethingNew'],
  ])('(%s) never ends a course, with a delivery event or without, however often', async (_what, type, subType) => {
    const person = await join();
    for (const k of [0, 1, 2, 3]) {
      const about = { timestamp: week(k, '06:00:04') };
      const { bounce: details } = bounce(type, subType, `away${k}`, week(k, '06:00:30'));
      const answer = { bounce: { ...details, bouncedRecipients: [] } };
      expect(await service.feedback(bySns(event(person, 'Bounce', answer, about)))).toEqual(fine);
    }
    expect(await statusOf(person)).toBe('active');
    expect((await personIn(service.subscribers, person.id)).softBounces).toBeUndefined();
  });
});

describe('an event with less in it', () => {
  const none = { bounce: undefined, complaint: undefined };

  test.each([
    ['a bounce that says its type alone', 'Bounce', { bounce: { bounceType: 'Permanent' } }, 'bounced'],
    ['a bounce of no type', 'Bounce', { bounce: {} }, 'active'],
    [
      'nulls',
      'Bounce',
      { bounce: { bounceType: 'Permanent', bounceSubType: null, timestamp: null, feedbackId: null } },
      'bounced',
    ],
    ['a complaint without details', 'Complaint', none, 'complained'],
    ['a complaint with empty details', 'Complaint', { complaint: {} }, 'complained'],
    [
      'a complaint named as SES’s notifications name it',
      undefined,
      { notificationType: 'Complaint', ...complaint() },
      'complained',
    ],
  ])('(%s) is taken in', async (_what, type, details, status) => {
    const person = await join();
    expect(await service.feedback(bySns(event(person, type as string, details)))).toEqual(fine);
    expect(await statusOf(person)).toBe(status);
  });

  test('(tags without lists) is taken in', async () => {
    const person = await join();
    const tags = { subscriber: person.id, claim: idOf('claim'), delivery: 'lesson_2026-11-02', lesson: null };
    expect(await service.feedback(bySns(event(person, 'Bounce', bounce('Permanent'), { tags })))).toEqual(fine);
    expect(await statusOf(person)).toBe('bounced');
  });
});

describe('what is no event of ours', () => {
  const other = { messageId: 'x', timestamp: '2026-11-02T06:00:04Z' };

  test.each([
    [
      'the sentence with which SES checks a topic',
      bySns('Successfully validated SNS topic for Amazon SES event publishing.'),
    ],
    ['that sentence, raw', 'Successfully validated SNS topic for Amazon SES event publishing.'],
    [
      'the same of SES’s older notifications',
      bySns({ notificationType: 'AmazonSnsSubscriptionSucceeded', message: 'You have' }),
    ],
    ['text', 'hello'],
    ['a notification of something else', bySns({ hello: 1 })],
    ['a notification that is not JSON', bySns('hello')],
    ['what SNS says of a subscription', { Type: 'SubscriptionConfirmation', Message: 'You have chosen …', Token: 't' }],
    ...['Open', 'Click', 'Rendering Failure', 'Subscription', 'Teleport'].map((type): [string, object] => [
      type,
      bySns(event({ id: idOf('reader') }, type)),
    ]),
    [
      'an unreadable event of another’s mail',
      bySns({ eventType: 'Send', mail: { ...other, timestamp: 'soon', tags: { app: ['b'] } } }),
    ],
  ])('(%s) is taken off the queue, and nothing comes of it', async (_what, body) => {
    const person = await join();
    const feed = await service.control.eventFeed();
    expect(await service.feedback(body, bySns(event(person, 'Bounce', bounce('Permanent'))))).toEqual(fine);
    expect(await statusOf(person)).toBe('bounced');
    expect(await service.control.eventFeed()).toEqual(feed);
  });

  test.each([
    ['a broken event', '{"eventType":"Send","mail":{"messa'],
    ['a broken event in a notification', bySns('{"eventType":"Send","mail":{"messa')],
    ['an event without its mail', { eventType: 'Send' }],
    ['an event of ours without its time', event({ id: idOf('somebody') }, 'Send', {}, { timestamp: 'soon' })],
    ['an event of ours without a type', event({ id: idOf('somebody') }, undefined as never)],
    ['a bounce of ours without what bounced', event({ id: idOf('somebody') }, 'Bounce')],
  ])('but may be one (%s) is given back for the dead-letter queue; the rest is taken in', async (_what, body) => {
    const person = await join();
    expect(await service.feedback(body, bySns(event(person, 'Bounce', bounce('Permanent'))))).toEqual({
      batchItemFailures: [{ itemIdentifier: 'message-0' }],
    });
    expect(await statusOf(person)).toBe('bounced');
  });

  test('rejects change nobody, nor do deliveries and delays, which nobody asks for', async () => {
    const person = await join();
    const told = ['Delivery', 'DeliveryDelay', 'Reject'].map((type) => bySns(event(person, type)));
    expect(await service.feedback(...told)).toEqual(fine);
    expect(await statusOf(person)).toBe('active');
  });
});
