import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { masked, sparingLog } from '../../../lambdas/adapters/log.ts';
import { keyringOf } from '../../../lambdas/adapters/keys/keyring.ts';
import type { LogFields } from '../../../lambdas/core/kit/ports.ts';
import { makeToken } from '../../../lambdas/core/mail/link-token.ts';
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

describe('the log of a function that anyone can call', () => {
  function sparing() {
    const written: [string, LogFields | undefined][] = [];
    let published = 0;
    let nowMs = 0;
    const record = (event: string, fields?: LogFields) => void written.push([event, fields]);
    const log = sparingLog(
      { info: record, warn: record, error: record, count: () => undefined, flush: () => void (published += 1) },
      () => nowMs,
    );
    return { log, written, published: () => published, later: (ms: number) => (nowMs += ms) };
  }

  test('writes a warning once a minute, with the number it left out', () => {
    const { log, written, later } = sparing();
    for (let time = 0; time < 1000; time += 1) log.warn('forms.limited', { uses: time });
    later(60_000);
    log.warn('forms.limited', { uses: 1000 });
    log.warn('another', {});
    expect(written).toEqual([
      ['forms.limited', { uses: 0 }],
      ['forms.limited', { uses: 1000, leftOut: 999 }],
      ['another', {}],
    ]);
  });

  test('publishes its counters once a minute', () => {
    const { log, published, later } = sparing();
    for (let time = 0; time < 1000; time += 1) log.flush();
    expect(published()).toBe(1);
    later(60_000);
    log.flush();
    expect(published()).toBe(2);
  });

  test('leaves out no other lines', () => {
    const { log, written } = sparing();
    for (let time = 0; time < 3; time += 1) {
      log.info('subscriber.confirmed', { subscriber: 'x' });
      log.error('site.failed', { route: '/' });
    }
    expect(written).toHaveLength(6);
  });
});
