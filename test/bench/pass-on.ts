import { request, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';

export interface Answered {
  status: number;
  headers: OutgoingHttpHeaders;
  body: Buffer;
}

/** Header fields about a single connection. */
const connectionFields = new Set(['connection', 'content-length', 'expect', 'host', 'keep-alive', 'transfer-encoding']);

/**
 * Forwards a request to an emulator, with `body` as its body. It does not use fetch, which adds Sec-Fetch-Mode as browsers do: the emulators refuse that.
 *
 * @param emulatorUrl - without a path
 * @throws the connection's error
 */
export function passOn(emulatorUrl: string, incoming: IncomingMessage, body: Buffer): Promise<Answered> {
  const headers = { ...withoutConnection(incoming.headers), 'content-length': body.length };
  return new Promise((resolve, reject) => {
    const outgoing = request(emulatorUrl + incoming.url, { method: incoming.method, headers });
    outgoing.on('error', reject);
    outgoing.on('response', (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () => {
        const content = Buffer.concat(chunks);
        resolve({ status: answer.statusCode ?? 500, headers: withoutConnection(answer.headers), body: content });
      });
    });
    outgoing.end(body);
  });
}

function withoutConnection(headers: OutgoingHttpHeaders): OutgoingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !connectionFields.has(name)));
}
