import { once } from 'node:events';
import { Agent, createServer, request, type IncomingMessage } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { guardConnections } from '../../../lib/local/emulators/guarded-connections.ts';
import type { Guard } from '../../../lib/local/emulators/loopback-guard.ts';
import type { LoopbackServer } from '../../../lib/local/emulators/loopback-server.ts';

/** Lets in who says the word. */
const guard: Guard = ({ headers }) =>
  headers['word'] === 'sesame' ? undefined : { contentType: 'text/plain', body: 'No.' };

/** Echoes what it is sent. */
const program = createServer((incoming, response) => {
  asked.push(`${incoming.method} ${incoming.url}`);
  incoming.pipe(response);
});
let asked: string[];
let server: LoopbackServer;
beforeEach(async () => {
  asked = [];
  program.listen(0, '127.0.0.1');
  await once(program, 'listening');
  server = await guardConnections(guard, { host: '127.0.0.1', port: (program.address() as AddressInfo).port });
});
afterEach(async () => {
  await server.stop();
  program.close();
  program.closeAllConnections();
  await once(program, 'close');
});

const post = (body: string | Buffer, headers: Record<string, string>, agent?: Agent) =>
  new Promise<{ status: number | undefined; body: Buffer }>((resolve, reject) => {
    const options = { method: 'POST', headers, ...(agent && { agent }) };
    const outgoing = request(server.url, options, (answer: IncomingMessage) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => resolve({ status: answer.statusCode, body: Buffer.concat(chunks) }));
    });
    outgoing.on('error', reject).end(body);
  });

test('passes bytes on both ways, however many there are', async () => {
  const body = Buffer.alloc(5_000_000, 'abcdefg');
  const answer = await post(body, { word: 'sesame' });
  expect(answer.status).toBe(200);
  expect(answer.body.equals(body)).toBe(true);
});

test('goes on with a connection that was let in', async () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  await post('one', { word: 'sesame' }, agent);
  expect((await post('two', { word: 'sesame' }, agent)).body.toString()).toBe('two');
  agent.destroy();
  expect(asked).toEqual(['POST /', 'POST /']);
});

test('says no to everybody else, a large body notwithstanding, and the program never hears of it', async () => {
  expect(await post(Buffer.alloc(1_000_000), {})).toEqual({ status: 403, body: Buffer.from('No.') });
  expect(asked).toEqual([]);
});

test('waits for a head that comes in pieces', async () => {
  const socket = connect(server.port, '127.0.0.1').setNoDelay(true);
  for (const piece of 'POST /piece HTTP/1.1\r\nHost: x\r\nWORD:sesame\r\nConnection: close\r\nContent-Length: 2\r\n\r\nhi') {
    socket.write(piece);
    await new Promise(setImmediate);
  }
  let said = '';
  for await (const chunk of socket) said += String(chunk);
  expect(said).toMatch(/^HTTP\/1\.1 200 [^]*hi/);
});

test('ends a connection whose head has no end', async () => {
  const socket = connect(server.port, '127.0.0.1').on('error', () => {});
  socket.write(`GET / HTTP/1.1\r\nX: ${'x'.repeat(20_000)}`);
  await once(socket, 'close');
  expect(asked).toEqual([]);
});

test('ends a connection when the program is gone', async () => {
  program.close();
  program.closeAllConnections();
  await once(program, 'close');
  await expect(post('one', { word: 'sesame' })).rejects.toThrow(/hang up|ECONNRESET/);
  program.listen(0, '127.0.0.1');
  await once(program, 'listening');
});
