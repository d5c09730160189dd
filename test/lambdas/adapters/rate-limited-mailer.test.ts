import { describe, expect, test } from '@jest/globals';
import { rateLimitedMailer } from '../../../lambdas/adapters/ses/rate-limited-mailer.ts';
import type { SubmitResult, OutgoingMail } from '../../../lambdas/core/sending/mailer.ts';

const mail = (stream: OutgoingMail['stream']): OutgoingMail => ({
  stream,
  to: 'ann@example.org',
  raw: new Uint8Array(),
  tags: {},
});

describe('a warm-up', () => {
  test('holds back weekly mail at its cap, never a mail that somebody waits for', async () => {
    const sent: string[] = [];
    const outbox = {
      send: async ({ stream }: OutgoingMail): Promise<SubmitResult> => {
        sent.push(stream);
        return { outcome: 'accepted', messageId: 'x' };
      },
    };
    const quota = { perSecond: 1_000, per24Hours: 50_000, sentLast24Hours: 200 };
    const capped = rateLimitedMailer(outbox, { share: 1, quota: async () => quota, cap: () => 200 });
    expect(await capped.turn(1_000)).toEqual({ granted: false, because: 'warm-up', code: 'WarmUpCap' });
    await capped.send(mail('account'));
    expect(sent).toEqual(['account']);
    quota.sentLast24Hours = 199;
    expect(await capped.turn(1_000)).toMatchObject({ granted: true });
  });
});

describe('the day’s quota', () => {
  const accepting = { send: async (): Promise<SubmitResult> => ({ outcome: 'accepted', messageId: 'x' }) };
  const of = (kind: string, stream: OutgoingMail['stream'] = 'account') => ({
    ...mail(stream),
    tags: { delivery: kind },
  });

  test.each([
    [799, 'accepted', 'accepted'],
    [800, 'refused', 'accepted'],
    [899, 'refused', 'accepted'],
    [900, 'refused', 'refused'],
    [1_000, 'refused', 'refused'],
  ])(
    'with %i of 1,000 sent: a confirmation is %s, a link %s, and lessons and probes go',
    async (sent, first, other) => {
      const quota = async () => ({ perSecond: 1_000, per24Hours: 1_000, sentLast24Hours: sent });
      const outbox = rateLimitedMailer(accepting, { share: 1, quota });
      const outcomes = [of('confirmation'), of('link'), of('lesson_2026-12-01', 'weekly'), of('probe')].map(
        async (one) => {
          const { outcome } = await outbox.send(one);
          return outcome;
        },
      );
      expect(await Promise.all(outcomes)).toEqual([first, other, 'accepted', 'accepted']);
    },
  );

  test.each([
    [499, undefined, 'accepted'],
    [500, undefined, 'refused'],
    [99, 200, 'accepted'],
    [100, 200, 'refused'],
  ])(
    'with %i of 1,000 sent, and a warm-up to %s: a notice is %s, so that lessons go before it',
    async (sent, most, expected) => {
      const quota = async () => ({ perSecond: 1_000, per24Hours: 1_000, sentLast24Hours: sent });
      const outbox = rateLimitedMailer(accepting, { share: 1, quota, ...(most !== undefined && { cap: () => most }) });
      expect(await outbox.send(of('notice', 'weekly'))).toMatchObject({ outcome: expected });
    },
  );

  test('that is none keeps nothing', async () => {
    const quota = async () => ({ perSecond: 1_000, per24Hours: -1, sentLast24Hours: 5_000_000 });
    const outbox = rateLimitedMailer(accepting, { share: 1, quota });
    expect(await outbox.send(of('confirmation'))).toMatchObject({ outcome: 'accepted' });
  });
});
