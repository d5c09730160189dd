import { simpleParser } from 'mailparser';

/** What a mail program would show of a message. */
export interface ReadMail {
  html: string | undefined;
  text: string;
  /** The head of the message as it is written, folded lines joined. */
  headers: { name: string; value: string }[];
}

/** Reads a message, whatever its structure; its attachments are left out. */
export async function readMail(raw: Buffer): Promise<ReadMail> {
  const parsed = await simpleParser(raw, { skipTextToHtml: true, skipHtmlToText: true, skipImageLinks: true });
  return {
    html: parsed.html === false ? undefined : parsed.html,
    text: parsed.text ?? '',
    headers: parsed.headerLines.map(({ line }) => {
      const colon = line.indexOf(':');
      return {
        name: line.slice(0, colon),
        value: line
          .slice(colon + 1)
          .replace(/\r?\n[ \t]+/g, ' ')
          .trim(),
      };
    }),
  };
}
