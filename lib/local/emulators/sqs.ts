import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Temporal } from 'temporal-polyfill';
import type { Clock } from '../../../lambdas/core/kit/ports.ts';
import type { KeepingOptions } from './journal.ts';
import { emulatorGuard } from './loopback-guard.ts';
import { readBody, serveLoopback } from './loopback-server.ts';
import { SqsError } from './sqs-errors.ts';
import type { Input } from './sqs-input.ts';
import { operations, type SqsDeps } from './sqs-operations.ts';
import { createPolling } from './sqs-polling.ts';
import { messageIdOf } from './sqs-queue.ts';
import { openQueues } from './sqs-queues.ts';
import { describeMessage, type ReceivedMessage } from './sqs-received.ts';

export type { ReceivedMessage } from './sqs-received.ts';

export interface QueueCounts {
  visible: number;
  delayed: number;
  inFlight: number;
}

export interface SqsEmulator {
  url: string;
  /** Address of a queue, existing or not. */
  queueUrl: (name: string) => string;
  queueNames: () => string[];
  /** Messages of a queue by state; all zero when there is no such queue. */
  counts: (name: string) => QueueCounts;
  /** Receipt handles given out for messages that are in flight now; those from before the last restart are left out. */
  handlesInFlight: (name: string) => string[];
  /** When the next delayed or invisible message of these queues becomes visible; undefined when none is waiting. */
  nextChangeAt: (names: string[]) => Temporal.Instant | undefined;
  /** ReceiveMessage with all attributes, without HTTP; none when there is no such queue. */
  receive: (name: string, max: number, waitMs: number) => Promise<ReceivedMessage[]>;
  /** DeleteMessage for each handle, without HTTP. */
  remove: (name: string, receiptHandles: string[]) => void;
  /** To be called when the clock was moved: waiting receivers may be served now. */
  recheck: () => void;
  /** Answers every waiting receiver with nothing, so that it may end without breaking off. */
  releaseReceivers: () => void;
  stop: () => Promise<void>;
}

const everyAttribute = { MessageSystemAttributeNames: ['All'], MessageAttributeNames: ['All'] };

/** Ten messages of 1 MiB, with room for escapes. */
const bodySizeBytesMax = 8 * 1024 * 1024;

/**
 * Starts an SQS endpoint (standard queues, AWS JSON 1.0 protocol) on 127.0.0.1. Delays and visibility run on `clock`; messages are kept
 * in `dir`, or in memory without one. Why it exists: docs/decisions/0001-own-sqs-endpoint-for-local-time.md.
 *
 * @param accessKey - callers must use it as their access key ID
 * @throws DataFolderError when what is kept in `dir` is damaged
 */
export async function startSqs({
  accessKey,
  dir,
  clock,
  region = 'eu-west-1',
  ...keeping
}: {
  accessKey: string;
  dir?: string | undefined;
  clock: Clock;
  region?: string;
} & KeepingOptions): Promise<SqsEmulator> {
  const queues = openQueues({ dir, clock, ...keeping });
  const polling = createPolling(queues, clock);
  const handlesOfOldRun = new Set(
    queues.all().flatMap(({ store }) => store.handlesInFlight(clock.now().epochMilliseconds)),
  );
  const server = await serveLoopback(
    emulatorGuard(accessKey),
    (request, response) => void answer(request, response, service),
  );
  const urlOf = (name: string) => `${server.url}/000000000000/${name}`;
  const service: SqsDeps = { queues, polling, clock, region, urlOf };
  const nowMs = () => clock.now().epochMilliseconds;

  return {
    url: server.url,
    queueUrl: urlOf,
    queueNames: () => queues.all().map(({ name }) => name),
    counts: (name) => queues.find(name)?.store.counts(nowMs()) ?? { visible: 0, delayed: 0, inFlight: 0 },
    handlesInFlight: (name) =>
      (queues.find(name)?.store.handlesInFlight(nowMs()) ?? []).filter((handle) => !handlesOfOldRun.has(handle)),
    nextChangeAt(names) {
      const instants = names.flatMap((name) => queues.find(name)?.store.nextVisibleAtMs(nowMs()) ?? []);
      return instants.length === 0 ? undefined : Temporal.Instant.fromEpochMilliseconds(Math.min(...instants));
    },
    async receive(name, max, waitMs) {
      const queue = queues.find(name);
      if (queue === undefined) return [];
      const visibilityMs = 1000 * Number(queue.attributes['VisibilityTimeout']);
      const messages = await polling.receive(queue, { max, visibilityMs, waitMs });
      return messages.map((message) => describeMessage(message, everyAttribute));
    },
    remove(name, receiptHandles) {
      const queue = queues.find(name);
      for (const handle of queue === undefined ? [] : receiptHandles) {
        const id = messageIdOf(handle);
        if (id !== undefined && queue!.store.find(id)?.handle === handle) queues.remove(queue!, id);
      }
      queues.commit();
    },
    recheck: () => polling.wakeAll(),
    releaseReceivers: () => polling.release(),
    async stop() {
      polling.stop();
      await server.stop();
      queues.close();
    },
  };
}

async function answer(request: IncomingMessage, response: ServerResponse, service: SqsDeps): Promise<void> {
  const gone = new AbortController();
  // Earlier than the response's own event, and on a connection that serves many requests.
  const leave = () => gone.abort();
  request.socket.once('end', leave);
  response.once('close', () => {
    request.socket.off('end', leave);
    leave();
  });
  try {
    const operation = /^AmazonSQS\.(\w+)$/.exec(String(request.headers['x-amz-target']))?.[1] ?? '';
    const run = Object.hasOwn(operations, operation) ? operations[operation] : undefined;
    if (run === undefined)
      throw new SqsError('UnknownOperationException', `The operation ${operation} is not known here.`);
    const body = await readBody(request, bodySizeBytesMax);
    const running = run(JSON.parse(body.toString('utf8')) as Input, service, gone.signal);
    // Before anybody else has a turn: what cannot be written is undone, and that must be this operation's alone.
    service.queues.commit();
    write(response, 200, await running);
  } catch (error) {
    if (response.destroyed) return;
    const { code, queryCode, status, message } =
      error instanceof SqsError ? error : new SqsError('InternalFailure', String(error), { status: 500 });
    const fault = status < 500 ? 'Sender' : 'Receiver';
    write(
      response,
      status,
      { __type: `com.amazonaws.sqs#${code}`, message },
      { 'x-amzn-query-error': `${queryCode};${fault}` },
    );
  }
}

function write(response: ServerResponse, status: number, body: object, headers: Record<string, string> = {}): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/x-amz-json-1.0',
    'content-length': Buffer.byteLength(text),
    'x-amzn-requestid': randomUUID(),
    ...headers,
  });
  response.end(text);
}
