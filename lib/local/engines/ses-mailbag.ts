import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openJournal, type Journal } from './journal.ts';

/** What is known of a mail that the SES engine accepted, apart from its bytes. */
export interface AcceptedMail {
  messageId: string;
  /** ISO instant on the engine's clock. */
  sentAt: string;
  /** Envelope sender, a bare address. */
  source: string;
  /** Envelope recipients, bare addresses. */
  destinations: string[];
  configurationSet?: string;
  tags: Record<string, string>;
  subject: string;
  sizeBytes: number;
}

/** Every mail that was accepted, oldest first. */
export interface Mailbag {
  add: (mail: AcceptedMail, raw: Buffer) => void;
  list: () => readonly AcceptedMail[];
  find: (messageId: string) => AcceptedMail | undefined;
  /** The message as it was handed over, byte for byte. @throws when there is no such mail */
  raw: (messageId: string) => Buffer;
  close: () => void;
}

/**
 * Opens the mails kept in `dir`: an `.eml` file each, and `index.jsonl` with one {@link AcceptedMail} a line.
 *
 * @throws DataFolderError when the index is damaged
 */
export function openMailbag(dir: string): Mailbag {
  mkdirSync(dir, { recursive: true });
  const mails: AcceptedMail[] = [];
  const byId = new Map<string, AcceptedMail>();
  const remember = (mail: AcceptedMail) => {
    mails.push(mail);
    byId.set(mail.messageId, mail);
  };
  const journal: Journal<AcceptedMail> = openJournal(join(dir, 'index.jsonl'), remember);

  return {
    add(mail, raw) {
      // The bytes first: an index line promises that they are there.
      writeFileSync(join(dir, `${mail.messageId}.eml`), raw);
      journal.append([mail]);
      remember(mail);
    },
    list: () => mails,
    find: (messageId) => byId.get(messageId),
    raw(messageId) {
      if (!byId.has(messageId)) throw new Error(`There is no mail ${messageId}.`);
      return readFileSync(join(dir, `${messageId}.eml`));
    },
    close: () => journal.close(),
  };
}
