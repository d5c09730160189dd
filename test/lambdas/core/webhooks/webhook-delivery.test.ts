import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { keyringOf, webhookSecretOf } from '../../../../lambdas/adapters/keys/keyring.ts';
import { systemClock } from '../../../../lambdas/adapters/system-clock.ts';
import { webhookReceiver } from '../../../../lambdas/adapters/webhook-receiver.ts';
import type { LogFields } from '../../../../lambdas/core/kit/ports.ts';
import type { WebhookEvent, WebhookInclude } from '../../../../lambdas/core/webhooks/webhook-contract.ts';
import { deliver, type WebhookDeps } from '../../../../lambdas/core/webhooks/webhook-delivery.ts';
import { WebhookJob } from '../../../../lambdas/core/webhooks/webhook-job.ts';
import { nextTry } from '../../../../lambdas/core/webhooks/webhook-schedule.ts';
import { aSubscriber, idOf, aGone } from '../../../support/builders.ts';
import { startReceiver, type TestReceiver } from '../../../support/receiver.ts';
import type { Subscriber } from '../../../../lambdas/core/person/subscriber.ts';

const keys = JSON.stringify({ identity: 'a', current: 'b', a: 'a'.repeat(32), b: 'b'.repeat(32) });
const event: WebhookEvent = {
  type: 'subscribed',
  timestamp: '2026-11-29T08:00:00Z',
  data: { subscriber: idOf('ann'), series: 's' },
};
const job: WebhookJob = { id: 'evt_1_0', event, attempt: 0 };
const hour = 3_600;

let receiver: TestReceiver;
beforeEach(async () => {
  receiver = await startReceiver();
});
afterEach(() => receiver.stop());

/** A sender at a virtual time, with a queue whose messages come back when they are due. */
function aSender({ includes = [], random = 0 }: { includes?: WebhookInclude[]; random?: number } = {}) {
  let seconds = 0;
  const queued: { job: WebhookJob; dueSeconds: number }[] = [];
  const logged: { event: string; fields: LogFields | undefined }[] = [];
  const record = (what: string, fields?: LogFields) => void logged.push({ event: what, fields });
  const person: { is: Subscriber } = { is: aSubscriber() };
  const deps: WebhookDeps = {
    clock: { now: () => Temporal.Instant.from('2026-11-29T08:00:00Z').add({ seconds }) },
    wallClock: systemClock,
    keyring: keyringOf(keys),
    receiver: webhookReceiver(receiver.url, 1_000),
    includes,
    subscribers: { find: async () => person.is },
    checkInOf: async (_, week) => ({ week, at: '2026-11-29T08:00:00Z', days: '0', pain: 3, note: 'a secret' }),
    queues: {
      webhook: async (jobs, delaySeconds = 0) => {
        expect(delaySeconds).toBeLessThanOrEqual(900);
        for (const one of jobs) {
          queued.push({ job: WebhookJob.parse(JSON.parse(JSON.stringify(one))), dueSeconds: seconds + delaySeconds });
        }
      },
    },
    random: () => random,
    log: { info: record, warn: record, error: record, count: () => undefined },
  };
  return {
    logged,
    person,
    send: (one: WebhookJob = job) => deliver(one, deps),
    /** Lives until an event is delivered or given up; answers the hours at which it was sent, and by which error it ended. */
    untilTheEnd: async () => {
      const sentAtHours: number[] = [];
      const ends: string[] = [];
      queued.push({ job, dueSeconds: 0 });
      while (queued.length > 0) {
        const next = queued.shift()!;
        seconds = next.dueSeconds;
        const before = receiver.deliveries.length;
        await deliver(next.job, deps).catch((error: Error) => void ends.push(error.name));
        if (receiver.deliveries.length > before) sentAtHours.push(seconds / hour);
      }
      return { sentAtHours, ends };
    },
  };
}

