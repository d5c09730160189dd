import { type Answered, passOn } from '../bench/pass-on.ts';
import { emulatorGuard } from '../../lib/local/emulators/loopback-guard.ts';
import { type LoopbackServer, readBody, serveLoopback } from '../../lib/local/emulators/loopback-server.ts';
import { testCredentials } from './emulators.ts';

/** A call of the JSON protocol, as DynamoDB and SQS speak it. */
export interface EmulatorCall {
  operation: string;
  body: Record<string, unknown>;
  /** Hands it to the emulator, as it came or with another body, and answers what the emulator says. */
  forward: (body?: Record<string, unknown>) => Promise<EmulatorAnswer>;
}

export interface EmulatorAnswer {
  status: number;
  body: Record<string, unknown>;
}

/** What AWS says when it is in trouble. */
export const internalError: EmulatorAnswer = {
  status: 500,
  body: { __type: 'InternalServerError', message: 'Made to fail.' },
};

/** Stands between callers and an emulator of the JSON protocol, and answers what `between` says. */
export async function startEmulatorProxy(
  emulatorUrl: string,
  between: (call: EmulatorCall) => Promise<EmulatorAnswer>,
): Promise<LoopbackServer> {
  return serveLoopback(emulatorGuard(testCredentials.accessKeyId), (request, response) => {
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
          const answered = await passOn(emulatorUrl, request, bytes);
          headers = answered.headers;
          return { status: answered.status, body: JSON.parse(answered.body.toString()) as Record<string, unknown> };
        },
      });
      // A checksum of the emulator's own answer would not fit a changed one.
      delete headers['x-amz-crc32'];
      response.writeHead(answer.status, headers).end(JSON.stringify(answer.body));
    };
    serve().catch(() => response.destroy());
  });
}
