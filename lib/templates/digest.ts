import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Something below a folder: a file, a folder, or a link that leads nowhere. */
interface Found {
  path: string;
  isFile: boolean;
}

/** All files below a folder, through links as well, in order of their paths; none where there is no such folder. */
export function filesUnder(folder: string): string[] {
  return allUnder(folder).flatMap(({ path, isFile }) => (isFile ? [path] : []));
}

function allUnder(folder: string, within: readonly string[] = []): Found[] {
  // A link may lead to a folder that it lies in.
  const real = realOf(folder);
  if (real === undefined || within.includes(real)) return [];
  const found = readdirSync(folder, { withFileTypes: true }).flatMap((entry): Found[] => {
    const path = join(folder, entry.name);
    const is = entry.isSymbolicLink() ? statSync(path, { throwIfNoEntry: false }) : entry;
    if (is?.isFile() === true) return [{ path, isFile: true }];
    return [{ path, isFile: false }, ...(is?.isDirectory() === true ? allUnder(path, [...within, real]) : [])];
  });
  return found.sort((one, other) => (one.path < other.path ? -1 : 1));
}

function realOf(folder: string): string | undefined {
  return statSync(folder, { throwIfNoEntry: false })?.isDirectory() ? realpathSync(folder) : undefined;
}

/** A hash over all names in some folders, of empty folders too, and over the contents of all files. */
export function digest(folders: readonly string[]): string {
  const hash = createHash('sha256');
  for (const [index, folder] of folders.entries()) {
    for (const { path, isFile } of allUnder(folder)) {
      hash.update(`\0${index}${path.slice(folder.length)}\0`);
      if (isFile) hash.update(readFileSync(path));
    }
  }
  return hash.digest('hex');
}
