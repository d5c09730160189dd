import { expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import type { Log } from '../../../../lambdas/core/kit/ports.ts';
import type { RefusalReason } from '../../../../lambdas/core/sending/mailer.ts';
import { submitEmail } from '../../../../lambdas/core/sending/submitting.ts';
import { aSeries, aSubscriber, idOf } from '../../../support/builders.ts';
import { memorySubscribers } from '../../../support/memory-subscribers.ts';
import { joins } from '../../../support/people.ts';

const now = Temporal.Instant.from('2026-11-02T06:00:03Z');
const claim = { id: idOf('c'), delivery: 'link:2026-11-02T06:00:00Z', at: '2026-11-02T06:00:02Z' };
const mail = { stream: 'account', to: 'ann@example.org', raw: new Uint8Array(), tags: {} } as const;

/** Which events are logged when SES refuses a mail for a reason. */
async function loggedFor(reason: RefusalReason): Promise<string[]> {
  const events: string[] = [];
  const record = (event: string) => void events.push(event);
  const log: Log = { info: record, warn: record, error: record, count: () => undefined };
  const subscribers = memorySubscribers();
  await joins(subscribers, aSubscriber());
  const outbox = { send: async () => ({ outcome: 'refused', reason, code: 'x', cause: new Error('x') }) as const };
  const about = { kind: 'link', claim, template: aSeries().mails.link } as const;
  await submitEmail(idOf('ann'), about, async () => mail, { clock: { now: () => now }, outbox, subscribers, log });
  return events;
}

test('a refusal that an alarm counts has a log line of its own', async () => {
  expect(await loggedFor('network')).toEqual(['ses.unreachable', 'delivery.refused']);
  expect(await loggedFor('reserve')).toEqual(['quota.reserved', 'delivery.refused']);
  expect(await loggedFor('rate')).toEqual(['delivery.refused']);
});
