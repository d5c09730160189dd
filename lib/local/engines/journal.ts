import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, truncateSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { DataFolderError } from '../data-folder.ts';

/** An append-only file of JSON lines. What was appended survives the end of the process, kill -9 included. */
export interface Journal<Entry> {
  append: (entries: Entry[]) => void;
  /** Replaces the whole file. */
  rewrite: (entries: Iterable<Entry>) => void;
  close: () => void;
}

/**
 * Opens `file`, creating it and its folder if need be, and shows each entry in it to `replay`. A last line that a crash cut short is
 * dropped: nobody was told that it had been written.
 *
 * @throws DataFolderError when any other line cannot be read
 */
export function openJournal<Entry>(file: string, replay: (entry: Entry) => void): Journal<Entry> {
  mkdirSync(dirname(file), { recursive: true });
  try {
    if (existsSync(file)) truncateSync(file, replayLines(readFileSync(file), replay));
  } catch (error) {
    throw DataFolderError.damaged(file, error);
  }
  let descriptor = openSync(file, 'a');
  let closed = false;

  return {
    append(entries) {
      if (entries.length > 0) writeAll(descriptor, entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
    },
    rewrite(entries) {
      const fresh = `${file}.new`;
      const target = openSync(fresh, 'w');
      let chunk = '';
      for (const entry of entries) {
        chunk += `${JSON.stringify(entry)}\n`;
        if (chunk.length > 1_000_000) {
          writeAll(target, chunk);
          chunk = '';
        }
      }
      writeAll(target, chunk);
      closeSync(target);
      // Windows does not rename over a file that is open.
      closeSync(descriptor);
      renameSync(fresh, file);
      descriptor = openSync(file, 'a');
    },
    close() {
      if (!closed) closeSync(descriptor);
      closed = true;
    },
  };
}

/** Answers the length of the part that holds whole lines. */
function replayLines<Entry>(bytes: Buffer, replay: (entry: Entry) => void): number {
  let start = 0;
  let lineNumber = 1;
  for (let end = bytes.indexOf(10); end !== -1; end = bytes.indexOf(10, start)) {
    try {
      replay(JSON.parse(bytes.toString('utf8', start, end)) as Entry);
    } catch (error) {
      throw new Error(`line ${lineNumber}: ${error instanceof Error ? error.message : String(error)}`, {
        cause: error,
      });
    }
    start = end + 1;
    lineNumber++;
  }
  return start;
}

function writeAll(descriptor: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let written = 0; written < bytes.length;) written += writeSync(descriptor, bytes, written);
}
