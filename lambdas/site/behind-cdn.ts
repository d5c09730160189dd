import { timingSafeEqual } from 'node:crypto';
import type { LambdaEvent } from 'hono/aws-lambda';
import { originProofHeader } from '../core/settings.ts';

/** An HTTP API's request, payload 2.0, as far as it is looked at. */
interface Request {
  headers: Record<string, string | undefined>;
  requestContext: { http: { sourceIp: string } };
}

/** What somebody reads who went around CloudFront. */
export const turnedAway = {
  statusCode: 403,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  body: 'This address is for machines. Please use the link in your mail.',
};

/**
 * A request as it was before CloudFront: with the visitor's address instead of CloudFront's. Undefined when it did not come through it.
 *
 * API Gateway appends who called it to `X-Forwarded-For`, and CloudFront before it who called CloudFront: the visitor is the last but one, and
 * whatever stands before was typed by somebody.
 */
export function throughCdn(event: LambdaEvent, proof: string): LambdaEvent | undefined {
  const { headers, requestContext } = event as unknown as Request;
  if (!same(headers[originProofHeader] ?? '', proof)) return undefined;
  const visitor = headers['x-forwarded-for']?.split(',').at(-2)?.trim();
  if (visitor === undefined) return event;
  const http = { ...requestContext.http, sourceIp: visitor };
  return { ...event, requestContext: { ...requestContext, http } } as unknown as LambdaEvent;
}

function same(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
