import MailComposer from 'nodemailer/lib/mail-composer';
import type { Composer, MailParts } from '../core/ports.ts';

/** Builds messages with nodemailer's MailComposer: CRLF, quoted-printable, text before html. */
export const mimeComposer: Composer = {
  compose: async (parts) => {
    refuseControlCharacters(parts);
    const mail = new MailComposer({
      from: parts.from,
      replyTo: parts.replyTo,
      to: { name: '', address: parts.to },
      subject: parts.subject,
      text: parts.text,
      html: parts.html,
      textEncoding: 'quoted-printable',
      newline: 'windows',
      xMailer: false,
      // Prepared values are written as they are: an encoded List-Unsubscribe would be no URL to anyone. The guard above keeps line ends out.
      headers: Object.entries(parts.headers).map(([key, value]) => ({
        key,
        value: { prepared: true, foldLines: true, value },
      })),
    });
    return mail.compile().build();
  },
};

/** A line end in a header field would begin another field. Names and subjects are checked when they are typed; this is the last gate. */
function refuseControlCharacters(parts: MailParts): void {
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
