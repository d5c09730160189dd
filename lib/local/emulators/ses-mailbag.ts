import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { openStorage, quietly, writeNew } from '../storage.ts';
import { openJournal, type Journal, type KeepingOptions } from './journal.ts';

/** What is known of a mail that the SES emulator accepted, apart from its bytes. */
export interface AcceptedMail {
  messageId: string;
  /** ISO instant on the emulator's clock. */
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

/** The form in which a mail stands in the index. */
const Indexed = z.object({
  messageId: z.string().regex(/^[\w-]+$/),
  sentAt: z.string(),
  source: z.string(),
  destinations: z.array(z.string()),
  configurationSet: z.string().optional(),
  tags: z.record(z.string(), z.string()),
  subject: z.string(),
  sizeBytes: z.number(),
}) as z.ZodType<AcceptedMail>;

/** Every mail that was accepted, oldest first. */
export interface Mailbag {
  /** @throws StorageError when it cannot be written; then it is as if it had not been tried */
  add: (mail: AcceptedMail, raw: Buffer) => void;
  list: () => readonly AcceptedMail[];
  /** Its place in the list; undefined when there is no such mail. */
  indexOf: (messageId: string) => number | undefined;
  /** The message as it was handed over, byte for byte. @throws MissingMailError */
  raw: (messageId: string) => Buffer;
  close: () => void;
}

/** There is no such mail, or its file is gone. */
export class MissingMailError extends Error {
  override name = 'MissingMailError';
}

/**
 * Opens the mails kept in `dir`: an `.eml` file each, and `index.jsonl` with one {@link AcceptedMail} a line.
 *
 * @throws DataFolderError when the index is damaged
 */
export function openMailbag(
  dir: string,
  { storage = openStorage(), dropUnreadable, onNotice }: KeepingOptions = {},
): Mailbag {
  mkdirSync(dir, { recursive: true });
  const { files } = storage;
  const mails: AcceptedMail[] = [];
  const placeOf = new Map<string, number>();
  const fileOf = (messageId: string) => join(dir, `${messageId}.eml`);
  const remember = (mail: AcceptedMail) => {
    placeOf.set(mail.messageId, mails.length);
    mails.push(mail);
  };
  const journal: Journal<AcceptedMail> = openJournal(join(dir, 'index.jsonl'), {
    storage,
    replay: (line) => remember(Indexed.parse(line)),
    dropUnreadable,
    onNotice,
  });
  const difference = formatDifference(dir, placeOf);
  if (difference !== undefined) onNotice?.(difference);

  return {
    add(mail, raw) {
      const file = fileOf(mail.messageId);
      // The bytes first: an index line promises that they are there.
      storage.attempt(dir, () => writeNew(files, file, [raw]));
      try {
        journal.append([mail]);
      } catch (error) {
        quietly(() => files.remove(file));
        throw error;
      }
      // Not the caller's own: its texts are parts of the request's body, and would keep all of it in memory.
      remember(JSON.parse(JSON.stringify(mail)) as AcceptedMail);
    },
    list: () => mails,
    indexOf: (messageId) => placeOf.get(messageId),
    raw(messageId) {
      try {
        if (placeOf.has(messageId)) return readFileSync(fileOf(messageId));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      }
      throw new MissingMailError(`There is no mail ${messageId}.`);
    },
    close: () => journal.close(),
  };
}

/** In what way the files differ from the index; undefined where they agree. */
function formatDifference(dir: string, indexed: ReadonlyMap<string, unknown>): string | undefined {
  const kept = new Set(readdirSync(dir).flatMap((name) => (name.endsWith('.eml') ? [name.slice(0, -4)] : [])));
  const missing = [...indexed.keys()].filter((id) => !kept.has(id)).length;
  const unlisted = [...kept].filter((id) => !indexed.has(id)).length;
  const parts = [
    missing > 0 && `${missing} emails of its index have no file`,
    unlisted > 0 && `${unlisted} files are not in its index and are not shown`,
  ].filter((part) => part !== false);
  if (parts.length === 0) return undefined;
  return `The mail folder ${dir} is not whole: ${parts.join(', and ')}. To have them back, put back a copy of it.`;
}
