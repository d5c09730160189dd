import { randomUUID } from 'node:crypto';
import { createDueHeap } from './due-heap.ts';
import type { MessageAttribute } from './sqs-md5.ts';

/** A message as it is kept. Instants are milliseconds since 1970 on the emulator's clock. */
export interface Message {
  id: string;
  body: string;
  attributes?: Record<string, MessageAttribute>;
  /** Attributes that SQS itself passes on, e.g. MessageGroupId. */
  systemAttributes?: Record<string, string>;
  sentAtMs: number;
  firstReceivedAtMs?: number;
  receiveCount: number;
  visibleAtMs: number;
  /** The latest receipt handle; absent until the message is received. */
  handle?: string;
}

/** What a queue did, for the journal. */
export type QueueChange =
  | { t: 'put'; q: string; m: Message }
  /** Received: everything that a receive changes. */
  | { t: 'got'; q: string; id: string; n: number; first: number; until: number; handle: string }
  | { t: 'until'; q: string; id: string; until: number }
  | { t: 'gone'; q: string; id: string }
  | { t: 'purge'; q: string };

/** The messages of one standard queue: visible ones in order of arrival, the others by when they become visible. */
export interface MessageStore {
  put: (message: Message) => void;
  /** Up to `max` visible messages, in order, which stay visible. */
  peekVisible: (nowMs: number, max: number) => Message[];
  /** Hides a message until `untilMs` under a new receipt handle. */
  receive: (message: Message, nowMs: number, untilMs: number) => string;
  setVisibleAt: (message: Message, untilMs: number) => void;
  find: (id: string) => Message | undefined;
  remove: (id: string) => void;
  clear: () => void;
  all: () => Iterable<Message>;
  size: () => number;
  /** In flight are messages that somebody received and has neither deleted nor lost to the time-out. */
  counts: (nowMs: number) => { visible: number; delayed: number; inFlight: number };
  /** Receipt handles of the messages in flight. */
  handlesInFlight: (nowMs: number) => string[];
  /** When the next message becomes visible; undefined when none is waiting. */
  nextVisibleAtMs: (nowMs: number) => number | undefined;
}

export function createMessageStore(): MessageStore {
  const messages = new Map<string, Message>();
  const visible = new Set<Message>();
  // Entries are not removed when a message goes or is put off: those that no longer agree with their message are passed over.
  const waiting = createDueHeap<Message>();
  const stale = (atMs: number, message: Message) =>
    messages.get(message.id) !== message || message.visibleAtMs !== atMs || visible.has(message);

  const hide = (message: Message, untilMs: number) => {
    visible.delete(message);
    message.visibleAtMs = untilMs;
    waiting.push(untilMs, message);
  };
  const promote = (nowMs: number) => {
    for (let next = waiting.peek(); next !== undefined; next = waiting.peek()) {
      const passed = stale(next.atMs, next.item);
      if (!passed && next.atMs > nowMs) return;
      waiting.pop();
      if (!passed) visible.add(next.item);
    }
  };

  return {
    put(message) {
      messages.set(message.id, message);
      waiting.push(message.visibleAtMs, message);
    },
    peekVisible(nowMs, max) {
      promote(nowMs);
      const found: Message[] = [];
      for (const message of visible) {
        if (found.length >= max) break;
        found.push(message);
      }
      return found;
    },
    receive(message, nowMs, untilMs) {
      message.receiveCount++;
      message.firstReceivedAtMs ??= nowMs;
      message.handle = Buffer.from(`${message.id} ${randomUUID()}`).toString('base64');
      hide(message, untilMs);
      return message.handle;
    },
    setVisibleAt: hide,
    find: (id) => messages.get(id),
    remove(id) {
      const message = messages.get(id);
      if (message === undefined) return;
      messages.delete(id);
      visible.delete(message);
    },
    clear() {
      messages.clear();
      visible.clear();
    },
    all: () => messages.values(),
    size: () => messages.size,
    counts(nowMs) {
      promote(nowMs);
      let inFlight = 0;
      if (visible.size < messages.size) {
        for (const message of messages.values()) if (!visible.has(message) && message.handle !== undefined) inFlight++;
      }
      return { visible: visible.size, delayed: messages.size - visible.size - inFlight, inFlight };
    },
    handlesInFlight(nowMs) {
      promote(nowMs);
      if (visible.size === messages.size) return [];
      return [...messages.values()].flatMap((message) =>
        !visible.has(message) && message.handle !== undefined ? [message.handle] : [],
      );
    },
    nextVisibleAtMs(nowMs) {
      promote(nowMs);
      return waiting.peek()?.atMs;
    },
  };
}

/** The message that a receipt handle was given for, whatever has become of it; undefined for a text that is no handle. */
export function messageIdOf(handle: string): string | undefined {
  return /^([0-9a-f-]{36}) [0-9a-f-]{36}$/.exec(Buffer.from(handle, 'base64').toString('latin1'))?.[1];
}
