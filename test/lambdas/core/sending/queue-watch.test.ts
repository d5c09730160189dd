import { describe, expect, test } from '@jest/globals';
import type { LogFields } from '../../../../lambdas/core/kit/ports.ts';
import { queueHarms } from '../../../../lambdas/core/sending/queue-harms.ts';
import { needOf, watchQueues, type QueueDepths } from '../../../../lambdas/core/sending/queue-watch.ts';

function watched(read: QueueDepths['read']) {
  const lines: [string, LogFields | undefined][] = [];
  const write = (event: string, fields?: LogFields) => void lines.push([event, fields]);
  const log = { info: write, warn: write, error: write, count: () => undefined };
  return watchQueues({ depths: { read }, log }).then(() => lines);
}

describe('the look at the queues', () => {
  test('says of each queue that needs somebody what people lose, and nothing of the others', async () => {
    const quiet = { waiting: 0, deadLetters: 0 };
    const lines = await watched(async () => ({
      dispatch: { waiting: 3, deadLetters: 0 },
      send: { waiting: 4_000, deadLetters: 0 },
      account: { waiting: 1, deadLetters: 2 },
      feedback: quiet,
    }));
    expect(lines).toEqual([
      [
        'queue.needs-a-hand',
        { queue: 'dispatch', needs: 'waiting', waiting: 3, deadLetters: 0, harm: queueHarms.dispatch.waiting },
      ],
      [
        'queue.needs-a-hand',
        { queue: 'account', needs: 'deadLetters', waiting: 1, deadLetters: 2, harm: queueHarms.account.deadLetters },
      ],
    ]);
  });

  test('does not keep the planner from its work when SQS does not answer', async () => {
    const lines = await watched(() => Promise.reject(new Error('no answer')));
    expect(lines.map(([event]) => event)).toEqual(['queues.not-read']);
  });

  test('takes one dead letter for too many in every queue', () => {
    for (const queue of Object.keys(queueHarms) as (keyof typeof queueHarms)[]) {
      expect(needOf(queue, { waiting: 0, deadLetters: 1 })).toBe('deadLetters');
      expect(needOf(queue, { waiting: 0, deadLetters: 0 })).toBeUndefined();
    }
  });
});
