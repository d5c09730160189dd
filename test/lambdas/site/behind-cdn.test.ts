import { describe, expect, test } from '@jest/globals';
import type { LambdaEvent } from 'hono/aws-lambda';
import { originSecretHeader } from '../../../lambdas/core/settings.ts';
import { throughCdn, turnAway } from '../../../lambdas/site/kit/behind-cdn.ts';

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
    const forwarded = { [originSecretHeader]: proof, 'x-forwarded-for': '1.1.1.1, 203.0.113.7, 64.252.64.1' };
    expect(visitorOf(throughCdn(asked(forwarded), [proof]))).toBe('203.0.113.7');
  });

  test('keeps the only address there is', () => {
    const direct = { [originSecretHeader]: proof, 'x-forwarded-for': '64.252.64.1' };
    expect(visitorOf(throughCdn(asked(direct), [proof]))).toBe('64.252.64.1');
  });

  test.each([
    {},
    { [originSecretHeader]: '' },
    { [originSecretHeader]: `${proof}x` },
    { [originSecretHeader]: 'q'.repeat(48) },
  ])('is none without the proof: %j', (headers: Record<string, string>) => {
    expect(throughCdn(asked(headers), [proof])).toBeUndefined();
  });

  test('may have the proof from before the last rotation', () => {
    expect(throughCdn(asked({ [originSecretHeader]: 'old' }), ['new', 'old'])).toBeDefined();
    expect(throughCdn(asked({ [originSecretHeader]: 'older' }), ['new', 'old'])).toBeUndefined();
  });
});

describe('a request around CloudFront', () => {
  const siteUrl = 'https://go.calm.example';
  const around = (method: string, rawPath: string, rawQueryString = '') =>
    turnAway({ rawPath, rawQueryString, requestContext: { http: { method } } } as unknown as LambdaEvent, siteUrl);

  test.each(['GET', 'HEAD'])('for a link in an old email, by %s, is redirected to the site', (method) => {
    expect(around(method, '/settings/a.b', 'x=1&y=%20')).toMatchObject({
      statusCode: 302,
      headers: { location: `${siteUrl}/settings/a.b?x=1&y=%20`, 'referrer-policy': 'no-referrer' },
    });
  });

  test.each(['//evil.example/x', '/\\evil.example', '/a\r\nset-cookie: b', '/caf\u00e9 #?', '/../..//evil.example'])(
    'is never redirected anywhere else: %j',
    (path) => {
      const { location } = around('GET', path).headers as { location: string };
      expect(new URL(location).origin).toBe(siteUrl);
      expect(location).toMatch(/^[\x21-\x7e]+$/);
    },
  );

  test.each(['POST', 'PUT', 'OPTIONS'])('by %s is refused, because a redirect would lose its body', (method) => {
    expect(around(method, '/sign-up')).toMatchObject({ statusCode: 403 });
    expect(around(method, '/sign-up').headers).not.toHaveProperty('location');
  });
});
