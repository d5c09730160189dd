import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { simpleParser } from 'mailparser';
import { mimeComposer } from '../../../lambdas/adapters/mime-composer.ts';
import type { MailParts } from '../../../lambdas/core/ports.ts';

const parts: MailParts = {
  from: { name: 'Weekwise', address: 'lessons@example.com' },
  replyTo: 'hello@example.com',
  to: 'ann@example.org',
  subject: 'Spot the loop',
  html: '<p>Hello</p>',
  text: 'Hello',
  headers: {
    'List-Unsubscribe': `<https://weekwise.example/unsubscribe/a.${'x'.repeat(22)}.0.${'y'.repeat(22)}>`,
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    'List-Id': '<stress-and-back-pain.example.com>',
  },
};
const head = (raw: Uint8Array) => Buffer.from(raw).toString('latin1').split('\r\n\r\n')[0]!;

describe('messages', () => {
  test('keep to ASCII, CRLF and short lines, whatever is written in them', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'grapheme', maxLength: 60 }),
        fc.string({ unit: 'grapheme' }),
        async (subject, text) => {
          // oxlint-disable-next-line no-control-regex -- control characters are the other test's business
          fc.pre(!/[\u0000-\u001f\u007f]/.test(subject));
          const raw = await mimeComposer.compose({ ...parts, subject, text, html: `<p>${text}</p>` });
          const message = Buffer.from(raw).toString('latin1');
          expect(message.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
          expect(message.replaceAll(/[\t\r\n]/g, '')).toMatch(/^[ -~]*$/);
          expect(Math.max(...message.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(200);
          const parsed = await simpleParser(Buffer.from(raw));
          expect((parsed.subject ?? '').trim()).toBe(subject.trim());
        },
      ),
      { numRuns: 60 },
    );
  });

  test('hold each field once, and the one-click fields as RFC 8058 spells them', async () => {
    const fields = head(await mimeComposer.compose(parts))
      .replaceAll(/\r\n[ \t]+/g, ' ')
      .split('\r\n');
    const names = fields.map((field) => field.slice(0, field.indexOf(':')).toLowerCase());
    expect(new Set(names).size).toBe(names.length);
    expect(fields).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
    expect(fields.find((field) => field.startsWith('List-Unsubscribe:'))).toMatch(
      /^List-Unsubscribe: <https:\/\/[^>]+>$/,
    );
    expect(names).not.toContain('bcc');
    expect(names).not.toContain('x-mailer');
  });

  test.each([
    ['subject', { subject: 'Hello\r\nBcc: x@y.example' }],
    ['recipient', { to: 'ann@example.org\r\nBcc: x@y.example' }],
    ['sender', { from: { name: 'Weekwise\r\nBcc: x@y.example', address: 'lessons@example.com' } }],
    ['prepared field', { headers: { 'List-Id': '<a>\r\nBcc: x@y.example' } }],
  ])('with a line end in the %s are refused', async (_field, change) => {
    await expect(mimeComposer.compose({ ...parts, ...change })).rejects.toThrow(/control character/);
  });

  test('offer the text first and the html last', async () => {
    const message = Buffer.from(await mimeComposer.compose(parts)).toString('latin1');
    expect(message).toMatch(/multipart\/alternative/);
    expect(message.indexOf('text/plain')).toBeLessThan(message.indexOf('text/html'));
  });
});
