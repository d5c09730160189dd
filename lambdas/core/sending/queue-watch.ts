import type { Log } from '../kit/ports.ts';
import { queueHarms, type WatchedQueue } from './queue-harms.ts';

/** Messages of a queue and of its dead-letter queue, as SQS estimates them. */
export interface QueueDepth {
  /** Visible: nobody works on them, and they are not delayed. */
  waiting: number;
  deadLetters: number;
}

export interface QueueDepths {
  read: () => Promise<Partial<Record<WatchedQueue, QueueDepth>>>;
}

/**
 * Messages that may wait at a tick. Those of `dispatch` come from ticks, the last one a quarter hour ago. The queues of emails are not here: a wave
 * takes longer than a quarter hour, so the age of their oldest message has an alarm of its own.
 */
const waitingMax: Partial<Record<WatchedQueue, number>> = { dispatch: 0, feedback: 10_000, webhook: 10_000 };

/**
 * Logs one event for each queue that needs somebody. Called by the planner before it puts anything on a queue. A failure to ask is logged and no more:
 * planning does not depend on it.
 */
export async function watchQueues({ depths, log }: { depths: QueueDepths; log: Log }): Promise<void> {
  let known;
  try {
    known = await depths.read();
  } catch (error) {
    log.warn('queues.not-read', {}, error);
    return;
  }
  for (const [queue, depth] of Object.entries(known) as [WatchedQueue, QueueDepth][]) {
    const { waiting, deadLetters } = depth;
    const needs = needOf(queue, depth);
    if (needs !== undefined) {
      log.error('queue.needs-a-hand', { queue, needs, waiting, deadLetters, harm: queueHarms[queue][needs] });
    }
  }
}

/** Why a queue needs somebody; undefined while it does not. */
export function needOf(
  queue: WatchedQueue,
  { waiting, deadLetters }: QueueDepth,
): 'deadLetters' | 'waiting' | undefined {
  if (deadLetters > 0) return 'deadLetters';
  return waiting > (waitingMax[queue] ?? Infinity) ? 'waiting' : undefined;
}
