import { existsSync, mkdirSync, readFileSync, statSync, truncateSync } from 'node:fs';
import { dirname } from 'node:path';
import { commandToAccept } from '../accepted-losses.ts';
import { DataFolderError } from '../data-folder.ts';
import { quietly, replaceFile, writeAll, writeNew, type Storage } from '../storage.ts';

/** An append-only file of JSON lines. What was appended survives the end of the process, kill -9 included. */
export interface Journal<Entry> {
  /** All of the entries or, when it throws, none. @throws StorageError */
  append: (entries: Entry[]) => void;
  /** Replaces the whole file; when it throws, the file is as it was. @throws StorageError */
  rewrite: (entries: Iterable<Entry>) => void;
  close: () => void;
}

export interface JournalOptions<Entry> {
  storage: Storage;
  /** Is shown each entry of the file. What it throws means that the line cannot be read. */
  replay: (entry: Entry) => void;
  /** Lines that cannot be read are given up: they are put aside, and the others are kept. */
  dropUnreadable?: boolean | undefined;
  /** Hears what was given up, in a sentence. */
  onNotice?: ((sentence: string) => void) | undefined;
}

/** How an emulator keeps its journal. */
export type KeepingOptions = Partial<Pick<JournalOptions<never>, 'storage' | 'dropUnreadable' | 'onNotice'>>;

/**
 * Opens `file`, creating it and its folder if need be, and replays it. A last line that a crash cut short is dropped: nobody was told that it had
 * been written.
 *
 * @throws DataFolderError when any other line cannot be read
 * @throws StorageError when the file cannot be written
 */
export function openJournal<Entry>(file: string, options: JournalOptions<Entry>): Journal<Entry> {
  const { storage } = options;
  const { files } = storage;
  const attempt = <Result>(write: () => Result) => storage.attempt(file, write);
  attempt(() => {
    mkdirSync(dirname(file), { recursive: true });
    // Left by a crash while the file was written anew.
    files.remove(`${file}.new`);
  });
  let wholeBytes = existsSync(file) ? replayFile(file, options) : 0;
  let descriptor: number | undefined;
  /** There may be more in the file than whole lines: an append failed, and it could not be undone. */
  let torn = false;

  /** The file, holding whole lines and nothing behind them. */
  const ready = () => {
    descriptor ??= files.open(file, 'a');
    if (torn) files.truncate(descriptor, wholeBytes);
    torn = false;
    return descriptor;
  };
  const close = () => {
    const open = descriptor;
    descriptor = undefined;
    if (open !== undefined) files.close(open);
  };
  attempt(ready);

  return {
    append(entries) {
      if (entries.length === 0) return;
      const bytes = Buffer.concat([...linesOf(entries)]);
      attempt(() => {
        const target = ready();
        try {
          writeAll(files, target, bytes);
        } catch (error) {
          torn = true;
          quietly(ready);
          throw error;
        }
        wholeBytes += bytes.length;
      });
    },
    rewrite(entries) {
      const fresh = `${file}.new`;
      attempt(() => {
        writeNew(files, fresh, linesOf(entries));
        try {
          const { size } = statSync(fresh);
          // Windows does not rename over a file that is open.
          close();
          files.rename(fresh, file);
          wholeBytes = size;
          torn = false;
        } catch (error) {
          quietly(() => files.remove(fresh));
          throw error;
        } finally {
          // Where that fails, the next append tries again.
          quietly(ready);
        }
      });
    },
    close: () => quietly(close),
  };
}

/** The lines of the entries, in pieces of about a megabyte. */
function* linesOf(entries: Iterable<unknown>): Generator<Buffer> {
  let piece = '';
  for (const entry of entries) {
    piece += `${JSON.stringify(entry)}\n`;
    if (piece.length < 1_000_000) continue;
    yield Buffer.from(piece);
    piece = '';
  }
  yield Buffer.from(piece);
}

/** Replays the file's lines; answers the size of the whole ones, to which the file is cut. */
function replayFile<Entry>(file: string, options: JournalOptions<Entry>): number {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    throw DataFolderError.damaged(file, error);
  }
  const { wholeBytes, unreadable } = replayLines(bytes, options.replay);
  const first = unreadable[0];
  if (first === undefined) {
    if (wholeBytes < bytes.length) truncateSync(file, wholeBytes);
    return wholeBytes;
  }
  const count = unreadable.length;
  if (options.dropUnreadable !== true) {
    throw new DataFolderError(
      `${file} is damaged: ${inLines(count)} cannot be read, the first of them line ${first.number} (${first.why}). Put back a copy of the whole data folder, or go on without what cannot be read: ${commandToAccept('lines')}`,
    );
  }
  return dropLines(file, bytes.subarray(0, wholeBytes), unreadable, options);
}

interface Unreadable {
  /** 1 for the first line. */
  number: number;
  start: number;
  end: number;
  why: string;
}

function replayLines<Entry>(
  bytes: Buffer,
  replay: (entry: Entry) => void,
): { wholeBytes: number; unreadable: Unreadable[] } {
  const unreadable: Unreadable[] = [];
  let start = 0;
  let number = 1;
  for (let end = bytes.indexOf(10); end !== -1; end = bytes.indexOf(10, start)) {
    try {
      replay(JSON.parse(bytes.toString('utf8', start, end)) as Entry);
    } catch (error) {
      const why = (error instanceof Error ? error.message : String(error)).replace(/\s+/g, ' ').slice(0, 200);
      unreadable.push({ number, start, end: end + 1, why });
    }
    start = end + 1;
    number++;
  }
  return { wholeBytes: start, unreadable };
}

/** Puts lines aside, into a file beside; answers the size of the rest. */
function dropLines(
  file: string,
  bytes: Buffer,
  unreadable: Unreadable[],
  { storage, onNotice }: Pick<JournalOptions<never>, 'storage' | 'onNotice'>,
): number {
  const aside = `${file}.unreadable`;
  const dropped = Buffer.concat(unreadable.map(({ start, end }) => bytes.subarray(start, end)));
  const kept: Buffer[] = [];
  let from = 0;
  for (const { start, end } of unreadable) {
    kept.push(bytes.subarray(from, start));
    from = end;
  }
  kept.push(bytes.subarray(from));
  const rest = Buffer.concat(kept);
  storage.attempt(aside, () => replaceFile(storage.files, aside, dropped));
  storage.attempt(file, () => replaceFile(storage.files, file, rest));
  onNotice?.(`${inLines(unreadable.length)} of ${file} could not be read and went to ${aside}.`);
  return rest.length;
}

function inLines(count: number): string {
  return count === 1 ? '1 line' : `${count} lines`;
}
