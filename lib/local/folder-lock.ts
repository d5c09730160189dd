import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DataFolderError } from './data-folder.ts';
import { StorageError } from './storage.ts';

/** Folders that this process holds: its own number in a lock file may also be left from an older process with the same number. */
const held = new Set<string>();

/**
 * Takes `folder` for this process, by a file `lock` with the process's number; answers a function that gives it back. A lock whose process
 * is gone is taken over.
 *
 * @throws DataFolderError when another process has the folder
 * @throws StorageError when the file cannot be written
 */
export function lockFolder(folder: string): () => void {
  const file = resolve(join(folder, 'lock'));
  if (held.has(file)) throw inUse(folder, file, process.pid);
  // A second try after a stale lock was removed; then somebody else was quicker.
  for (let tries = 0; ; tries++) {
    try {
      writeFileSync(file, `${process.pid}\n`, { flag: 'wx' });
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw new StorageError(file, error);
    }
    const holder = holderOf(file);
    if (tries > 0 || (holder !== process.pid && isRunning(holder))) throw inUse(folder, file, holder);
    rmSync(file, { force: true });
  }
  held.add(file);
  return () => {
    if (held.delete(file)) rmSync(file, { force: true });
  };
}

function holderOf(file: string): number {
  try {
    return Number(readFileSync(file, 'utf8').trim());
  } catch {
    return Number.NaN;
  }
}

function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    // Signal 0 asks only.
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function inUse(folder: string, file: string, holder: number): DataFolderError {
  return new DataFolderError(
    `Another Weekwise (process ${holder}) uses the data in ${folder}: stop it first. If that process is something else, delete ${file} and start again.`,
  );
}
