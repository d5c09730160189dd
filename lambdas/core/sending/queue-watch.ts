import type { Temporal } from 'temporal-polyfill';
import type { Clock, Log } from '../kit/ports.ts';
import { isoInstant, secondsBetween, tickMinutes } from '../time/calendar.ts';
import type { Control } from './control.ts';
import type { EventFeedState } from './in-doubt.ts';
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

export interface QueueWatchDeps {
  clock: Clock;
  depths: QueueDepths;
  control: Pick<Control, 'eventFeed' | 'noteEventsWaiting'>;
  log: Log;
}

/**
 * Messages that may wait at a tick. The queues of emails are not here: a wave takes longer than a quarter hour, so the age of their oldest message has an
 * alarm of its own.
 */
const waitingMax: Partial<Record<WatchedQueue, number>> = { feedback: 10_000, webhook: 10_000 };

/**
 * Logs one event for each queue that needs somebody. Called by the planner before it puts anything on a queue. A failure to ask is logged and no more:
 * planning does not depend on it.
 */
export async function watchQueues(deps: QueueWatchDeps): Promise<void> {
  const { depths, log } = deps;
  let known;
  let stuck;
  try {
    known = await depths.read();
    stuck = (known.feedback?.waiting ?? 0) > 0 && (await eventsAreStuck(deps));
  } catch (error) {
    log.warn('queues.not-read', {}, error);
    if (known === undefined) return;
  }
  for (const [queue, depth] of Object.entries(known) as [WatchedQueue, QueueDepth][]) {
    const { waiting, deadLetters } = depth;
    const needs = needOf(queue, depth) ?? (queue === 'feedback' && stuck ? 'waiting' : undefined);
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

/** Events are taken in within seconds, and written down as heard within a minute. */
const heardLatelySeconds = 120;

/**
 * Events wait while none is taken in. One that is seen waiting at a tick may have come in that moment; at two ticks in a row, without one heard between,
 * they are stuck. The first of the two is written down, which a service that is well hardly ever does.
 */
async function eventsAreStuck({ clock, control }: QueueWatchDeps): Promise<boolean> {
  const now = clock.now();
  const feed = await control.eventFeed();
  if (feed.heardAt !== undefined && secondsBetween(feed.heardAt, isoInstant(now)) <= heardLatelySeconds) return false;
  await control.noteEventsWaiting(isoInstant(now));
  return sawThemWaiting(feed, now);
}

/** Did they wait at the tick before, and was none heard since? */
function sawThemWaiting({ waitingAt, heardAt }: EventFeedState, now: Temporal.Instant): boolean {
  if (waitingAt === undefined || (heardAt !== undefined && heardAt > waitingAt)) return false;
  const minutes = secondsBetween(waitingAt, isoInstant(now)) / 60;
  // The planner may be late, or called twice for one tick.
  return minutes >= tickMinutes / 2 && minutes <= tickMinutes * 2;
}
