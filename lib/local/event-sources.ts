import type { SesEngine } from './engines/ses.ts';
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
  ses?: Pick<SesEngine, 'pendingEventCount'> | undefined;
  onError: (error: unknown) => void;
}

/** Every queue connected to its function. */
export interface EventSources {
  /** Resolves when all queues are empty, no handler works and no event is on its way. Messages that were left to their time-out stay. */
  drained: () => Promise<void>;
  stop: () => Promise<void>;
}

/** Starts an event source mapping for each work queue. */
export function startEventSources(options: EventSourcesOptions): EventSources {
  const { region, queues, handlers, watch, ses, changes, onError } = options;
  let settle = () => {};
  let settledCount = 0;
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

  return {
    async drained() {
      while (!(await quiet())) {
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
      await Promise.all(sources.map(([, source]) => source.stop()));
    },
  };
}
