import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import { guarded, pageGuard, siteGuard } from './emulators/loopback-guard.ts';
import type { SiteHandlerName } from '../cloud/site-routes.ts';
import { BodyTooLargeError, type LoopbackServer, readBody, serveLoopback } from './emulators/loopback-server.ts';
import { answerByFetch } from './fetch-bridge.ts';
import { toEvent, writeResult } from './http-event.ts';
import { lambdaContext, throughJson } from './lambda-context.ts';

export type HttpHandler = (event: APIGatewayProxyEventV2, context: Context) => Promise<unknown>;

export interface HttpApiOptions {
  /** 0 takes a free one. */
  port: number;
  /** Answer every request but those under `/local`, by the routes of the site. */
  handlers: Record<SiteHandlerName, HttpHandler>;
  /** Answers `/local` and what is below it. */
  console?: (request: Request) => Response | Promise<Response>;
  /** Hears what went wrong inside; the answer never tells. */
  onError?: (error: unknown) => void;
  timeoutMs?: number;
}

/** Another program has the port; the message says what to do. */
export class PortTakenError extends Error {
  override name = 'PortTakenError';
}

/** Largest request body that API Gateway takes. */
const bodySizeBytesMax = 10 * 1024 * 1024;

/**
 * Serves the site on 127.0.0.1 the way API Gateway does: each request becomes an event for the handler, and its answer a response.
 *
 * @throws PortTakenError
 */
export async function startHttpApi(options: HttpApiOptions): Promise<LoopbackServer> {
  const listener: RequestListener = (request, response) => void answer(request, response, options);
  const consoleListener = guarded(pageGuard, listener);
  try {
    return await serveLoopback(
      siteGuard,
      (request, response) => (isForConsole(request) ? consoleListener : listener)(request, response),
      options.port,
    );
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error;
    throw new PortTakenError(
      `Port ${options.port} is ${code === 'EACCES' ? 'not yours to use' : 'taken by another program'}: stop that program, or choose another port with PORT=${options.port + 1} npm start.`,
      { cause: error },
    );
  }
}

async function answer(request: IncomingMessage, response: ServerResponse, options: HttpApiOptions): Promise<void> {
  const { handlers, console, onError, timeoutMs = 30_000 } = options;
  try {
    const body = await readBody(request, bodySizeBytesMax);
    if (console !== undefined && isForConsole(request)) {
      await answerByFetch(request, body, response, console);
      return;
    }
    const { event, route } = toEvent(request, body);
    const context = lambdaContext(route.handler, timeoutMs);
    const result = await withinTime(handlers[route.handler](throughJson(event), context), timeoutMs);
    writeResult(response, throughJson(result));
  } catch (error) {
    if (request.destroyed && !request.complete) return void response.destroy();
    if (error instanceof BodyTooLargeError) return refuse(response, 413, 'Request Entity Too Large');
    onError?.(error);
    if (response.headersSent) response.destroy();
    else if (error instanceof TimeoutError) refuse(response, 503, 'Service Unavailable');
    else refuse(response, 500, 'Internal Server Error');
  }
}

function isForConsole({ url = '/' }: IncomingMessage): boolean {
  const path = url.split('?', 1)[0]!;
  return path === '/local' || path.startsWith('/local/');
}

/** API Gateway's own answers are JSON and say no more than this. */
function refuse(response: ServerResponse, status: number, message: string): void {
  response.writeHead(status, { 'content-type': 'application/json', connection: 'close' });
  response.end(JSON.stringify({ message }));
}

class TimeoutError extends Error {
  override name = 'TimeoutError';
}

async function withinTime<T>(work: Promise<T>, timeoutMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TimeoutError(`no answer within ${timeoutMs} ms`)), timeoutMs);
    // The visitor's connection keeps the process alive; once it is closed, nobody waits for this.
    timer.unref();
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
