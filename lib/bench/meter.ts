import { request, type IncomingMessage } from 'node:http';
import { readBody, serveLoopback } from '../local/engines/loopback-server.ts';

/** What went over the wire to DynamoDB and SQS: requests by operation, and the capacity that the engine says they consumed. */
export interface Metered {
  requests: Record<string, number>;
  writeUnits: number;
  readUnits: number;
}

export interface Meter {
  /** Endpoints that count what passes, and pass it on. */
  dynamo: string;
  sqs: string;
  /** What passed since this was last asked. */
  take: () => Metered;
  stop: () => Promise<void>;
}

interface Consumed {
  CapacityUnits?: number;
}

const reads = /\.(GetItem|BatchGetItem|Query|Scan)$/;
const countable = /\.(GetItem|Query|UpdateItem|PutItem|DeleteItem)$/;
const bodySizeBytesMax = 16 * 1024 * 1024;

/** Stands between the SDK and the engines. It is the engine that counts capacity; the meter only makes it say so in every answer. */
export async function startMeter(engines: { dynamo: string; sqs: string }): Promise<Meter> {
  let metered = nothing();
  const passOn = async (to: string, incoming: IncomingMessage, target: string) => {
    let body = await readBody(incoming, bodySizeBytesMax);
    if (countable.test(target)) {
      body = Buffer.from(
        JSON.stringify({ ...(JSON.parse(body.toString()) as object), ReturnConsumedCapacity: 'INDEXES' }),
      );
    }
    return ask(to, incoming, body);
  };
  const proxy = (to: string) =>
    serveLoopback((incoming, response) => {
      void (async () => {
        const target = String(incoming.headers['x-amz-target'] ?? '');
        const operation = target.split('.').at(-1) ?? '';
        metered.requests[operation] = (metered.requests[operation] ?? 0) + 1;
        const { status, headers, body } = await passOn(to, incoming, target);
        if (countable.test(target)) {
          const { ConsumedCapacity } = JSON.parse(body.toString()) as { ConsumedCapacity?: Consumed };
          const units = ConsumedCapacity?.CapacityUnits ?? 0;
          if (reads.test(target)) metered.readUnits += units;
          else metered.writeUnits += units;
        }
        response.writeHead(status, headers).end(body);
      })().catch(() => response.destroy());
    });
  const [dynamo, sqs] = await Promise.all([proxy(engines.dynamo), proxy(engines.sqs)]);
  return {
    dynamo: dynamo.url,
    sqs: sqs.url,
    take: () => {
      const taken = metered;
      metered = nothing();
      return taken;
    },
    stop: async () => {
      await Promise.all([dynamo.stop(), sqs.stop()]);
    },
  };
}

function nothing(): Metered {
  return { requests: {}, writeUnits: 0, readUnits: 0 };
}

interface Answered {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
}

function ask(to: string, incoming: IncomingMessage, body: Buffer): Promise<Answered> {
  const { 'content-length': _length, host: _host, connection: _connection, ...headers } = incoming.headers;
  return new Promise((resolve, reject) => {
    const outgoing = request(to, { method: incoming.method, headers: { ...headers, 'content-length': body.length } });
    outgoing.on('error', reject);
    outgoing.on('response', (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () => {
        const content = Buffer.concat(chunks);
        const type = String(answer.headers['content-type'] ?? 'application/json');
        resolve({ status: answer.statusCode ?? 500, headers: { 'content-type': type }, body: content });
      });
    });
    outgoing.end(body);
  });
}
