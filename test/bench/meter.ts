import type { IncomingMessage } from 'node:http';
import { emulatorGuard } from '../../lib/local/emulators/loopback-guard.ts';
import { readBody, serveLoopback } from '../../lib/local/emulators/loopback-server.ts';
import { passOn } from './pass-on.ts';

/** What went over the wire to DynamoDB and SQS: requests by operation, and the capacity that the emulator says they consumed. */
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

/** Stands between the SDK and the engines. It is the emulator that counts capacity; the meter only makes it say so in every answer. */
export async function startMeter(accessKey: string, emulators: { dynamo: string; sqs: string }): Promise<Meter> {
  let metered = nothing();
  const passOnMetered = async (to: string, incoming: IncomingMessage, target: string) => {
    let body = await readBody(incoming, bodySizeBytesMax);
    if (countable.test(target)) {
      body = Buffer.from(
        JSON.stringify({ ...(JSON.parse(body.toString()) as object), ReturnConsumedCapacity: 'INDEXES' }),
      );
    }
    return passOn(to, incoming, body);
  };
  const proxy = (to: string) =>
    serveLoopback(emulatorGuard(accessKey), (incoming, response) => {
      void (async () => {
        const target = String(incoming.headers['x-amz-target'] ?? '');
        const operation = target.split('.').at(-1) ?? '';
        metered.requests[operation] = (metered.requests[operation] ?? 0) + 1;
        const { status, headers, body } = await passOnMetered(to, incoming, target);
        if (countable.test(target)) {
          const { ConsumedCapacity } = JSON.parse(body.toString()) as { ConsumedCapacity?: Consumed };
          const units = ConsumedCapacity?.CapacityUnits ?? 0;
          if (reads.test(target)) metered.readUnits += units;
          else metered.writeUnits += units;
        }
        response.writeHead(status, headers).end(body);
      })().catch(() => response.destroy());
    });
  const [dynamo, sqs] = await Promise.all([proxy(emulators.dynamo), proxy(emulators.sqs)]);
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
