import type { IncomingHttpHeaders } from 'node:http';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  emulatorGuard,
  makeAccessKey,
  pageGuard,
  siteGuard,
  type GuardedRequest,
} from '../../../lib/local/emulators/loopback-guard.ts';

const port = 8420;
const host = `localhost:${port}`;
const asked = (headers: IncomingHttpHeaders, method = 'GET'): GuardedRequest => ({
  method,
  headers,
  socket: { localPort: port },
});
const credential = (accessKey: string) =>
  `AWS4-HMAC-SHA256 Credential=${accessKey}/20261127/eu-west-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0`;
const key = makeAccessKey();
const sdkHeaders = { host, authorization: credential(key) };

const ownHosts = ['localhost', '127.0.0.1', '[::1]', 'LOCALHOST'];
const otherHost = fc
  .oneof(
    fc.domain(),
    fc.ipV4(),
    fc.ipV6().map((address) => `[${address}]`),
    fc.string(),
    fc.constantFrom('localhost.evil.example', 'evil.localhost', '127.0.0.1.evil.example', 'localhost@evil.example', ''),
  )
  .filter((name) => !ownHosts.includes(name.toLowerCase()) && !/^\[::1\]|^localhost:\d|^127\.0\.0\.1:\d/i.test(name));

describe('every guard', () => {
  const guards = { siteGuard, pageGuard, emulatorGuard: emulatorGuard(key) };

  test('refuses any name but this machine’s own', () => {
    fc.assert(
      fc.property(otherHost, fc.constantFrom(`:${port}`, ''), (name, end) => {
        for (const guard of Object.values(guards))
          expect(guard(asked({ ...sdkHeaders, host: `${name}${end}` }))).toBeDefined();
      }),
    );
  });

  test('refuses a request that names no host', () => {
    for (const guard of Object.values(guards))
      expect(guard(asked({ authorization: sdkHeaders.authorization }))).toBeDefined();
  });

  test.each(ownHosts)('lets in %s', (name) => {
    for (const guard of Object.values(guards))
      expect(guard(asked({ ...sdkHeaders, host: `${name}:${port}` }))).toBeUndefined();
  });
});

describe('the guard of the emulators', () => {
  const guard = emulatorGuard(key);

  test('refuses every key but its own, and no key', () => {
    const other = fc.string().filter((text) => text !== key);
    fc.assert(
      fc.property(other, (text) => {
        expect(guard(asked({ host, authorization: credential(text) }))).toBeDefined();
        expect(guard(asked({ host, authorization: text }))).toBeDefined();
      }),
    );
    expect(guard(asked({ host }))).toBeDefined();
    expect(guard(asked({ host, authorization: credential(`${key}0`) }))).toBeDefined();
  });

  test.each(['origin', 'sec-fetch-site', 'sec-fetch-mode', 'sec-fetch-dest'])('refuses a browser, by %s', (field) => {
    expect(guard(asked({ ...sdkHeaders, [field]: field === 'origin' ? `http://${host}` : 'none' }))).toBeDefined();
  });

  test('refuses another port’s name', () => {
    expect(guard(asked({ ...sdkHeaders, host: 'localhost:1' }))).toBeDefined();
    expect(guard(asked({ ...sdkHeaders, host: 'localhost' }))).toBeDefined();
  });
});

describe('the guard of pages', () => {
  test.each([
    [
      'a script elsewhere that wants to read',
      'GET',
      { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
    ],
    ['a form elsewhere', 'POST', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['a page of another port of this machine', 'POST', { origin: 'http://localhost:1', 'sec-fetch-site': 'same-site' }],
    ['a page without an origin', 'POST', { origin: 'null' }],
  ])('refuses %s', (_, method, headers) => {
    expect(pageGuard(asked({ host, ...headers }, method))).toBeDefined();
  });

  test.each([
    ['a link in an email', 'GET', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }],
    ['a picture in a sandboxed frame', 'GET', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }],
    // Pages that send no referrer have this origin.
    ['a form of its own', 'POST', { origin: 'null', 'sec-fetch-site': 'same-origin' }],
    ['a program', 'POST', {}],
  ])('lets in %s', (_, method, headers) => {
    expect(pageGuard(asked({ host, ...headers }, method))).toBeUndefined();
  });
});

test('the guard of the site lets in a one-click unsubscribe from anywhere (RFC 8058)', () => {
  const headers = { origin: 'https://mail.example', 'sec-fetch-site': 'cross-site' };
  expect(siteGuard(asked({ host, ...headers }, 'POST'))).toBeUndefined();
});
