import { describe, expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { pacedOutbox } from '../../../lambdas/adapters/paced-outbox.ts';
import type { Handover, OutgoingMail } from '../../../lambdas/core/ports.ts';
import { warmUpCap } from '../../../lambdas/core/warm-up.ts';

const warmUp = { from: '2026-12-01', firstDay: 200, growth: 1.5 };
const mail = (stream: OutgoingMail['stream']): OutgoingMail => ({
  stream,
  to: 'ann@example.org',
  raw: new Uint8Array(),
  tags: {},
});

describe('a warm-up', () => {
  test.each([
    ['2026-11-30T12:00:00Z', 200],
    ['2026-12-01T12:00:00Z', 200],
    ['2026-12-02T00:00:00Z', 300],
    ['2026-12-05T00:00:00Z', 1012],
  ])('on %s allows %i mails a day', (now, cap) => {
    expect(warmUpCap(warmUp, Temporal.Instant.from(now))).toBe(cap);
  });

  test('holds back weekly mail at its cap, never a mail that somebody waits for', async () => {
    const sent: string[] = [];
    const outbox = {
      send: async ({ stream }: OutgoingMail): Promise<Handover> => {
        sent.push(stream);
        return { outcome: 'accepted', messageId: 'x' };
      },
    };
    const quota = { perSecond: 1_000, per24Hours: 50_000, sentLast24Hours: 200 };
    const capped = pacedOutbox(outbox, { share: 1, quota: async () => quota, cap: () => 200 });
    expect(await capped.send(mail('weekly'))).toMatchObject({ outcome: 'refused', reason: 'warm-up' });
    await capped.send(mail('account'));
    quota.sentLast24Hours = 199;
    await capped.send(mail('weekly'));
    expect(sent).toEqual(['account', 'weekly']);
  });
});
