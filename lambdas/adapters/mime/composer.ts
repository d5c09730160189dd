import { randomUUID } from 'node:crypto';
import MailComposer from 'nodemailer/lib/mail-composer';
import type { Composer, EmailContent } from '../../core/sending/mailer.ts';
import { quotedPrintable } from './quoted-printable.ts';

/**
 * Messages as nodemailer's MailComposer builds them: CRLF, quoted-printable, text before html.
 *
 * The library is asked once for each subject and sender, with marks where people differ. What it wrote between the marks is the frame of all such
 * messages: building each anew would take a third of the processor time of a mail. Whatever does not fit into a frame goes to the library whole.
 */
export const mimeComposer: Composer = {
  compose: async (parts) => {
    refuseControlCharacters(parts);
    if (!fitsFrame(parts)) return built(parts);
    const key = frameKey(parts);
    const frame = frames.get(key) ?? (await newFrame(parts));
    if (frames.size >= framesMax) frames.clear();
    frames.set(key, frame);
    // Nobody can know the boundary; if they did, their text would end the part.
    if (parts.text.includes(frame.boundary) || parts.html.includes(frame.boundary)) return built(parts);
    return Buffer.from(filled(frame, parts), 'latin1');
  },
};

/** A message in pieces: what the library wrote, and marks. */
interface Frame {
  pieces: string[];
  boundary: string;
}

const frames = new Map<string, Frame>();

/** Subjects that merge names make frames of their own; so many, and the memory is given back. */
const framesMax = 200;

const marks = {
  messageId: '<mark.message-id@example.invalid>',
  date: new Date(0),
  // Beyond ASCII, or the library would not encode the part.
  text: 'märk-of-the-text',
  html: 'märk-of-the-html',
};
/** As they stand in the message. */
const [dateMark, textMark, htmlMark] = [dated(marks.date), quotedPrintable(marks.text), quotedPrintable(marks.html)];

/** Addresses that the library writes as they are, a link without a break, and both parts. */
function fitsFrame({ to, headers, text, html }: EmailContent): boolean {
  return (
    /^[A-Za-z0-9._+-]{1,40}@[A-Za-z0-9.-]{3,30}$/.test(to) &&
    /^[!-~]*$/.test(headers['List-Unsubscribe'] ?? '') &&
    text !== '' &&
    html !== ''
  );
}

/** What two messages of one frame have in common. Lengths decide where the library folds a field. */
function frameKey({ from, replyTo, to, subject, headers }: EmailContent): string {
  const { 'List-Unsubscribe': link = '', ...others } = headers;
  return JSON.stringify([from, replyTo, subject, others, to.length, link.length]);
}

function toMark({ to }: EmailContent): string {
  return `${'m'.repeat(to.length - 4)}@t.o`;
}

function linkMark({ headers }: EmailContent): string {
  return 'l'.repeat(headers['List-Unsubscribe']?.length ?? 0);
}

async function newFrame(parts: EmailContent): Promise<Frame> {
  const headers = { ...parts.headers };
  const [to, link] = [toMark(parts), linkMark(parts)];
  if (link !== '') headers['List-Unsubscribe'] = link;
  const { messageId, date, text, html } = marks;
  const message = (await built({ ...parts, to, headers, text, html }, { messageId, date })).toString('latin1');
  const boundary = /boundary="([^"]+)"/.exec(message)?.[1];
  const wanted = [to, messageId, dateMark, textMark, htmlMark, ...(link === '' ? [] : [link])];
  const pieces = message.split(new RegExp(`(${wanted.map((mark) => mark.replaceAll(/[.+]/g, '\\$&')).join('|')})`));
  const found = pieces.filter((piece) => wanted.includes(piece));
  if (boundary === undefined || found.length !== wanted.length) throw new Error('A frame has lost a mark');
  return { pieces, boundary };
}

function filled({ pieces }: Frame, parts: EmailContent): string {
  const domain = parts.from.address.slice(parts.from.address.lastIndexOf('@') + 1);
  const values = new Map([
    [toMark(parts), () => parts.to],
    [marks.messageId, () => `<${randomUUID()}@${domain}>`],
    [dateMark, () => dated(new Date())],
    [textMark, () => quotedPrintable(parts.text)],
    [htmlMark, () => quotedPrintable(parts.html)],
    [linkMark(parts), () => parts.headers['List-Unsubscribe']!],
  ]);
  // Marks are every second piece: the text between them may be anything, and be one of them by accident.
  return pieces.map((piece, index) => (index % 2 === 1 ? values.get(piece)!() : piece)).join('');
}

/** As in RFC 5322 §3.3, in UTC. */
function dated(date: Date): string {
  return date.toUTCString().replace('GMT', '+0000');
}

/** The whole message, by the library. */
async function built(parts: EmailContent, more: { messageId?: string; date?: Date } = {}): Promise<Buffer> {
  const mail = new MailComposer({
    ...more,
    from: parts.from,
    replyTo: parts.replyTo,
    to: { name: '', address: parts.to },
    subject: parts.subject,
    // Not `text` and `html`: the library would say the type of the text without its format.
    alternatives: [
      { contentType: 'text/plain; charset=utf-8; format=flowed', content: parts.text },
      { contentType: 'text/html; charset=utf-8', content: parts.html },
    ],
    textEncoding: 'quoted-printable',
    newline: 'windows',
    xMailer: false,
    // Prepared values are written as they are: an encoded List-Unsubscribe would be no URL to anyone. The guard above keeps line ends out.
    // The address stands on the line of its field name, up to 998 octets (RFC 5322 §2.1.1): some readers and signers stumble over an empty first line.
    headers: Object.entries(parts.headers).map(([key, value]) => ({
      key,
      value: { prepared: true, foldLines: key !== 'List-Unsubscribe', value },
    })),
  });
  return mail.compile().build();
}

/** A line end in a header field would begin another field. Names and subjects are checked when they are typed; this is the last gate. */
function refuseControlCharacters(parts: EmailContent): void {
  const fields = [
    parts.from.name,
    parts.from.address,
    parts.replyTo,
    parts.to,
    parts.subject,
    ...Object.values(parts.headers),
  ];
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  if (fields.some((field) => /[\u0000-\u001f\u007f]/.test(field)))
    throw new Error('A mail header would hold a control character');
}
