import { describe, expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import type { LogFields } from '../../../../lambdas/core/kit/ports.ts';
import type { EventFeedState } from '../../../../lambdas/core/sending/in-doubt.ts';
import { queueHarms } from '../../../../lambdas/core/sending/queue-harms.ts';
import { needOf, watchQueues, type QueueDepths } from '../../../../lambdas/core/sending/queue-watch.ts';

/** A look at the queues at a time of 2 November 2026 (UTC). `feed` is what is stored, and may change. */
async function watched(read: QueueDepths['read'], time = '07:00:00', feed: EventFeedState = {}) {
  const lines: [string, LogFields | undefined][] = [];
  const write = (event: string, fields?: LogFields) => void lines.push([event, fields]);
  const log = { info: write, warn: write, error: write, count: () => undefined };
  const control = {
    eventFeed: async () => ({ ...feed }),
    noteEventsWaiting: async (at: string) => void (feed.waitingAt = at),
  };
  await watchQueues({ clock: { now: () => Temporal.Instant.from(at(time)) }, depths: { read }, control, log });
  return lines;
}
const at = (time: string) => `2026-11-02T${time}Z`;

describe('the look at the queues', () => {
  test('says of each queue that needs somebody what people lose, and nothing of the others', async () => {
    const lines = await watched(async () => ({
      send: { waiting: 4_000, deadLetters: 0 },
      account: { waiting: 1, deadLetters: 2 },
      feedback: { waiting: 10_001, deadLetters: 0 },
    }));
    expect(lines).toEqual([
      [
        'queue.needs-a-hand',
        { queue: 'account', needs: 'deadLetters', waiting: 1, deadLetters: 2, harm: queueHarms.account.deadLetters },
      ],
      [
        'queue.needs-a-hand',
        { queue: 'feedback', needs: 'waiting', waiting: 10_001, deadLetters: 0, harm: queueHarms.feedback.waiting },
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

describe('an event of SES that waits', () => {
  /** What is said at a tick at which one waits; `heardAt` is of the latest that was taken in. */
  const says = async (feed: EventFeedState, time: string, heardAt?: string) => {
    if (heardAt !== undefined) feed.heardAt = at(heardAt);
    const lines = await watched(async () => ({ feedback: { waiting: 1, deadLetters: 0 } }), time, feed);
    return lines.map(([, fields]) => fields?.['needs']);
  };

  test('is stuck when one waits at the next tick, too, and none was taken in between', async () => {
    const feed = { heardAt: at('03:00:00') };
    expect(await says(feed, '07:00:02')).toEqual([]);
    expect(await says(feed, '07:15:01')).toEqual(['waiting']);
    expect(await says(feed, '07:30:03')).toEqual(['waiting']);
    expect(await says(feed, '07:45:02', '07:31:00')).toEqual([]);
  });

  test('is stuck as well where none was ever taken in', async () => {
    const feed = {};
    expect(await says(feed, '07:00:02')).toEqual([]);
    expect(await says(feed, '07:15:01')).toEqual(['waiting']);
  });

  test('may have come in at that moment: now and then, or while others are taken in', async () => {
    const feed: EventFeedState = { heardAt: at('03:00:00') };
    expect(await says(feed, '07:00:02')).toEqual([]);
    // The planner once more for the same tick, and one an hour later.
    expect(await says(feed, '07:00:40')).toEqual([]);
    expect(await says(feed, '08:00:02')).toEqual([]);
    for (const [tick, heard] of [
      ['08:15:02', '08:14:10'],
      ['08:30:02', '08:29:03'],
    ] as const)
      expect(await says(feed, tick, heard)).toEqual([]);
    // Nothing is written down while a wave is taken in.
    expect(feed.waitingAt).toBe(at('08:00:02'));
  });
});
