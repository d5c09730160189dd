import { describe, expect, test } from '@jest/globals';
import type { Turn } from '../../../../lambdas/core/sending/mailer.ts';
import { isLastAttempt, tryAgain, type Outcome } from '../../../../lambdas/core/sending/outcome.ts';
import { inTurn } from '../../../../lambdas/core/sending/turns.ts';
import { recordedLog } from '../../../support/recorded-log.ts';

const refused = (reason: (Outcome & { outcome: 'refused' })['reason']): Outcome => ({
  outcome: 'refused',
  reason,
  code: 'c',
});

/** Each outcome; after how many seconds it is tried again, and whether that counts; whether SES was called. */
const outcomes: [Outcome, { delaySeconds: number; counts: boolean } | undefined, boolean][] = [
  [{ outcome: 'sent' }, undefined, true],
  [{ outcome: 'excluded', why: 'paused' }, undefined, false],
  [{ outcome: 'excluded', why: 'message-rejected' }, undefined, true],
  [{ outcome: 'blocked', by: 'live' }, { delaySeconds: 120, counts: true }, false],
  [{ outcome: 'blocked', by: 'in-doubt' }, { delaySeconds: 900, counts: true }, false],
  [{ outcome: 'in-doubt' }, { delaySeconds: 900, counts: true }, true],
  [refused('rate'), { delaySeconds: 5, counts: false }, true],
  [refused('network'), { delaySeconds: 30, counts: false }, true],
  [refused('quota'), { delaySeconds: 900, counts: false }, true],
  [refused('warm-up'), { delaySeconds: 900, counts: false }, true],
  [refused('reserve'), { delaySeconds: 900, counts: false }, true],
  [refused('account'), { delaySeconds: 900, counts: false }, true],
  [refused('message'), undefined, true],
  [{ outcome: 'not-begun' }, { delaySeconds: 0, counts: false }, false],
  [{ outcome: 'not-begun', delaySeconds: 7 }, { delaySeconds: 7, counts: false }, false],
  [{ outcome: 'failed', cause: 'x' }, { delaySeconds: 0, counts: false }, false],
];

describe.each(outcomes)('after %j', (outcome, again, reachedSes) => {
  test('it is known when that is tried again', () => {
    expect(tryAgain(outcome)).toEqual(again);
  });

  test('a turn that brought no mail to SES is given back', async () => {
    let given = 0;
    const outbox = { turn: async (): Promise<Turn> => ({ granted: true, giveBack: () => void (given += 1) }) };
    expect(await inTurn('ann', 1_000, { outbox, log: recordedLog() }, async () => outcome)).toEqual(outcome);
    expect(given).toBe(reachedSes ? 0 : 1);
  });
});

test('a mail in doubt is tried for four days, longer than SES refuses an account over a weekend', () => {
  expect([0, 383, 384, 385].map(isLastAttempt)).toEqual([false, false, true, true]);
});

describe('somebody’s turn', () => {
  const log = recordedLog();
  const asked: number[] = [];
  const withTurn = (turn: Turn, work = async (): Promise<Outcome> => ({ outcome: 'sent' })) => {
    const outbox = {
      turn: async (withinMs: number) => {
        asked.push(withinMs);
        return turn;
      },
    };
    return inTurn('ann', 1_234, { outbox, log }, work);
  };

  test.each([
    [1_999, 1],
    [900_000, 900],
    [2_000_000, 900],
  ])('that is %d ms away is waited for on the queue: %d s', async (waitMs, delaySeconds) => {
    expect(await withTurn({ granted: false, because: 'pace', waitMs })).toEqual({ outcome: 'not-begun', delaySeconds });
    expect(log.events).toEqual([]);
    expect(asked).toContain(1_234);
  });

  test('that a warm-up does not grant is a refusal, and is told', async () => {
    const turn = { granted: false, because: 'warm-up', code: 'day-3' } as const;
    expect(await withTurn(turn)).toEqual({ outcome: 'refused', reason: 'warm-up', code: 'day-3' });
    expect(log.events).toEqual(['delivery.refused']);
  });

  test('is given back where the work fails', async () => {
    let given = 0;
    const turn = { granted: true, giveBack: () => void (given += 1) } as const;
    const work = async () => Promise.reject(new Error('table'));
    await expect(withTurn(turn, work)).rejects.toThrow('table');
    expect(given).toBe(1);
  });
});
