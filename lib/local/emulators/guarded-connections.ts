import { once } from 'node:events';
import type { IncomingHttpHeaders } from 'node:http';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import type { Guard, GuardedRequest } from './loopback-guard.ts';
import type { LoopbackServer } from './loopback-server.ts';

/** SDK clients send about one kilobyte. */
const headSizeBytesMax = 16 * 1024;
/** How long a connection that was not let in may be idle. */
const strangerTimeoutMs = 10_000;

/**
 * Listens on 127.0.0.1 in front of another program, and passes bytes both ways on the connections that `guard` lets in.
 *
 * It checks the first request of each connection only. The client that holds the connection has shown the access key by then, and checking every
 * request would cost much more (docs/decisions/0018-engines-require-an-access-key.md).
 */
export async function guardConnections(guard: Guard, target: { host: string; port: number }): Promise<LoopbackServer> {
  const open = new Set<Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
    // A client that goes away is not a fault.
    socket.on('error', () => {});
    letInOrRefuse(socket, guard, target);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // Like the program behind it, it must not keep this process alive when nobody stops it.
  server.unref();
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    async stop() {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}

function letInOrRefuse(socket: Socket, guard: Guard, target: { host: string; port: number }): void {
  let received = Buffer.alloc(0);
  const read = (chunk: Buffer) => {
    received = Buffer.concat([received, chunk]);
    const headEnd = received.indexOf('\r\n\r\n');
    if (headEnd === -1) {
      if (received.length > headSizeBytesMax) socket.destroy();
      return;
    }
    socket.off('data', read);
    const refusal = guard(requestOf(received.toString('latin1', 0, headEnd), socket));
    if (refusal === undefined) {
      socket.setTimeout(0);
      passOn(socket, received, target);
      return;
    }
    const { contentType, body } = refusal;
    const head = `content-type: ${contentType}\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close`;
    socket.end(`HTTP/1.1 403 Forbidden\r\n${head}\r\n\r\n${body}`);
    // Unread bytes would turn the end into a reset, and the answer would be lost.
    socket.resume();
  };
  socket.on('data', read);
  socket.setTimeout(strangerTimeoutMs, () => socket.destroy());
}

function passOn(socket: Socket, received: Buffer, target: { host: string; port: number }): void {
  const inner = connect({ ...target, noDelay: true });
  inner.on('error', () => socket.destroy());
  socket.once('close', () => inner.destroy());
  inner.write(received);
  socket.pipe(inner);
  inner.pipe(socket);
  socket.unref();
  inner.unref();
}

/** Reads the head of a request as far as a guard needs it. */
function requestOf(head: string, socket: Socket): GuardedRequest {
  const [requestLine = '', ...lines] = head.split('\r\n');
  const headers: IncomingHttpHeaders = {};
  for (const line of lines) {
    const colon = line.indexOf(':');
    headers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim();
  }
  return { method: requestLine.split(' ', 1)[0], headers, socket };
}
