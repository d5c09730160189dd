import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { LoopbackServer } from '../../lib/local/emulators/loopback-server.ts';
import { PortTakenError, startHttpApi, type HttpApiOptions, type HttpHandler } from '../../lib/local/http-api.ts';

let server: LoopbackServer | undefined;
let errors: unknown[] = [];

async function serve(handler: HttpHandler, options: Partial<HttpApiOptions> = {}): Promise<string> {
  errors = [];
  const handlers = { web: handler, unsubscribe: handler };
  server = await startHttpApi({ port: 0, handlers, onError: (error) => errors.push(error), ...options });
  return server.url;
}
afterEach(async () => {
  await server?.stop();
  server = undefined;
});

/** A handler that answers with the event it was given. */
const echo: HttpHandler = async (event) => ({ statusCode: 200, body: JSON.stringify(event) });
const eventOf = async (response: Response | Promise<Response>) =>
  (await (await response).json()) as APIGatewayProxyEventV2;

/** Sends a request as it is written, for what fetch does not let through. */
const sendRaw = (lines: string[]) =>
  new Promise<string>((resolve, reject) => {
    let answer = '';
    const socket = connect(server!.port, '127.0.0.1', () =>
      socket.write([...lines, 'Connection: close', '', ''].join('\r\n')),
    );
    socket.on('data', (data) => (answer += data.toString()));
    socket.on('end', () => resolve(answer)).on('error', reject);
  });

describe('the event of a request', () => {
  test('tells method, path, query and client as API Gateway does', async () => {
    const url = await serve(echo);
    const event = await eventOf(fetch(`${url}/preferences?a=1&a=2&b=x%20y`, { headers: { 'x-own': 'yes' } }));
    expect(event).toMatchObject({
      version: '2.0',
      routeKey: '$default',
      rawPath: '/preferences',
      rawQueryString: 'a=1&a=2&b=x%20y',
      queryStringParameters: { a: '1,2', b: 'x y' },
      headers: { 'x-own': 'yes', 'x-forwarded-for': '127.0.0.1', 'x-forwarded-proto': 'https' },
      isBase64Encoded: false,
      requestContext: {
        domainName: '127.0.0.1',
        stage: '$default',
        http: { method: 'GET', path: '/preferences', protocol: 'HTTP/1.1', sourceIp: '127.0.0.1' },
      },
    });
    expect(event.requestContext.time).toMatch(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/);
    expect(event).not.toHaveProperty('body');
    expect(event).not.toHaveProperty('cookies');
  });

  test('has the path decoded, although it is called raw', async () => {
    const url = await serve(echo);
    expect((await eventOf(fetch(`${url}/caf%C3%A9/a%20b`))).rawPath).toBe('/café/a b');
    expect((await eventOf(fetch(`${url}/100%`))).rawPath).toBe('/100%');
  });

  test('joins repeated fields by a comma and keeps cookies apart', async () => {
    await serve(echo);
    const lines = ['GET / HTTP/1.1', 'Host: localhost', 'X-Many: a', 'X-Many: b', 'Cookie: one=1; two=2'];
    const answer = await sendRaw(lines);
    const event = JSON.parse(answer.slice(answer.indexOf('{'))) as APIGatewayProxyEventV2;
    expect(event.headers['x-many']).toBe('a,b');
    expect(event.cookies).toEqual(['one=1', 'two=2']);
    expect(event.headers).not.toHaveProperty('cookie');
    expect(event.headers).not.toHaveProperty('connection');
  });

  // What a mail program posts for one-click unsubscribe, and what browsers post, arrives encoded.
  test.each([
    ['application/x-www-form-urlencoded', 'List-Unsubscribe=One-Click', true],
    ['multipart/form-data; boundary=x', '--x\r\n\r\nList-Unsubscribe=One-Click\r\n--x--', true],
    ['application/octet-stream', 'bytes', true],
    ['application/json', '{"a":"ü"}', false],
    ['text/plain', 'hello', false],
    ['application/xml', '<a/>', false],
  ])('a %s body is %s', async (type, body, isBase64Encoded) => {
    const url = await serve(echo);
    const event = await eventOf(fetch(url, { method: 'POST', body, headers: { 'content-type': type } }));
    expect(event.isBase64Encoded).toBe(isBase64Encoded);
    expect(Buffer.from(event.body!, isBase64Encoded ? 'base64' : 'utf8').toString()).toBe(body);
  });

  test('a body without a type is encoded too', async () => {
    const url = await serve(echo);
    const event = await eventOf(fetch(url, { method: 'POST', body: new Uint8Array([104, 105]) }));
    expect(event).toMatchObject({ body: 'aGk=', isBase64Encoded: true });
  });
});

