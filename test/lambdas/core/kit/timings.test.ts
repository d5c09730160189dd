import { describe, expect, test } from '@jest/globals';
import { timingErrors, timings, type Timings } from '../../../../lambdas/core/kit/timings.ts';

test('the times that the service runs by fit together', () => {
  expect(timingErrors(timings)).toEqual([]);
});

describe('times that do not fit are named', () => {
  test.each<[string, Partial<Timings>, RegExp]>([
    ['a sender that outlives its claim', { claimLife: 80 }, /its sender may be at work for 90 s/],
    ['a claim that outlives the message’s hiding', { claimLife: 150 }, /comes back while its first claim/],
    ['an answer that comes when the sender is gone', { sesAnswer: 20 }, /SES may take 22 s/],
    ['a sender without time to send', { timeout: { ...timings.timeout, send: 30 } }, /hardly anybody/],
    ['evidence judged before events can be in', { settling: { owed: 400, asked: 900 } }, /300 s on the way/],
    ['a receiver that may answer when nobody waits', { webhookAnswer: 25 }, /waited for 25 s/],
    ['evidence judged while its event is still tried', { maxReceiveCount: 20 }, /still tried for 1600 s/],
    [
      'events that are gathered for so long that they count as late',
      { feedbackWindow: 90 },
      /may be gathered for 90 s/,
    ],
    [
      'a claim that is used until a slow call to SES outlives it',
      { claimUse: 100 },
      /used until it is 100 s old, and SES may take its mail 24 s later/,
    ],
    ['doubt that outlives its last try', { settling: { owed: 96 * 3600, asked: 900 } }, /tried for 344700 s only/],
  ])('%s', (_, change, message) => {
    expect(timingErrors({ ...timings, ...change }).join('\n')).toMatch(message);
  });
});
