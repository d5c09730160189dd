import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { simpleParser } from 'mailparser';
import { mimeComposer } from '../../../lambdas/adapters/mime/composer.ts';
import type { EmailContent } from '../../../lambdas/core/sending/mailer.ts';

const parts: EmailContent = {
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

/** What a mail program reads, without what differs from message to message. */
async function readAll(raw: Uint8Array) {
  const { text, html, to, headers, headerLines } = await simpleParser(Buffer.from(raw));
  const address = Array.isArray(to) ? undefined : to?.value[0]?.address;
  const own = ['to', 'message-id', 'date', 'content-type'];
  const fields = headerLines.filter(({ key }) => !own.includes(key)).map(({ line }) => line.replaceAll(/\s+/g, ' '));
  return { text, html, to: address, fields, dated: headers.get('date') instanceof Date };
}

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

  test('read the same as those that the library builds whole, whatever names and links are in them', async () => {
    const word = fc.stringMatching(/^[a-z0-9._+-]{1,40}$/);
    const said = fc.string({ unit: 'grapheme', maxLength: 300 }).map((text) => text.replaceAll('\r', '\n'));
    await fc.assert(
      fc.asyncProperty(
        word,
        word,
        said,
        fc.constantFrom('Spot the loop', 'Größe – für dich', 'x'.repeat(120)),
        async (name, path, text, subject) => {
          const made: EmailContent = {
            ...parts,
            subject,
            to: `${name}@example.org`,
            text: `Hello ${text}`,
            html: `<p>${text}</p>\n<td style="padding:${'0 '.repeat(60)}">=3D</td>`,
            headers: { ...parts.headers, 'List-Unsubscribe': `<https://weekwise.example/unsubscribe/${path}>` },
          };
          // A part of the address that no frame fits sends the same message to the library whole.
          const [framed, whole] = await Promise.all([
            mimeComposer.compose(made),
            mimeComposer.compose({ ...made, to: `${'n'.repeat(41)}@example.org` }),
          ]);
          const [one, other] = await Promise.all([framed, whole].map(readAll));
          expect({ ...one, to: '' }).toEqual({ ...other, to: '' });
          expect(one!.to).toBe(made.to);
          expect(one!.text).toContain(text.trimEnd().split('\n')[0]!.trim());
        },
      ),
      { numRuns: 60 },
    );
  });

  test('are each their own: no two have one number, and nobody gets what was another’s', async () => {
    const [ann, ben] = await Promise.all(
      ['ann', 'ben'].map((name) =>
        mimeComposer.compose({ ...parts, to: `${name}@example.org`, text: `Hello ${name}`, html: `<p>${name}</p>` }),
      ),
    );
    expect(Buffer.from(ben!).toString()).not.toMatch(/ann\b/);
    const numberOf = (raw: Uint8Array) => /^Message-ID: (<[^>]+@example\.com>)$/im.exec(head(raw))?.[1];
    expect(numberOf(ann!)).toBeDefined();
    expect(numberOf(ann!)).not.toBe(numberOf(ben!));
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

  test('have the address to unsubscribe on the line of its field, however long it is', async () => {
    const link = `<https://weekwise.example/unsubscribe/${'x'.repeat(300)}>`;
    for (const to of ['ann@example.org', `${'n'.repeat(41)}@example.org`]) {
      const headers = { ...parts.headers, 'List-Unsubscribe': link };
      expect(head(await mimeComposer.compose({ ...parts, to, headers })).split('\r\n')).toContain(
        `List-Unsubscribe: ${link}`,
      );
    }
  });

  test.each([
    ['subject', { subject: 'Hello\r\nBcc: x@y.example' }],
    ['recipient', { to: 'ann@example.org\r\nBcc: x@y.example' }],
    ['sender', { from: { name: 'Weekwise\r\nBcc: x@y.example', address: 'lessons@example.com' } }],
    ['prepared field', { headers: { 'List-Id': '<a>\r\nBcc: x@y.example' } }],
  ])('with a line end in the %s are refused', async (_field, change) => {
    await expect(mimeComposer.compose({ ...parts, ...change })).rejects.toThrow(/control character/);
  });

  test('say that the text flows, so that lines are put together again where they are read', async () => {
    for (const to of ['ann@example.org', `${'n'.repeat(41)}@example.org`]) {
      const raw = Buffer.from(
        await mimeComposer.compose({ ...parts, to, text: 'A line that goes \non.\n\n-- \nFoot\n' }),
      );
      expect(raw.toString('latin1')).toMatch(/^Content-Type: text\/plain; charset=utf-8; format=flowed\r$/m);
      expect((await simpleParser(raw)).text).toContain('A line that goes on.\n\n-- \nFoot');
    }
  });

  test('offer the text first and the html last', async () => {
    const message = Buffer.from(await mimeComposer.compose(parts)).toString('latin1');
    expect(message).toMatch(/multipart\/alternative/);
    expect(message.indexOf('text/plain')).toBeLessThan(message.indexOf('text/html'));
  });
});