describe('an event', () => {
  test('is tried ten times over three days, and then left to the dead-letter queue', async () => {
    receiver.state.answer = () => 503;
    const sender = aSender();
    const { sentAtHours, ends } = await sender.untilTheEnd();
    expect(ends).toEqual(['UndeliverableError']);
    const standard = [0, 5 / hour, 305 / hour, 2_105 / hour, 9_305 / hour, 27_305 / hour, 17.58, 31.58, 51.58, 75.58];
    expect(sentAtHours.map((one) => one.toFixed(2))).toEqual(standard.map((one) => one.toFixed(2)));
    expect(sender.logged.map(({ event: what }) => what)).toEqual([
      ...Array<string>(9).fill('webhook.failed'),
      'webhook.given-up',
    ]);
    expect(new Set(receiver.deliveries.map(({ body, id }) => id + body)).size).toBe(1);
  });

  test('is signed by every key, at the time of both ends’ clocks, whatever the virtual time is', async () => {
    await aSender().send();
    expect(receiver.verified(webhookSecretOf(keys))).toEqual([event]);
    const before = keys.replace('"current":"b"', '"current":"a"');
    expect(webhookSecretOf(before)).not.toBe(webhookSecretOf(keys));
    expect(receiver.verified(webhookSecretOf(before))).toEqual([event]);
    const stranger = webhookSecretOf(keys.replaceAll('b'.repeat(32), 'c'.repeat(32)));
    expect(() => receiver.verified(stranger)).toThrow('No matching signature found');
  });

  test('is logged by ids and codes, without body, address or name', async () => {
    const sender = aSender({ includes: ['address', 'firstName'] });
    receiver.state.answer = () => 500;
    await sender.send();
    receiver.state.answer = () => 200;
    await sender.send();
    expect(receiver.deliveries[1]!.body).toContain('ann@example.org');
    const fields = { eventId: 'evt_1_0', type: 'subscribed', subscriber: idOf('ann'), attempt: 0 };
    expect(sender.logged).toEqual([
      { event: 'webhook.failed', fields: { ...fields, status: 500, notBefore: '2026-11-29T08:00:05Z' } },
      { event: 'webhook.delivered', fields: { ...fields, status: 200 } },
    ]);
  });

  test('takes their language along where it is included, as it is stored now', async () => {
    const sender = aSender({ includes: ['locale'] });
    const ann = aSubscriber();
    sender.person.is = { ...ann, preferences: { ...ann.preferences, locale: 'es' } };
    await sender.send();
    expect(receiver.deliveries[0]!.event.data).toEqual({ ...event.data, locale: 'es' });
  });

  test('takes nothing along of who was erased after it happened', async () => {
    const sender = aSender({ includes: ['address', 'firstName', 'locale'] });
    sender.person.is = aGone();
    await sender.send();
    expect(receiver.deliveries[0]!.event).toEqual(event);
  });

  test('about a check-in takes the answers along where they are included, and never the line to oneself', async () => {
    const data = { subscriber: idOf('ann'), week: '2026-11-23' };
    const checkIn: WebhookJob = { ...job, event: { type: 'checkin', timestamp: event.timestamp, data } };
    await aSender().send(checkIn);
    await aSender({ includes: ['answers'] }).send(checkIn);
    expect(receiver.deliveries.map(({ event: { data: told } }) => told)).toEqual([
      data,
      { ...data, answers: { days: '0', pain: 3 } },
    ]);
  });
});

describe('the next try', () => {
  test('is never before the schedule nor before what the receiver asks for, and at most a fifth after the later of both', () => {
    fc.assert(
      fc.property(
        fc.nat(8),
        fc.option(fc.nat(48 * hour), { nil: undefined }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (attempt, asked, random) => {
          const plain = nextTry(attempt, undefined, 0)!;
          const least = Math.max(plain, Math.min(asked ?? 0, 24 * hour));
          const wait = nextTry(attempt, asked, random)!;
          expect(wait).toBeGreaterThanOrEqual(least);
          expect(wait).toBeLessThanOrEqual(Math.ceil(least * 1.2));
        },
      ),
    );
    expect(nextTry(9, 5, 0)).toBeUndefined();
  });
});
