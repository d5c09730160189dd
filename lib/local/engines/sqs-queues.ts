import { join } from 'node:path';
import type { Clock } from '../../../lambdas/core/ports.ts';
import { openJournal, type Journal } from './journal.ts';
import { createMessageStore, type Message, type MessageStore, type QueueChange } from './sqs-queue.ts';

/** Queue attributes that can be set, as SQS names them, all as text. */
export type QueueAttributes = Record<string, string>;

export interface Queue {
  name: string;
  attributes: QueueAttributes;
  createdAtMs: number;
  store: MessageStore;
}

type Entry = QueueChange | { t: 'queue'; name: string; attributes: QueueAttributes; at: number };

/** What SQS sets where CreateQueue says nothing. */
export const attributeDefaults: QueueAttributes = {
  VisibilityTimeout: '30',
  DelaySeconds: '0',
  ReceiveMessageWaitTimeSeconds: '0',
  MaximumMessageSize: '1048576',
  MessageRetentionPeriod: '345600',
};

/**
 * All queues and the journal behind them. Every change is in the journal before the operation that made it answers, so that a restart,
 * after a crash too, finds each message as it was. Retention is not played: a message stays until it is deleted.
 */
export interface Queues {
  find: (name: string) => Queue | undefined;
  all: () => Queue[];
  /** Creates a queue, or replaces the attributes of the one there is. */
  define: (name: string, attributes: QueueAttributes) => Queue;
  put: (queue: Queue, message: Message) => void;
  /** Takes up to `max` visible messages; those received too often go to the dead-letter queue instead. */
  take: (queue: Queue, max: number, visibilityMs: number) => Message[];
  setVisibleAt: (queue: Queue, message: Message, untilMs: number) => void;
  remove: (queue: Queue, id: string) => void;
  purge: (queue: Queue) => void;
  /** Writes what has changed since the last call. */
  commit: () => void;
  close: () => void;
}

/** @throws DataFolderError when the journal in `dir` is damaged; without `dir` nothing is kept */
export function openQueues({ dir, clock }: { dir?: string | undefined; clock: Clock }): Queues {
  const queues = new Map<string, Queue>();
  const uncommitted: Entry[] = [];
  let entryCount = 0;

  const define = (name: string, attributes: QueueAttributes, createdAtMs: number): Queue => {
    const known = queues.get(name);
    const queue = known ?? { name, attributes, createdAtMs, store: createMessageStore() };
    queue.attributes = attributes;
    queues.set(name, queue);
    return queue;
  };
  const replay = (entry: Entry) => {
    entryCount++;
    if (entry.t === 'queue') define(entry.name, entry.attributes, entry.at);
    else replayChange(queues.get(entry.q)!.store, entry);
  };
  const journal: Journal<Entry> | undefined =
    dir === undefined ? undefined : openJournal(join(dir, 'journal.jsonl'), replay);

  function* snapshot(): Generator<Entry> {
    for (const { name, attributes, createdAtMs } of queues.values()) {
      yield { t: 'queue', name, attributes, at: createdAtMs };
    }
    for (const { name, store } of queues.values()) for (const m of store.all()) yield { t: 'put', q: name, m };
  }
  /** Deleted messages leave lines behind; once they are most of the file it is written anew. */
  const compactWhenDue = () => {
    let liveCount = queues.size;
    for (const { store } of queues.values()) liveCount += store.size();
    if (entryCount < 10_000 + 4 * liveCount) return;
    journal?.rewrite(snapshot());
    entryCount = liveCount;
  };

  const put = (queue: Queue, message: Message) => {
    queue.store.put(message);
    // A copy: the message goes on changing, and the journal tells of each change by itself.
    uncommitted.push({ t: 'put', q: queue.name, m: { ...message } });
  };
  const remove = (queue: Queue, id: string) => {
    queue.store.remove(id);
    uncommitted.push({ t: 'gone', q: queue.name, id });
  };
  const bury = (queue: Queue, graveyard: Queue, message: Message, nowMs: number) => {
    remove(queue, message.id);
    const { handle: _, ...kept } = message;
    put(graveyard, {
      ...kept,
      visibleAtMs: nowMs,
      systemAttributes: { ...message.systemAttributes, DeadLetterQueueSourceArn: queue.attributes['QueueArn']! },
    });
  };

  return {
    find: (name) => queues.get(name),
    all: () => [...queues.values()],
    define(name, attributes) {
      const queue = define(name, attributes, clock.now().epochMilliseconds);
      uncommitted.push({ t: 'queue', name, attributes, at: queue.createdAtMs });
      return queue;
    },
    put,
    take(queue, max, visibilityMs) {
      const nowMs = clock.now().epochMilliseconds;
      const { maxReceiveCount, graveyard } = redriveOf(queue, queues);
      const taken: Message[] = [];
      for (;;) {
        // Hidden for no time at all, a message would come round again in this very answer.
        const visible = queue.store
          .peekVisible(nowMs, max - taken.length)
          .filter((message) => !taken.includes(message));
        if (visible.length === 0) break;
        for (const message of visible) {
          if (graveyard !== undefined && message.receiveCount >= maxReceiveCount) {
            bury(queue, graveyard, message, nowMs);
            continue;
          }
          const handle = queue.store.receive(message, nowMs, nowMs + visibilityMs);
          const { id, receiveCount: n, visibleAtMs: until, firstReceivedAtMs: first = nowMs } = message;
          uncommitted.push({ t: 'got', q: queue.name, id, n, first, until, handle });
          taken.push(message);
        }
      }
      return taken;
    },
    setVisibleAt(queue, message, untilMs) {
      queue.store.setVisibleAt(message, untilMs);
      uncommitted.push({ t: 'until', q: queue.name, id: message.id, until: untilMs });
    },
    remove,
    purge(queue) {
      queue.store.clear();
      uncommitted.push({ t: 'purge', q: queue.name });
    },
    commit() {
      journal?.append(uncommitted);
      entryCount += uncommitted.length;
      uncommitted.length = 0;
      if (journal !== undefined) compactWhenDue();
    },
    close: () => journal?.close(),
  };
}

function replayChange(store: MessageStore, change: QueueChange): void {
  switch (change.t) {
    case 'put':
      return store.put(change.m);
    case 'got': {
      const message = store.find(change.id)!;
      message.receiveCount = change.n;
      message.firstReceivedAtMs = change.first;
      message.handle = change.handle;
      return store.setVisibleAt(message, change.until);
    }
    case 'until':
      return store.setVisibleAt(store.find(change.id)!, change.until);
    case 'gone':
      return store.remove(change.id);
    case 'purge':
      return store.clear();
  }
}

function redriveOf(queue: Queue, queues: Map<string, Queue>): { maxReceiveCount: number; graveyard?: Queue } {
  const policy = queue.attributes['RedrivePolicy'];
  if (policy === undefined || policy === '') return { maxReceiveCount: Infinity };
  const { deadLetterTargetArn, maxReceiveCount } = JSON.parse(policy) as {
    deadLetterTargetArn: string;
    maxReceiveCount: number | string;
  };
  const graveyard = queues.get(deadLetterTargetArn.slice(deadLetterTargetArn.lastIndexOf(':') + 1));
  return { maxReceiveCount: Number(maxReceiveCount), ...(graveyard === undefined ? {} : { graveyard }) };
}
