import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { anyText } from '../../support/any-text.ts';
import { aSubscriber } from '../../support/builders.ts';
import { siteWorld } from '../../support/site-world.ts';
import { joins } from '../../support/people.ts';

/*
 * Goal: no request that anyone can think of crashes the site, changes anybody, shows a stack or gives back markup.
 * Method: thousands of requests made of real paths, tokens that are nearly right, hostile fragments, and bodies of every type.
 */

const hostile = fc.constantFrom(
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '{{constructor}}',
  '%00',
  '\r\nSet-Cookie: a=b',
  '../../etc/passwd',
  '💥'.repeat(50),
  'A'.repeat(3_000),
  '__proto__',
  'constructor',
  '',
);
const text = fc.oneof(hostile, anyText(60), fc.string({ unit: 'grapheme', maxLength: 60 }));
const methods = fc.constantFrom('GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'DELETE', 'PATCH', 'PROPFIND');
const pages = fc.constantFrom(
  'confirm',
  'unsubscribe',
  'settings',
  'data',
  'check-in',
  'progress',
  'lesson',
  'bad-day',
  'sources',
  'pictures',
  'again',
  'assets',
  'link',
  'sign-up',
  'help',
  'nowhere',
  '',
);
const actions = fc.constantFrom('', '/undo', '/reason', '/pause', '/resume', '/check-ins', '/download', '/erase', '/x');
const names = fc.constantFrom(
  'email',
  'firstName',
  'lessonDay',
  'sendTime',
  'zone',
  'reminderDays',
  'consent',
  'leave-empty',
  'weeks',
  'until',
  'reason',
  'farewell',
  'days',
  'stress',
  'note',
  'adapt',
  '__proto__',
);
const bodies = fc.oneof(
  fc.array(fc.tuple(fc.oneof(names, text), text), { maxLength: 12 }).map((fields) => ({
    type: 'application/x-www-form-urlencoded',
    body: new URLSearchParams(fields).toString(),
  })),
  fc.record({
    type: fc.constantFrom(
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'multipart/form-data',
      'application/json',
      'text/plain',
      '',
      'image/png',
    ),
    body: text,
  }),
);

/** A token with one character changed, or something that never was one. */
const damage = fc.record({
  position: fc.nat(60),
  character: fc.constantFrom('A', 'z', '-', '.', '0'),
  rubbish: fc.option(text),
});

describe('whatever is sent to the site', () => {
  test('nothing crashes, nobody changes, and nothing comes back as markup', async () => {
    const { app, subscribers, tokenOf, everything, logged } = siteWorld();
    const person = aSubscriber();
    await joins(subscribers, person);
    const profile = JSON.stringify([...subscribers.profiles]);
    await fc.assert(
      fc.asyncProperty(
        methods,
        pages,
        actions,
        damage,
        bodies,
        async (method, page, action, { position, character, rubbish }, { type, body }) => {
          const genuine = tokenOf('settings', person.id);
          const forged =
            genuine.slice(0, position % genuine.length) + character + genuine.slice((position % genuine.length) + 1);
          // A genuine token at its own page is no attack.
          fc.pre(forged !== genuine);
          const token = encodeURIComponent(rubbish ?? forged);
          const path = ['confirm', 'unsubscribe', 'settings', 'again', 'assets'].includes(page)
            ? `/${page}/${token}${action}`
            : `/${page}`;
          const withBody = !['GET', 'HEAD', 'OPTIONS'].includes(method);
          const before = everything();
          const response = await app.request(path, {
            method,
            headers: { 'content-type': type },
            ...(withBody && { body }),
          });
          const answer = await response.text();
          expect(response.status).toBeLessThan(500);
          expect(answer).not.toMatch(/<script>alert|onerror=alert\(1\)>|\n\s+at .+:\d+:\d+/);
          expect(response.headers.get('set-cookie')).toBeNull();
          expect(JSON.stringify([...subscribers.profiles])).toBe(profile);
          // Without a body nothing at all is stored or asked for.
          expect(withBody || everything() === before).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
    expect(JSON.stringify(logged)).not.toContain('@');
  });
});
