import { encode, wrap } from 'nodemailer/lib/qp';

/** Lines that were encoded lately. Most of a mail's are the same for everybody. */
const known = new Map<string, string>();

/** About two megabytes. */
const knownMax = 10_000;

/** Text in quoted-printable (RFC 2045 §6.7), its lines ending in CRLF. Each line stands for itself, so one is encoded once. */
export function quotedPrintable(text: string): string {
  return text
    .split(/\r?\n/)
    .map((line) => {
      const before = known.get(line);
      if (before !== undefined) return before;
      const encoded = wrap(encode(line));
      if (known.size >= knownMax) known.clear();
      known.set(line, encoded);
      return encoded;
    })
    .join('\r\n');
}