describe('unsubscribing', () => {
  const unsubscribe: HttpHandler = async ({ routeKey, pathParameters }) => ({
    statusCode: 200,
    body: JSON.stringify({ routeKey, pathParameters }),
  });

  test('has routes and a function of its own, whose event names the route', async () => {
    const url = await serve(async () => ({ statusCode: 200, body: 'site' }), { handlers: { web: echo, unsubscribe } });
    const oneClick = await fetch(`${url}/unsubscribe/a.b`, { method: 'POST' });
    expect(await oneClick.json()).toEqual({ routeKey: 'POST /unsubscribe/{token}', pathParameters: { token: 'a.b' } });
    const page = await fetch(`${url}/unsubscribe/a.b`);
    expect(await page.json()).toEqual({ routeKey: 'ANY /unsubscribe/{proxy+}', pathParameters: { proxy: 'a.b' } });
    expect(await eventOf(fetch(`${url}/settings/a.b`))).toMatchObject({ routeKey: '$default' });
  });

  test('works while every page of the site hangs', async () => {
    const url = await serve(echo, { handlers: { web: () => new Promise(() => undefined), unsubscribe } });
    const pages = Array.from({ length: 50 }, () => fetch(url).catch(() => undefined));
    expect((await fetch(`${url}/unsubscribe/a.b`, { method: 'POST' })).status).toBe(200);
    await server!.stop();
    await Promise.all(pages);
  });
});

describe('the response to a result', () => {
  const answering = (result: unknown) => serve(async () => result);

  test('has its status, headers, cookies and body', async () => {
    const url = await answering({
      statusCode: 201,
      headers: { 'Content-Type': 'text/html; charset=utf-8', 'x-number': 7 },
      cookies: ['a=1; HttpOnly', 'b=2'],
      body: '<p>ü</p>',
    });
    const response = await fetch(url);
    expect(response.status).toBe(201);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('x-number')).toBe('7');
    expect(response.headers.getSetCookie()).toEqual(['a=1; HttpOnly', 'b=2']);
    expect(await response.text()).toBe('<p>ü</p>');
  });

  test('decodes a base64 body', async () => {
    const url = await answering({ statusCode: 200, body: 'AP8=', isBase64Encoded: true });
    expect([...new Uint8Array(await (await fetch(url)).arrayBuffer())]).toEqual([0, 255]);
  });

  test('takes a value without a status for the body, as JSON', async () => {
    const url = await answering({ hello: undefined, at: new Date(0) });
    const response = await fetch(url);
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(await response.json()).toEqual({ at: '1970-01-01T00:00:00.000Z' });
  });

  test.each([[{ statusCode: 'often' }], [{ statusCode: 200, body: { a: 1 } }]])('is 500 for %j', async (result) => {
    const response = await fetch(await answering(result));
    expect(response.status).toBe(500);
    expect(await response.json()).toEqual({ message: 'Internal Server Error' });
  });
});

describe('what goes wrong', () => {
  test('inside is told to the service and not to the visitor', async () => {
    const url = await serve(async () => {
      throw new Error('secret at line 7');
    });
    const response = await fetch(url);
    expect(response.status).toBe(500);
    expect(await response.text()).toBe('{"message":"Internal Server Error"}');
    expect(errors).toMatchObject([{ message: 'secret at line 7' }]);
  });

  test('a handler that is too slow is a 503', async () => {
    const url = await serve(() => new Promise(() => {}), { timeoutMs: 20 });
    expect((await fetch(url)).status).toBe(503);
  });

  test('a handler that hangs keeps no process alive once nobody waits for it', async () => {
    const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    const before = timers();
    let during: number | undefined;
    const url = await serve(() => {
      // The time of its answer is being counted by then.
      setImmediate(() => (during = timers()));
      return new Promise(() => {});
    });
    const page = fetch(url).catch(() => undefined);
    while (during === undefined) await new Promise(setImmediate);
    expect(during).toBe(before);
    await server!.stop();
    await page;
  });

  test('more than 10 MB is a 413, and 10 MB are not', async () => {
    const url = await serve(async (event) => ({ statusCode: 200, body: String(event.body?.length) }));
    const post = (sizeBytes: number) => fetch(url, { method: 'POST', body: new Uint8Array(sizeBytes) });
    expect((await post(10 * 1024 * 1024)).status).toBe(200);
    expect((await post(10 * 1024 * 1024 + 1)).status).toBe(413);
  });

  test('a taken port is one sentence that says what to do', async () => {
    await serve(echo);
    const second = startHttpApi({ port: server!.port, handlers: { web: echo, unsubscribe: echo } });
    await expect(second).rejects.toThrow(PortTakenError);
    await expect(second).rejects.toThrow(
      `Port ${server!.port} is taken by another program: stop that program, or choose another port with PORT=${server!.port + 1} npm start.`,
    );
  });
});

test('the console is told when the client is gone', async () => {
  let asked: Request | undefined;
  const url = await serve(echo, {
    console: (request) => {
      asked = request;
      return new Promise(() => {});
    },
  });
  const leaving = new AbortController();
  const answer = fetch(`${url}/local`, { signal: leaving.signal });
  while (asked === undefined) await new Promise(setImmediate);
  leaving.abort();
  await expect(answer).rejects.toThrow('aborted');
  if (!asked.signal.aborted) await once(asked.signal, 'abort');
});

test('what is below /local goes to the console, and nothing else does', async () => {
  const url = await serve(async () => ({ statusCode: 200, body: 'site' }), {
    console: async (request) =>
      new Response(`console ${request.method} ${new URL(request.url).pathname} ${await request.text()}`, {
        headers: { 'x-from': 'console' },
      }),
  });
  expect(await (await fetch(`${url}/local`)).text()).toBe('console GET /local ');
  const posted = await fetch(`${url}/local/clock`, { method: 'POST', body: 'by=day' });
  expect(await posted.text()).toBe('console POST /local/clock by=day');
  expect(posted.headers.get('x-from')).toBe('console');
  expect(await (await fetch(`${url}/localized`)).text()).toBe('site');
});
