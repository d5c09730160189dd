import type { Clock } from '../../../lambdas/core/kit/ports.ts';
import type { Message } from './sqs-queue.ts';
import type { Queue, Queues } from './sqs-queues.ts';

export interface ReceiveRequest {
  max: number;
  visibilityMs: number;
  /** How long to wait for the first message, in real time: it is a client that waits. */
  waitMs: number;
}

interface Waiter extends ReceiveRequest {
  resolve: (messages: Message[]) => void;
  reject: (error: unknown) => void;
}

/** Long polling: receivers wait, first come first served, until a message arrives or becomes visible. */
export interface Polling {
  /** `signal` aborts when the client has gone; nothing is taken for it then. @throws StorageError when what was taken cannot be written down */
  receive: (queue: Queue, request: ReceiveRequest, signal?: AbortSignal) => Promise<Message[]>;
  /** Serves waiting receivers; to be called whenever a message may have become visible. */
  wake: (queue: Queue) => void;
  /** The same for every queue, e.g. after the clock was moved. */
  wakeAll: () => void;
  /** Sends everyone away with nothing. */
  release: () => void;
  /** The same, for good. */
  stop: () => void;
}

export function createPolling(queues: Queues, clock: Clock): Polling {
  const waiting = new Map<Queue, { waiters: Waiter[]; timer?: NodeJS.Timeout }>();
  let stopped = false;

  const take = (queue: Queue, { max, visibilityMs }: ReceiveRequest) => {
    const messages = queues.take(queue, max, visibilityMs);
    queues.commit();
    return messages;
  };
  const woken = new Set<Queue>();
  /**
   * Not at once: a receiver that went away a moment before may still stand in the line, and would take the message with it. Its end of
   * connection is read within this turn of the event loop.
   */
  const wake = (queue: Queue) => {
    if (stopped || !waiting.has(queue) || woken.has(queue)) return;
    woken.add(queue);
    setImmediate(serve, queue);
  };
  const serve = (queue: Queue) => {
    woken.delete(queue);
    const line = waiting.get(queue);
    if (line === undefined) return;
    // Resolving and rejecting take the waiter out of the line.
    for (let first = line.waiters[0]; first !== undefined; first = line.waiters[0]) {
      try {
        const messages = take(queue, first);
        if (messages.length === 0) break;
        first.resolve(messages);
      } catch (error) {
        first.reject(error);
      }
    }
    armTimer(queue);
  };
  const armTimer = (queue: Queue) => {
    const line = waiting.get(queue);
    if (line === undefined) return;
    clearTimeout(line.timer);
    if (line.waiters.length === 0) {
      waiting.delete(queue);
      return;
    }
    const nowMs = clock.now().epochMilliseconds;
    const nextMs = queue.store.nextVisibleAtMs(nowMs);
    if (nextMs === undefined) return;
    // The clock may stand still, and timers fire early: never spin, and never beyond what a timer can hold.
    const inMs = Math.min(Math.max(nextMs - nowMs, 5), 60_000);
    line.timer = setTimeout(wake, inMs, queue).unref();
  };

  const release = () => {
    for (const { waiters, timer } of waiting.values()) {
      clearTimeout(timer);
      // Resolving takes a waiter out of the line.
      for (let first = waiters[0]; first !== undefined; first = waiters[0]) first.resolve([]);
    }
    waiting.clear();
  };

  return {
    async receive(queue, request, signal) {
      const messages = take(queue, request);
      if (messages.length > 0 || request.waitMs === 0 || stopped || signal?.aborted === true) return messages;
      return new Promise((resolve, reject) => {
        const line = waiting.get(queue) ?? { waiters: [] };
        waiting.set(queue, line);
        const leave = () => {
          clearTimeout(deadline);
          signal?.removeEventListener('abort', give);
          line.waiters.splice(line.waiters.indexOf(waiter), 1);
        };
        const waiter: Waiter = {
          ...request,
          resolve(taken) {
            leave();
            resolve(taken);
          },
          reject(error) {
            leave();
            // oxlint-disable-next-line prefer-promise-reject-errors -- it is what take() threw
            reject(error);
          },
        };
        const give = () => {
          waiter.resolve([]);
          armTimer(queue);
        };
        const deadline = setTimeout(give, request.waitMs);
        signal?.addEventListener('abort', give);
        line.waiters.push(waiter);
        armTimer(queue);
      });
    },
    wake,
    wakeAll() {
      for (const queue of waiting.keys()) wake(queue);
    },
    release,
    stop() {
      stopped = true;
      release();
    },
  };
}
