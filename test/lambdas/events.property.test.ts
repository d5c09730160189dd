import { describe, expect, test } from '@jest/globals';
import type { Context } from 'aws-lambda';
import fc from 'fast-check';
import { jsonOrText } from '../../lambdas/adapters/json-text.ts';
import { sesNoticeInSns } from '../../lambdas/adapters/ses/sns-envelope.ts';
import { jobHandler } from '../../lambdas/adapters/sqs/batch.ts';
import { SenderJob } from '../../lambdas/core/sending/jobs.ts';
import type { Log } from '../../lambdas/core/kit/ports.ts';
import { idOf } from '../support/builders.ts';
import { sqsEvent } from '../bench/sqs-event.ts';

/* Goal: whatever lies on a queue, only what fits its schema is worked on, and the rest is given back one by one. */

const log: Log = { info: () => undefined, warn: () => undefined, error: () => undefined, count: () => undefined };
const context = { getRemainingTimeInMillis: () => 60_000 } as Context;
const good: Record<string, object> = {
  send: { zone: 'UTC', localDate: '2026-11-02', localTime: '07:00', kind: 'lesson', ids: [idOf('ann')] },
  account: { kind: 'link', id: idOf('ann'), askedAt: '2026-11-02T06:00:00Z' },
  dispatch: { slots: [{ zone: 'UTC', localDate: '2026-11-02', localTime: '07:00' }] },
  feedback: { eventType: 'Send', mail: { messageId: 'x', timestamp: '2026-11-02T06:00:00Z', tags: { a: ['b'] } } },
};
const queues = [
  ['send', SenderJob],
  ['account', SenderJob],
  ['send', SenderJob],
  ['feedback', sesNoticeInSns],
] as const;

/** A good message with one of its fields replaced by anything. */
const spoiled = (message: object) =>
  fc
    .tuple(fc.constantFrom(...Object.keys(message)), fc.jsonValue())
    .map(([field, value]) => JSON.stringify({ ...message, [field]: value }));

describe.each(queues)('the %s queue', (queue, schema) => {
  const message = good[queue]!;
  const work = async (bodies: string[]) => {
    const done: unknown[] = [];
    const handler = jobHandler<unknown>(schema, async (job) => void done.push(job), log);
    const { batchItemFailures } = await handler(sqsEvent(bodies), context);
    return { done, failed: batchItemFailures.map(({ itemIdentifier }) => itemIdentifier) };
  };

  test('serves good messages among any others, and gives back each that is none', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(fc.string(), fc.json(), spoiled(message), fc.constant(JSON.stringify(message))), {
          minLength: 1,
          maxLength: 10,
        }),
        async (bodies) => {
          const { done, failed } = await work(bodies);
          const expected = bodies.filter((body) => fits(schema, body)).length;
          expect([done.length, failed.length]).toEqual([expected, bodies.length - expected]);
        },
      ),
      { numRuns: 150 },
    );
  });

  test('takes its own kind', async () => {
    expect((await work([JSON.stringify(message)])).failed).toEqual([]);
  });
});

/** Any JSON in which a mail of ours is not spoken of: SES's sentences, other types of events, mails of others. */
const nothingOfOurs = fc.oneof(
  fc.string().filter((text) => !text.trimStart().startsWith('{')),
  fc.record({
    eventType: fc.constantFrom(
      'Delivery',
      'DeliveryDelay',
      'Open',
      'Click',
      'Rendering Failure',
      'Subscription',
      'SomethingNew',
    ),
    mail: fc.json(),
  }),
  fc.record({
    eventType: fc.constantFrom('Send', 'Bounce', 'Complaint', 'Reject'),
    mail: fc.record({ tags: fc.constant({ 'ses:configuration-set': ['weekly'] }), timestamp: fc.jsonValue() }),
    bounce: fc.jsonValue(),
  }),
);

test('what is nothing of ours is never given back, in an envelope of SNS or without', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(nothingOfOurs, { minLength: 1, maxLength: 5 }),
      fc.boolean(),
      async (published, wrapped) => {
        const texts = published.map((one) => (typeof one === 'string' ? one : JSON.stringify(one)));
        const bodies = wrapped ? texts.map((Message) => JSON.stringify({ Type: 'Notification', Message })) : texts;
        const handler = jobHandler(sesNoticeInSns, async () => undefined, log);
        expect(await handler(sqsEvent(bodies), context)).toEqual({ batchItemFailures: [] });
      },
    ),
    { numRuns: 100 },
  );
});

function fits(schema: (typeof queues)[number][1], body: string): boolean {
  return schema.safeParse(jsonOrText(body)).success;
}
