import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { guarded, type Guard } from './loopback-guard.ts';

export interface LoopbackServer {
  /** http://127.0.0.1:<port> */
  url: string;
  port: number;
  /** Takes no more requests and ends, requests under way having `graceMs` (0 by default) to end by themselves. */
  stop: (graceMs?: number) => Promise<void>;
}

/**
 * Serves `listener` on 127.0.0.1 and nowhere else, behind `guard`; port 0 takes a free one.
 *
 * @throws the listen error, e.g. EADDRINUSE
 */
export async function serveLoopback(guard: Guard, listener: RequestListener, wantedPort = 0): Promise<LoopbackServer> {
  const server = createServer(guarded(guard, listener));
  // SDK clients reuse connections; one that the server ends while a request is on its way would look like a lost answer.
  server.keepAliveTimeout = 60_000;
  server.listen(wantedPort, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    async stop(graceMs = 0) {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      server.closeIdleConnections();
      const timer = setTimeout(() => server.closeAllConnections(), graceMs);
      await closed;
      clearTimeout(timer);
    },
  };
}

/** A request body was longer than the server takes. */
export class BodyTooLargeError extends Error {
  override name = 'BodyTooLargeError';
}

/**
 * Reads a whole request body.
 *
 * @throws BodyTooLargeError beyond `sizeBytesMax`, after reading on for a while: a client that is still sending would not see the answer
 */
export async function readBody(request: IncomingMessage, sizeBytesMax: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    sizeBytes += chunk.length;
    if (sizeBytes > 4 * sizeBytesMax) break;
    if (sizeBytes <= sizeBytesMax) chunks.push(chunk);
  }
  if (sizeBytes > sizeBytesMax) throw new BodyTooLargeError(`more than ${sizeBytesMax} bytes`);
  return Buffer.concat(chunks);
}
