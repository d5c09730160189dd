import type { IncomingMessage, ServerResponse } from 'node:http';

/** Answers a request by a function that speaks the web's Request and Response, as a Hono app does. The request's signal aborts when the client leaves. */
export async function answerByFetch(
  request: IncomingMessage,
  body: Buffer,
  response: ServerResponse,
  fetch: (request: Request) => Response | Promise<Response>,
): Promise<void> {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    for (const one of [value ?? []].flat()) headers.append(name, one);
  }
  const method = request.method ?? 'GET';
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  const result = await fetch(
    new Request(new URL(request.url ?? '/', `http://${request.headers.host ?? 'localhost'}`), {
      method,
      headers,
      signal: gone.signal,
      ...(method !== 'GET' && method !== 'HEAD' && body.length > 0 && { body: new Uint8Array(body) }),
    }),
  );
  const bytes = Buffer.from(await result.arrayBuffer());
  response.writeHead(result.status, { ...Object.fromEntries(result.headers), 'content-length': bytes.length });
  response.end(bytes);
}
