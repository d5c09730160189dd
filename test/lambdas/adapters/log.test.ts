import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { masked } from '../../../lambdas/adapters/log.ts';
import { keyringOf } from '../../../lambdas/adapters/keyring.ts';
import { makeToken } from '../../../lambdas/core/link-token.ts';
import { Temporal } from 'temporal-polyfill';

describe('what a library says in an error', () => {
  test('is logged without addresses', () => {
    fc.assert(
      fc.property(fc.emailAddress(), (address) => {
        expect(masked(`Invalid mailbox: ${address}; <${address}>`)).not.toContain(address);
      }),
    );
  });

  test('is logged without link tokens', () => {
    const keyring = keyringOf(JSON.stringify({ identity: 'a', current: 'a', a: 'x'.repeat(43) }));
    for (const purpose of ['unsubscribe', 'settings', 'confirm'] as const) {
      const token = makeToken(keyring, purpose, 'A'.repeat(22), Temporal.Instant.from('2026-11-23T12:00:00Z'));
      expect(masked(`no route for https://example.com/x/${token}?a=1`)).toBe(
        'no route for https://example.com/x/<token>?a=1',
      );
    }
  });
});
