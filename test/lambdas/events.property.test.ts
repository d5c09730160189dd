import { describe, expect, test } from '@jest/globals';
import type { Context } from 'aws-lambda';
import fc from 'fast-check';
import { sesEventInSns } from '../../lambdas/adapters/sns-envelope.ts';
import { jobHandler } from '../../lambdas/adapters/sqs-batch.ts';
import { DispatchJob, MailJob } from '../../lambdas/core/jobs.ts';
import type { Log } from '../../lambdas/core/ports.ts';
import { idOf } from '../support/builders.ts';
import { sqsEvent } from '../support/service.ts';

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
  ['send', MailJob],
  ['account', MailJob],
  ['dispatch', DispatchJob],
  ['feedback', sesEventInSns],
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
      { numRuns: 400 },
    );
  });

  test('takes its own kind', async () => {
    expect((await work([JSON.stringify(message)])).failed).toEqual([]);
  });
});

function fits(schema: (typeof queues)[number][1], body: string): boolean {
  try {
    return schema.safeParse(JSON.parse(body)).success;
  } catch {
    return false;
  }
}
