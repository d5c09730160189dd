import { chmodSync, lstatSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Something in the data folder cannot be used: it is damaged, or another process has it open. The message names the place and says what
 * to do; it is meant to be shown as it is.
 */
export class DataFolderError extends Error {
  override name = 'DataFolderError';

  /** The error for data that cannot be read; `place` is a file or folder. */
  static damaged(place: string, cause: unknown): DataFolderError {
    const why = (cause instanceof Error ? cause.message : String(cause)).replace(/\s+/g, ' ');
    return new DataFolderError(
      `The data in ${place} cannot be read (${why}). Move it away or delete it, then start again; what it held is lost with it.`,
      { cause },
    );
  }
}

/** What a data folder holds, and under the same names with `.new` while it is written. */
const ownEntries = new Set([
  'clock.json',
  'demo',
  'keyring.json',
  'keyring.json.unusable',
  'lock',
  'mail',
  'queues',
  'service.json',
  'stream.json',
  'table',
  'table.json',
  'weekwise.json',
]);

/**
 * Makes `folder` unless it exists, and keeps it to its owner: takes away the rights that others have, and until the returned function is called,
 * files that this process and its children make give others none. Windows has no such rights.
 *
 * @param onTightened - called with a sentence when others had rights
 * @throws DataFolderError when this user may not take them away
 */
export function ensurePrivateFolder(folder: string, onTightened?: (sentence: string) => void): () => void {
  if (process.platform === 'win32') {
    mkdirSync(folder, { recursive: true });
    return () => {};
  }
  // Many places write files, and one of them is not our program. The mask covers all.
  const maskBefore = process.umask(0o077);
  const restore = () => void process.umask(maskBefore);
  try {
    mkdirSync(folder, { recursive: true });
    if (tightenFolder(folder)) {
      onTightened?.(`Other users of this machine had access to ${folder}: now only its owner has.`);
    }
  } catch (error) {
    restore();
    throw error;
  }
  return restore;
}

/** Returns whether there was anything to take away. */
function tightenFolder(folder: string): boolean {
  const { mode } = statSync(folder);
  if (!isForOthers(mode)) return false;
  try {
    const entries = readdirSync(folder);
    const own = entries.filter((name) => ownEntries.has(name.replace(/\.new$/, '')));
    const tightened = own.map((name) => tighten(join(folder, name)));
    // A folder that holds more than ours, such as /tmp, stays as it is.
    if (own.length < entries.length) return tightened.includes(true);
    chmodSync(folder, mode & 0o700);
    return true;
  } catch (error) {
    throw new DataFolderError(
      `Other users of this machine have access to ${folder}, and it could not be taken away (${(error as Error).message}). Run chmod -R go= ${folder} as its owner, or choose another folder with WEEKWISE_DATA.`,
      { cause: error },
    );
  }
}

/** Takes away what others may do with a file, or with a folder and everything in it; returns whether there was anything. */
function tighten(path: string): boolean {
  const stat = lstatSync(path);
  if (stat.isSymbolicLink() || !isForOthers(stat.mode)) return false;
  chmodSync(path, stat.mode & 0o700);
  if (stat.isDirectory()) for (const name of readdirSync(path)) tighten(join(path, name));
  return true;
}

function isForOthers(mode: number): boolean {
  return (mode & 0o077) !== 0;
}
