import fc from 'fast-check';
import { describe, expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { keyringOf } from '../../../../lambdas/adapters/keys/keyring.ts';
import { linkPurposes } from '../../../../lambdas/core/mail/link-purpose.ts';
import { makeToken, readToken, tokenIn } from '../../../../lambdas/core/mail/link-token.ts';
import { keyOpens, retiredAfterDays } from '../../../../lambdas/core/mail/key-state.ts';

const secret = (letter: string) => letter.repeat(43);
const keyring = keyringOf(JSON.stringify({ identity: 'a', current: 'a', a: secret('x') }));
const rotated = keyringOf(JSON.stringify({ identity: 'a', current: 'b', a: secret('x'), b: secret('y') }));
const stranger = keyringOf(JSON.stringify({ identity: 'a', current: 'a', a: secret('z') }));
const now = Temporal.Instant.from('2026-11-23T12:00:00Z');

const ids = fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => Buffer.from(bytes).toString('base64url'));
const purposes = fc.constantFrom(...linkPurposes);

describe('link tokens', () => {
  test('open the door they were made for', () => {
    fc.assert(
      fc.property(ids, purposes, (id, purpose) => {
        const token = makeToken(keyring, purpose, id, now);
        expect(token.length).toBeLessThanOrEqual(64);
        expect(encodeURIComponent(token)).toBe(token);
        expect(readToken(keyring, purpose, token, now)).toMatchObject({ valid: true, subscriberId: id });
      }),
    );
  });

  test('open no other door', () => {
    fc.assert(
      fc.property(ids, purposes, purposes, (id, made, used) => {
        fc.pre(made !== used);
        expect(readToken(keyring, used, makeToken(keyring, made, id, now), now)).toEqual({
          valid: false,
          why: 'broken',
        });
      }),
    );
  });

  test('are refused when any character is changed, added or taken away', () => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.';
    fc.assert(
      fc.property(
        ids,
        purposes,
        fc.nat(200),
        fc.constantFrom(...Array.from(alphabet), ''),
        fc.boolean(),
        (id, purpose, at, character, insert) => {
          const token = makeToken(keyring, purpose, id, now);
          const position = at % token.length;
          const changed = token.slice(0, position) + character + token.slice(insert ? position : position + 1);
          // A dot at its end is the full stop of the sentence around it.
          fc.pre(tokenIn(changed) !== token);
          expect(readToken(keyring, purpose, changed, now).valid).toBe(false);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  test.each(['.', ')', '>', ',', '"', '\u200b', ' ', '\u00a0', ').', '…'])('are read with %j behind them', (behind) => {
    const token = makeToken(keyring, 'unsubscribe', 'A'.repeat(22), now);
    expect(readToken(keyring, 'unsubscribe', token + behind, now).valid).toBe(true);
    expect(
      readToken(keyring, 'unsubscribe', token.slice(0, -1) + (token.endsWith('A') ? 'Q' : 'A') + behind, now),
    ).toEqual({
      valid: false,
      why: 'broken',
    });
  });

  test('are read when a line break fell into them', () => {
    const token = makeToken(keyring, 'settings', 'A'.repeat(22), now);
    expect(readToken(keyring, 'settings', `<${token.slice(0, 30)} ${token.slice(30)}`, now).valid).toBe(true);
  });

  test('of another deployment are refused', () => {
    expect(readToken(keyring, 'unsubscribe', makeToken(stranger, 'unsubscribe', 'A'.repeat(22), now), now).valid).toBe(
      false,
    );
  });

  test('go on working after the key is rotated', () => {
    const token = makeToken(keyring, 'unsubscribe', 'A'.repeat(22), now);
    expect(readToken(rotated, 'unsubscribe', token, now).valid).toBe(true);
  });

  test('with an end never outlive the days after which their key is retired', () => {
    fc.assert(
      fc.property(ids, purposes, (id, purpose) => {
        const token = makeToken(keyring, purpose, id, now);
        const reading = readToken(keyring, purpose, token, now);
        const endless = reading.valid && reading.expiresAt === undefined;
        const retired = now.add({ hours: retiredAfterDays * 24 });
        expect(readToken(keyring, purpose, token, retired).valid).toBe(endless);
        // So a retired key refuses nothing that would still work.
        expect(keyOpens('retired', purpose)).toBe(endless);
      }),
    );
  });

  test('say that they expired only when they were genuine', () => {
    const token = makeToken(keyring, 'confirm', 'A'.repeat(22), now);
    const later = now.add({ hours: 7 * 24 });
    expect(readToken(keyring, 'confirm', token, later)).toEqual({
      valid: false,
      why: 'expired',
      subscriberId: 'A'.repeat(22),
    });
    expect(readToken(stranger, 'confirm', token, later)).toEqual({ valid: false, why: 'broken' });
  });

  test.each([
    ['confirm', 7],
    ['settings', 30],
    ['diary', 60],
  ] as const)('for %s say that they are good for %i days, in whole seconds', (purpose, days) => {
    const token = makeToken(keyring, purpose, 'A'.repeat(22), now.add({ milliseconds: 999 }));
    expect(readToken(keyring, purpose, token, now)).toMatchObject({ expiresAt: now.add({ hours: days * 24 }) });
  });

  test.each(['unsubscribe', 'feed'] as const)('for %s say that they have no end', (purpose) => {
    const token = makeToken(keyring, purpose, 'A'.repeat(22), now);
    expect(readToken(keyring, purpose, token, now)).toMatchObject({ valid: true, expiresAt: undefined });
  });

  test('to unsubscribe never expire', () => {
    const token = makeToken(keyring, 'unsubscribe', 'A'.repeat(22), now);
    expect(readToken(keyring, 'unsubscribe', token, now.add({ hours: 24 * 3650 })).valid).toBe(true);
  });
});
