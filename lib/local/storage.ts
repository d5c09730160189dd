import { closeSync, ftruncateSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';

/** The calls by which the local home writes its files, each as in `node:fs`. Tests put faults between. */
export interface FileCalls {
  open: (file: string, flags: 'a' | 'w', mode?: number) => number;
  /** Writes the bytes from `offset` on, or fewer; answers how many. */
  write: (descriptor: number, bytes: Buffer, offset: number) => number;
  truncate: (descriptor: number, sizeBytes: number) => void;
  close: (descriptor: number) => void;
  rename: (from: string, to: string) => void;
  /** Nothing happens when there is no such file. */
  remove: (file: string) => void;
}

export const nodeFiles: FileCalls = {
  open: openSync,
  write: (descriptor, bytes, offset) => writeSync(descriptor, bytes, offset),
  truncate: ftruncateSync,
  close: closeSync,
  rename: renameSync,
  remove: (file) => rmSync(file, { force: true }),
};

/** Why a disk refuses, and what helps, by the code of the error. */
const refusals: Record<string, { why: string; help: string }> = {
  ENOSPC: { why: 'the disk is full', help: 'Free some space' },
  EDQUOT: { why: 'your share of the disk is used up', help: 'Free some space' },
  EROFS: { why: 'the disk is read-only', help: 'Make it writable' },
  EACCES: { why: 'this user may not write there', help: 'Give this user the right to' },
  EPERM: { why: 'this user may not write there', help: 'Give this user the right to' },
  EMFILE: { why: 'too many files are open', help: 'Raise the limit of open files' },
};
const otherRefusal = { why: 'the disk failed', help: 'Check the disk' };

/** A file of the data folder could not be written. The message names it and says what to do; it is meant to be shown as it is. */
export class StorageError extends Error {
  override name = 'StorageError';
  /** A file, or the folder of many. */
  readonly place: string;

  constructor(place: string, cause: unknown) {
    const { code, message } = cause as NodeJS.ErrnoException;
    const { why, help } = refusals[code ?? ''] ?? otherRefusal;
    super(`${place} cannot be written: ${why} (${code ?? message}). ${help}.`, { cause });
    this.place = place;
  }
}

/** The error of a disk that refused, as one that can be shown; undefined for any other. */
export function asStorageError(error: unknown): StorageError | undefined {
  if (error instanceof StorageError) return error;
  const { code, path } = error as NodeJS.ErrnoException;
  const isRefusal = error instanceof Error && code !== undefined && (code in refusals || code === 'EIO');
  return isRefusal && path !== undefined ? new StorageError(path, error) : undefined;
}

/** Where the home's files are written, and what went wrong there last. */
export interface Storage {
  files: FileCalls;
  /** Runs what writes to `place`. A place that failed is in trouble until something was written to it. @throws StorageError for any failure */
  attempt: <Result>(place: string, write: () => Result) => Result;
  /** The first place in trouble, or, where one is named, that place if it is. */
  trouble: (place?: string) => StorageError | undefined;
}

/**
 * @param onTrouble - hears when a place that was well fails
 * @param onHealed - hears when a place that was in trouble is written again
 */
export function openStorage({
  files = nodeFiles,
  onTrouble,
  onHealed,
}: {
  files?: FileCalls | undefined;
  onTrouble?: (error: StorageError) => void;
  onHealed?: (place: string) => void;
} = {}): Storage {
  const troubles = new Map<string, StorageError>();
  return {
    files,
    attempt(place, write) {
      try {
        const result = write();
        if (troubles.delete(place)) onHealed?.(place);
        return result;
      } catch (cause) {
        const error = new StorageError(place, cause);
        const isNew = !troubles.has(place);
        troubles.set(place, error);
        if (isNew) onTrouble?.(error);
        throw error;
      }
    },
    trouble: (place) => (place === undefined ? troubles.values().next().value : troubles.get(place)),
  };
}

/** Writes all of the bytes, in as many calls as it takes. */
export function writeAll(files: FileCalls, descriptor: number, bytes: Buffer): void {
  for (let written = 0; written < bytes.length;) {
    const count = files.write(descriptor, bytes, written);
    // Disks refuse with an error; a call that writes nothing would go on for ever.
    if (count === 0) throw Object.assign(new Error('nothing was written'), { code: 'EIO' });
    written += count;
  }
}

/** Writes a file of its own, piece by piece; of one that fails nothing stays. */
export function writeNew(files: FileCalls, file: string, pieces: Iterable<Buffer>, mode?: number): void {
  try {
    const descriptor = files.open(file, 'w', mode);
    try {
      for (const piece of pieces) writeAll(files, descriptor, piece);
    } finally {
      files.close(descriptor);
    }
  } catch (error) {
    quietly(() => files.remove(file));
    throw error;
  }
}

/** Puts new content in a file's place, in one step: whatever fails, and whenever the process ends, the old or the new one is there whole. */
export function replaceFile(files: FileCalls, file: string, content: string | Buffer, mode?: number): void {
  const fresh = `${file}.new`;
  writeNew(files, fresh, [Buffer.from(content)], mode);
  try {
    files.rename(fresh, file);
  } catch (error) {
    quietly(() => files.remove(fresh));
    throw error;
  }
}

/** For what only tidies up after a failure that is told already. */
export function quietly(work: () => void): void {
  try {
    work();
  } catch {
    // Told already.
  }
}
