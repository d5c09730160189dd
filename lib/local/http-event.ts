import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { SiteRoute } from '../cloud/site-routes.ts';
import { routeOf } from './site-routes.ts';

/** Between Node's HTTP and the events of an API Gateway HTTP API (payload format 2.0), the way AWS translates them. */

/**
 * The event that an HTTP API makes of a request. Bodies are text for a few content types only and base64 for all others, forms
 * included; the path is decoded, although it is called raw, and the query string is not.
 *
 * @returns the route that it takes as well
 */
export function toEvent(request: IncomingMessage, body: Buffer): { event: APIGatewayProxyEventV2; route: SiteRoute } {
  const [rawTarget = '/', ...query] = (request.url ?? '/').split('?');
  const rawQueryString = query.join('?');
  const path = decodedPath(rawTarget);
  const { cookies, headers } = headersOf(request);
  const sourceIp = request.socket.remoteAddress?.replace(/^::ffff:/, '') ?? '127.0.0.1';
  const now = new Date();
  headers['x-forwarded-for'] ??= sourceIp;
  headers['x-forwarded-proto'] ??= 'https';
  headers['x-forwarded-port'] ??= '443';
  headers['x-amzn-trace-id'] ??=
    `Root=1-${Math.floor(now.getTime() / 1000).toString(16)}-${randomUUID().replaceAll('-', '').slice(0, 24)}`;
  const text = isText(headers['content-type']);
  const queryStringParameters = parametersOf(rawQueryString);
  const host = (headers['host'] ?? 'localhost').replace(/:\d+$/, '');
  const method = request.method ?? 'GET';
  const { route, pathParameters } = routeOf(method, path);
  const event: APIGatewayProxyEventV2 = {
    version: '2.0',
    routeKey: route.key,
    rawPath: path,
    rawQueryString,
    ...(cookies.length > 0 && { cookies }),
    headers,
    ...(queryStringParameters && { queryStringParameters }),
    ...(pathParameters && { pathParameters }),
    requestContext: {
      accountId: '000000000000',
      apiId: 'local',
      domainName: host,
      domainPrefix: host.split('.')[0]!,
      http: {
        method,
        path,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp,
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: randomUUID(),
      routeKey: route.key,
      stage: '$default',
      time: commonLogTime(now),
      timeEpoch: now.getTime(),
    },
    ...(body.length > 0 && { body: body.toString(text ? 'utf8' : 'base64') }),
    isBase64Encoded: body.length > 0 && !text,
  };
  return { event, route };
}

/**
 * Writes what a handler answered. Without a `statusCode` the whole value is the body, as JSON, with status 200.
 *
 * @throws TypeError for an answer that API Gateway would turn into a 500
 */
export function writeResult(response: ServerResponse, result: unknown): void {
  if (!isStructured(result)) {
    const text = typeof result === 'string' ? result : JSON.stringify(result ?? null);
    response.writeHead(200, { 'content-type': 'application/json' }).end(text);
    return;
  }
  const status = Number(result.statusCode);
  if (!Number.isInteger(status) || status < 100 || status > 599) throw new TypeError('The status is no HTTP status.');
  if (result.body !== undefined && typeof result.body !== 'string') throw new TypeError('The body is no text.');
  const body = Buffer.from(result.body ?? '', result.isBase64Encoded === true ? 'base64' : 'utf8');
  const headers: Record<string, string | string[] | number> = {};
  if (body.length > 0) headers['content-type'] = 'text/plain;charset=UTF-8';
  for (const [name, value] of Object.entries(result.headers ?? {})) headers[name.toLowerCase()] = String(value);
  if (result.cookies !== undefined && result.cookies.length > 0) headers['set-cookie'] = result.cookies;
  response.writeHead(status, { ...headers, 'content-length': body.length }).end(body);
}

interface StructuredResult {
  statusCode: number | string;
  headers?: Record<string, string | number | boolean>;
  cookies?: string[];
  body?: unknown;
  isBase64Encoded?: boolean;
}

function isStructured(result: unknown): result is StructuredResult {
  return typeof result === 'object' && result !== null && 'statusCode' in result;
}

/** Checked against AWS by others: ministack's pull request 766. A body without a content type is base64 too. */
function isText(contentType: string | undefined): boolean {
  return /^(text\/|application\/(json|xml|javascript)\b)/i.test(contentType ?? '');
}

/** Fields that end at a hop, and so at API Gateway. */
const hopByHop = new Set(['connection', 'keep-alive', 'transfer-encoding', 'upgrade', 'te', 'trailer']);

function headersOf(request: IncomingMessage): { headers: Record<string, string>; cookies: string[] } {
  const headers: Record<string, string> = {};
  const cookies: string[] = [];
  // Node's parsed headers drop repetitions of some fields; the raw ones have them all.
  for (let index = 0; index + 1 < request.rawHeaders.length; index += 2) {
    const name = request.rawHeaders[index]!.toLowerCase();
    const value = request.rawHeaders[index + 1]!;
    if (name === 'cookie') cookies.push(...value.split(/;\s*/));
    else if (!hopByHop.has(name)) headers[name] = name in headers ? `${headers[name]},${value}` : value;
  }
  return { headers, cookies };
}

function parametersOf(rawQueryString: string): Record<string, string> | undefined {
  if (rawQueryString === '') return undefined;
  const parameters: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(rawQueryString)) {
    parameters[name] = name in parameters ? `${parameters[name]},${value}` : value;
  }
  return parameters;
}

/** HTTP APIs decode the path, and cut it at a question mark that comes out; what cannot be decoded stays. */
function decodedPath(rawTarget: string): string {
  try {
    return decodeURIComponent(rawTarget).split('?', 1)[0]!;
  } catch {
    return rawTarget;
  }
}

/** `23/Nov/2026:08:00:00 +0000`. */
function commonLogTime(date: Date): string {
  const [, day, month, year, time] = /, (\d+) (\w+) (\d+) ([\d:]+)/.exec(date.toUTCString()) ?? [];
  return `${day}/${month}/${year}:${time} +0000`;
}
