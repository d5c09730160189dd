import { describe, expect, test } from '@jest/globals';
import { inboxOf, parseAddress } from '../../../../lambdas/core/person/address.ts';

describe('addresses as people type them', () => {
  test.each([
    ['User+tag@Example.ORG', 'User+tag@example.org', 'user+tag@example.org'],
    ['  ann@example.org ', 'ann@example.org', 'ann@example.org'],
    ['user@bücher.example', 'user@xn--bcher-kva.example', 'user@xn--bcher-kva.example'],
    ['ann@example.org\u200b', 'ann@example.org', 'ann@example.org'],
    ['\u200e\ufeffann@example.org', 'ann@example.org', 'ann@example.org'],
    ['mailto:ann@example.org', 'ann@example.org', 'ann@example.org'],
    ['<ann@example.org>', 'ann@example.org', 'ann@example.org'],
    ['<MAILTO:ann@example.org>;', 'ann@example.org', 'ann@example.org'],
    ['ann@example.org,', 'ann@example.org', 'ann@example.org'],
    ['ann@example.org.', 'ann@example.org', 'ann@example.org'],
    ['ann＠example。org', 'ann@example.org', 'ann@example.org'],
    ['ann．lee@example．org', 'ann.lee@example.org', 'ann.lee@example.org'],
    ['a.b-c_d@sub.example.co.uk', 'a.b-c_d@sub.example.co.uk', 'a.b-c_d@sub.example.co.uk'],
  ])('%s is taken', (typed, mailbox, identity) => {
    expect(parseAddress(typed)).toEqual({ mailbox, identity });
  });

  test.each(['josé@example.org', '用户@例え.jp', 'ａ@example.org'])(
    '%s is refused kindly: SES takes no such local part',
    (typed) => {
      expect(parseAddress(typed)).toBe('international-local-part');
    },
  );

  test.each([
    'a@b',
    'a@[127.0.0.1]',
    'a@127.0.0.1',
    'a@1.2',
    '"a b"@example.org',
    'a..b@example.org',
    '.a@example.org',
    'a@-x.org',
    'a@ex_ample.org',
    'a,b@example.org',
    'a@example.org,b@example.org',
    'a@example.org b@example.org',
    'a\r\nBcc: x@y@example.org',
    'a\0@example.org',
    'plain',
    '@example.org',
    'a@',
    `${'a'.repeat(65)}@example.org`,
    `a@${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(63)}.${'e'.repeat(63)}.org`,
    'a@example.org/path',
    'a@example.org:25',
    'a@ex%61mple.org',
    'a@b.c',
  ])('%j is refused', (typed) => {
    expect(parseAddress(typed)).toBe('malformed');
  });

  test.each(['a@exam\u00adple.org', 'a\u200bnn@example.org', 'ann@\u202eexample.org'])(
    '%j is refused because of what nobody sees in it',
    (typed) => {
      expect(parseAddress(typed)).toBe('invisible');
    },
  );

  test('nothing is told apart from something wrong', () => {
    expect(parseAddress('   ')).toBe('empty');
  });
});

describe('the inbox of an address', () => {
  test.each([
    ['victim@gmail.com', 'victim@gmail.com'],
    ['Vic.Tim+news@googlemail.com', 'victim@gmail.com'],
    ['v.i.c.t.i.m@gmail.com', 'victim@gmail.com'],
    ['Ann+1@Example.org', 'ann@example.org'],
    ['ann+1+2@example.org', 'ann@example.org'],
    ['ann.lee@example.org', 'ann.lee@example.org'],
    ['+ann@example.org', '+ann@example.org'],
  ])('of %s is %s', (mailbox, inbox) => {
    expect(inboxOf(mailbox)).toBe(inbox);
  });
});
