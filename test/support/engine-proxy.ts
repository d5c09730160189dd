import { type Answered, passOn } from '../../lib/bench/pass-on.ts';
import { engineGuard } from '../../lib/local/engines/loopback-guard.ts';
import { type LoopbackServer, readBody, serveLoopback } from '../../lib/local/engines/loopback-server.ts';
import { testCredentials } from './engines.ts';

/** A call of the JSON protocol, as DynamoDB and SQS speak it. */
export interface EngineCall {
  operation: string;
  body: Record<string, unknown>;
  /** Hands it to the engine, as it came or with another body, and answers what the engine says. */
  forward: (body?: Record<string, unknown>) => Promise<EngineAnswer>;
}

export interface EngineAnswer {
  status: number;
  body: Record<string, unknown>;
}

/** What AWS says when it is in trouble. */
export const internalError: EngineAnswer = {
  status: 500,
  body: { __type: 'InternalServerError', message: 'Made to fail.' },
};

/** Stands between callers and an engine of the JSON protocol, and answers what `between` says. */
export async function startEngineProxy(
  engineUrl: string,
  between: (call: EngineCall) => Promise<EngineAnswer>,
): Promise<LoopbackServer> {
  return serveLoopback(engineGuard(testCredentials.accessKeyId), (request, response) => {
    const serve = async () => {
      const raw = await readBody(request, 1024 * 1024);
      const body = JSON.parse(raw.toString()) as Record<string, unknown>;
      const operation = String(request.headers['x-amz-target']).split('.').at(-1)!;
      let headers: Answered['headers'] = { 'content-type': 'application/x-amz-json-1.0' };
      const answer = await between({
        operation,
        body,
        forward: async (changed) => {
          const bytes = changed === undefined ? raw : Buffer.from(JSON.stringify(changed));
          const answered = await passOn(engineUrl, request, bytes);
          headers = answered.headers;
          return { status: answered.status, body: JSON.parse(answered.body.toString()) as Record<string, unknown> };
        },
      });
      // A checksum of the engine's own answer would not fit a changed one.
      delete headers['x-amz-crc32'];
      response.writeHead(answer.status, headers).end(JSON.stringify(answer.body));
    };
    serve().catch(() => response.destroy());
  });
}
