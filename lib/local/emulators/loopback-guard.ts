import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders, RequestListener } from 'node:http';

/**
 * Decides which requests our local servers answer. Every web page in the operator's browser can send requests to every port of this machine. So can a
 * page whose host name was made to resolve to 127.0.0.1 (DNS rebinding), and so can other users of the machine.
 */

/** The part of an IncomingMessage that a guard reads. */
export interface GuardedRequest {
  method?: string | undefined;
  headers: IncomingHttpHeaders;
  socket: { localPort?: number | undefined };
}

/** The answer to a refused request; its status is 403. */
export interface Refusal {
  contentType: string;
  body: string;
}

/** Returns the refusal of a request, or undefined when it may pass. */
export type Guard = (request: GuardedRequest) => Refusal | undefined;

const loopbackHost = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;

/** For the site: requires a loopback host name. Other sites may post to it, because one-click unsubscribe does (RFC 8058). */
export const siteGuard: Guard = ({ headers }) =>
  loopbackHost.test(headers.host ?? '') ? undefined : text('This server answers only to localhost.');

/** For pages of the operator: requires a loopback host name, and refuses requests that pages of other sites send. */
export const pageGuard: Guard = (request) =>
  siteGuard(request) ??
  (isFromOwnPage(request) ? undefined : text('This request came from another site and was not carried out.'));

/**
 * For the engines: requires a loopback host name with the right port and the access key of this start, and refuses every browser.
 *
 * The key is the access key ID of the caller's credentials. Every AWS SDK sends it in the Authorization field (Signature Version 4:
 * `AWS4-HMAC-SHA256 Credential=<access key ID>/<date>/<region>/<service>/aws4_request, …`), so the SDK needs no change.
 */
export function emulatorGuard(accessKey: string): Guard {
  return (request) => {
    const { host, authorization } = request.headers;
    if (!loopbackHost.test(host ?? '') || !host!.endsWith(`:${request.socket.localPort}`))
      return serviceError(request, 'This server answers only to localhost.');
    if (isFromBrowser(request.headers)) return serviceError(request, 'This server does not answer browsers.');
    const [, given = ''] = /^AWS4-HMAC-SHA256 Credential=([^/,\s]+)\//.exec(authorization ?? '') ?? [];
    return isSameSecret(given, accessKey)
      ? undefined
      : serviceError(
          request,
          'The access key is not the one of this start. Take accessKey from service.json in the data folder.',
        );
  };
}

/** Makes a random access key of 160 bits. */
export function makeAccessKey(): string {
  return randomBytes(20).toString('hex');
}

/** Returns a listener that answers refused requests itself and passes the others to `listener`. */
export function guarded(guard: Guard, listener: RequestListener): RequestListener {
  return (request, response) => {
    const refusal = guard(request);
    if (refusal === undefined) return listener(request, response);
    response.writeHead(403, {
      'content-type': refusal.contentType,
      'content-length': Buffer.byteLength(refusal.body),
    });
    response.end(refusal.body);
  };
}

/** Compares two secrets in a time that reveals their length at most. */
export function isSameSecret(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function isFromOwnPage({ method, headers }: GuardedRequest): boolean {
  const { origin, host, 'sec-fetch-site': fetchSite } = headers;
  const isOwnOrigin = origin === undefined || origin === `http://${host}`;
  // Sec-Fetch-Site is of no use here: a picture in a sandboxed frame of our own page is `cross-site`. Other sites cannot read answers without CORS.
  if (method === 'GET' || method === 'HEAD') return isOwnOrigin;
  // Every current browser says where a request comes from; programs such as curl say neither.
  if (fetchSite !== undefined) return fetchSite === 'same-origin' || fetchSite === 'none';
  return isOwnOrigin;
}

function isFromBrowser(headers: IncomingHttpHeaders): boolean {
  return headers.origin !== undefined || Object.keys(headers).some((name) => name.startsWith('sec-fetch-'));
}

function text(sentence: string): Refusal {
  return { contentType: 'text/plain; charset=utf-8', body: `${sentence}\n` };
}

/** Makes a refusal that the caller's SDK can read: the SES query protocol answers in XML, the others in JSON. */
function serviceError({ headers }: GuardedRequest, message: string): Refusal {
  const code = 'UnrecognizedClientException';
  return headers['content-type']?.startsWith('application/x-www-form-urlencoded')
    ? {
        contentType: 'text/xml',
        body: `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
      }
    : { contentType: 'application/x-amz-json-1.0', body: JSON.stringify({ __type: code, message }) };
}
