import { words } from '../../content/words.ts';
import { timingSafeEqual } from 'node:crypto';
import type { LambdaEvent } from 'hono/aws-lambda';
import { originSecretHeader } from '../../core/settings.ts';

/** An HTTP API's request, payload 2.0, as far as it is read. */
interface Request {
  rawPath: string;
  rawQueryString: string;
  headers: Record<string, string | undefined>;
  requestContext: { http: { method: string; sourceIp: string } };
}

/**
 * The answer to a request that went around CloudFront. Links in emails sent before CloudFront was there do that, so GET is redirected to the site.
 *
 * @param siteUrl - origin of the site
 */
export function turnAway(event: LambdaEvent, siteUrl: string) {
  const { rawPath, rawQueryString, requestContext } = event as unknown as Request;
  const headers = {
    'content-type': 'text/plain; charset=utf-8',
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
  };
  if (!['GET', 'HEAD'].includes(requestContext.http.method)) {
    return { statusCode: 403, headers, body: words.problems.notHere({ site: siteUrl }) };
  }
  const location = new URL(siteUrl);
  location.pathname = rawPath;
  location.search = rawQueryString;
  return { statusCode: 302, headers: { ...headers, location: location.href }, body: '' };
}

/**
 * A request as it was before CloudFront: with the visitor's address instead of CloudFront's. Undefined when it did not come through it.
 *
 * API Gateway appends who called it to `X-Forwarded-For`, and CloudFront before it who called CloudFront: the visitor is the last but one, and
 * whatever stands before was typed by somebody.
 *
 * @param proofs - each of them proves that a request came through CloudFront
 */
export function throughCdn(event: LambdaEvent, proofs: readonly string[]): LambdaEvent | undefined {
  const { headers, requestContext } = event as unknown as Request;
  const shown = headers[originSecretHeader] ?? '';
  if (!proofs.some((proof) => same(shown, proof))) return undefined;
  const visitor = headers['x-forwarded-for']?.split(',').at(-2)?.trim();
  if (visitor === undefined) return event;
  const http = { ...requestContext.http, sourceIp: visitor };
  return { ...event, requestContext: { ...requestContext, http } } as unknown as LambdaEvent;
}

function same(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
