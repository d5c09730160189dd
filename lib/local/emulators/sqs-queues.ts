import { join } from 'node:path';
import type { Clock } from '../../../lambdas/core/kit/ports.ts';
import { openStorage } from '../storage.ts';
import { openJournal, type Journal, type KeepingOptions } from './journal.ts';
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
  /**
   * Writes what has changed since the last call, and must follow in the same turn of the event loop: when that fails, all of it is undone.
   *
   * @throws StorageError
   */
  commit: () => void;
  close: () => void;
}

/** The journal of the queues that are kept in `dir`. */
export const journalOf = (dir: string): string => join(dir, 'journal.jsonl');

/** @throws DataFolderError when the journal in `dir` is damaged; without `dir` nothing is kept */
export function openQueues({
  dir,
  clock,
  storage = openStorage(),
  dropUnreadable,
  onNotice,
}: { dir?: string | undefined; clock: Clock } & KeepingOptions): Queues {
  const queues = new Map<string, Queue>();
  const uncommitted: Entry[] = [];
  /** Takes back each of them, in the same order. */
  const undos: (() => void)[] = [];
  let entryCount = 0;
  let compactAtCount = 0;

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
    else replayChange(known(queues.get(entry.q), 'queue').store, entry);
  };
  const journal: Journal<Entry> | undefined =
    dir === undefined ? undefined : openJournal(journalOf(dir), { storage, replay, dropUnreadable, onNotice });

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
    if (entryCount < Math.max(10_000 + 4 * liveCount, compactAtCount)) return;
    try {
      journal?.rewrite(snapshot());
      entryCount = liveCount;
    } catch {
      // A long journal does no harm, and the storage has told; tried again after as many lines more.
      compactAtCount = entryCount + 10_000;
    }
  };

  const did = (entry: Entry, undo: () => void) => {
    uncommitted.push(entry);
    undos.push(undo);
  };
  const put = (queue: Queue, message: Message) => {
    queue.store.put(message);
    // A copy: the message goes on changing, and the journal tells of each change by itself.
    did({ t: 'put', q: queue.name, m: { ...message } }, () => queue.store.remove(message.id));
  };
  const remove = (queue: Queue, id: string) => {
    const message = queue.store.find(id);
    queue.store.remove(id);
    did({ t: 'gone', q: queue.name, id }, () => message !== undefined && queue.store.put(message));
  };
  /** Answers what makes a message again what it is now. */
  const restorer = (queue: Queue, message: Message) => {
    const before = { ...message };
    return () => {
      queue.store.remove(message.id);
      for (const key of ['handle', 'firstReceivedAtMs'] as const) if (!(key in before)) delete message[key];
      queue.store.put(Object.assign(message, before));
    };
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
      const before = queues.get(name)?.attributes;
      const queue = define(name, attributes, clock.now().epochMilliseconds);
      did({ t: 'queue', name, attributes, at: queue.createdAtMs }, () => {
        if (before === undefined) queues.delete(name);
        else queue.attributes = before;
      });
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
          const undo = restorer(queue, message);
          const handle = queue.store.receive(message, nowMs, nowMs + visibilityMs);
          const { id, receiveCount: n, visibleAtMs: until, firstReceivedAtMs: first = nowMs } = message;
          did({ t: 'got', q: queue.name, id, n, first, until, handle }, undo);
          taken.push(message);
        }
      }
      return taken;
    },
    setVisibleAt(queue, message, untilMs) {
      const undo = restorer(queue, message);
      queue.store.setVisibleAt(message, untilMs);
      did({ t: 'until', q: queue.name, id: message.id, until: untilMs }, undo);
    },
    remove,
    purge(queue) {
      const messages = [...queue.store.all()];
      queue.store.clear();
      did({ t: 'purge', q: queue.name }, () => messages.forEach((message) => queue.store.put(message)));
    },
    commit() {
      const entries = uncommitted.splice(0);
      const back = undos.splice(0);
      try {
        journal?.append(entries);
      } catch (error) {
        for (const undo of back.toReversed()) undo();
        throw error;
      }
      entryCount += entries.length;
      if (journal !== undefined) compactWhenDue();
    },
    close: () => journal?.close(),
  };
}

/** @throws when a line tells of what no line before it has made */
function known<Thing>(thing: Thing | undefined, kind: string): Thing {
  if (thing === undefined) throw new Error(`it tells of a ${kind} that is not there`);
  return thing;
}

function replayChange(store: MessageStore, change: QueueChange): void {
  switch (change.t) {
    case 'put':
      return store.put(change.m);
    case 'got': {
      const message = known(store.find(change.id), 'message');
      message.receiveCount = change.n;
      message.firstReceivedAtMs = change.first;
      message.handle = change.handle;
      return store.setVisibleAt(message, change.until);
    }
    case 'until':
      return store.setVisibleAt(known(store.find(change.id), 'message'), change.until);
    case 'gone':
      return store.remove(change.id);
    case 'purge':
      return store.clear();
    default:
      throw new Error('it tells of no change that is known');
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
