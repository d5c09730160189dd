import { describe, expect, test } from '@jest/globals';
import type { LambdaEvent } from 'hono/aws-lambda';
import { originProofHeader } from '../../../lambdas/core/settings.ts';
import { throughCdn } from '../../../lambdas/site/behind-cdn.ts';

const proof = 'p'.repeat(48);

function asked(headers: Record<string, string>): LambdaEvent {
  return { headers, requestContext: { http: { sourceIp: '64.252.64.1' } } } as unknown as LambdaEvent;
}

function visitorOf(event: LambdaEvent | undefined): string | undefined {
  return (event as unknown as { requestContext: { http: { sourceIp: string } } } | undefined)?.requestContext.http
    .sourceIp;
}

describe('a request through CloudFront', () => {
  test('is the visitor’s, whatever they typed before their address', () => {
    const forwarded = { [originProofHeader]: proof, 'x-forwarded-for': '1.1.1.1, 203.0.113.7, 64.252.64.1' };
    expect(visitorOf(throughCdn(asked(forwarded), proof))).toBe('203.0.113.7');
  });

  test('keeps the only address there is', () => {
    const direct = { [originProofHeader]: proof, 'x-forwarded-for': '64.252.64.1' };
    expect(visitorOf(throughCdn(asked(direct), proof))).toBe('64.252.64.1');
  });

  test.each([
    {},
    { [originProofHeader]: '' },
    { [originProofHeader]: `${proof}x` },
    { [originProofHeader]: 'q'.repeat(48) },
  ])('is none without the proof: %j', (headers: Record<string, string>) => {
    expect(throughCdn(asked(headers), proof)).toBeUndefined();
  });
});
