import type { SesEmulator } from './emulators/ses.ts';
import { startEventSource, type EventSource, type QueueHandler } from './event-source.ts';
import type { QueuePort } from './queue-port.ts';
import type { QueueWatch } from './queue-watch.ts';
import { namesOf, queueArn, reading, visibilitySeconds, type AnyQueueName, type PerQueue } from './queues.ts';
import type { StreamSource } from './stream-source.ts';

export interface EventSourcesOptions {
  region: string;
  queues: PerQueue<QueuePort>;
  /** The function that each queue feeds. */
  handlers: PerQueue<QueueHandler>;
  watch: QueueWatch;
  /** The table's changes, which come onto a queue, too. */
  changes?: Pick<StreamSource, 'catchUp'> | undefined;
  /** Its events come onto the feedback queue a moment after a mail was taken; undefined when SES is elsewhere. */
  ses?: Pick<SesEmulator, 'pendingEventCount'> | undefined;
  /** Why the queues cannot be worked on at the moment; undefined when nothing is known to be in the way. */
  trouble?: () => Error | undefined;
  /** How long `drained` waits with trouble in the way, and without any event being dealt with. */
  patience?: { troubleMs: number; stalledMs: number };
  onError: (error: unknown) => void;
}

/** The queues have work, and nobody gets on with it. */
export class StalledError extends Error {
  override name = 'StalledError';
}

/** Trouble may pass; and no handler is allowed more time than the longest visibility. */
const usualPatience = { troubleMs: 3_000, stalledMs: 2_000 * Math.max(...Object.values(visibilitySeconds)) };

/** Every queue connected to its function. */
export interface EventSources {
  /**
   * Resolves when all queues are empty, no handler works and no event is on its way. Messages that were left to their time-out stay.
   *
   * @throws what is in the way, when it does not pass
   * @throws StalledError when no event is dealt with for long, and when the sources are stopped
   */
  drained: () => Promise<void>;
  stop: () => Promise<void>;
}

/** Starts an event source mapping for each work queue. */
export function startEventSources(options: EventSourcesOptions): EventSources {
  const { region, queues, handlers, watch, ses, changes, trouble, patience = usualPatience, onError } = options;
  let settle = () => {};
  let settledCount = 0;
  let stopped = false;
  const sources = namesOf(queues).map((name): [AnyQueueName, EventSource] => [
    name,
    startEventSource({
      region,
      queue: queues[name]!,
      queueArn: queueArn(name, region),
      functionName: name === 'account' ? 'send' : name,
      handler: handlers[name]!,
      ...reading[name],
      // Less than the visibility, so that a message is not worked on twice because of a slow handler.
      timeoutMs: (visibilitySeconds[name] - 5) * 1000,
      onSettled: () => {
        settledCount++;
        settle();
      },
      onError,
    }),
  ]);

  const queuesQuiet = async () => {
    if ((ses?.pendingEventCount() ?? 0) > 0) return false;
    for (const [name, source] of sources) {
      if (source.busy()) return false;
      const work = watch.hasWork(name, source.leftBehind);
      // The embedded queues answer at once, so that all of them are seen at one moment.
      if (typeof work === 'boolean' ? work : await work) return false;
    }
    return true;
  };
  const quiet = async () => {
    if (!(await queuesQuiet())) return false;
    if (changes === undefined) return true;
    const before = settledCount;
    if ((await changes.catchUp()) > 0) return false;
    // While the stream was read, a function may have come and gone, and changed something.
    return settledCount === before && (await queuesQuiet());
  };

  /** Throws when there is no use in waiting on. */
  const patient = () => {
    let sinceMs = performance.now();
    let countThen = settledCount;
    let troubledSinceMs: number | undefined;
    return () => {
      const nowMs = performance.now();
      if (stopped) throw new StalledError('The service is stopping, and its queues are not empty.');
      const inTheWay = trouble?.();
      troubledSinceMs = inTheWay === undefined ? undefined : (troubledSinceMs ?? nowMs);
      if (inTheWay !== undefined && nowMs - troubledSinceMs! > patience.troubleMs) throw inTheWay;
      if (settledCount > countThen) [sinceMs, countThen] = [nowMs, settledCount];
      if (nowMs - sinceMs < patience.stalledMs) return;
      const busy = sources.flatMap(([name, source]) => (source.busy() ? [name] : []));
      throw new StalledError(
        `Nothing was dealt with for ${Math.round(patience.stalledMs / 1000)} seconds, and the queues are not empty${busy.length === 0 ? '' : ` (at work: ${busy.join(', ')})`}.`,
      );
    };
  };

  return {
    async drained() {
      const checkPatience = patient();
      while (!(await quiet())) {
        checkPatience();
        await new Promise<void>((resolve) => {
          // Not every change is told: the queues may be read by others, and events be on their way.
          const timer = setTimeout(resolve, 2);
          settle = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
    },
    async stop() {
      stopped = true;
      await Promise.all(sources.map(([, source]) => source.stop()));
    },
  };
}
