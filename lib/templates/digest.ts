import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** All files below a folder, through links as well, in order of their paths; none where there is no such folder. */
export function filesUnder(folder: string, within: readonly string[] = []): string[] {
  // A link may lead to a folder that it lies in.
  const real = realOf(folder);
  if (real === undefined || within.includes(real)) return [];
  const files = readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isFile()) return [path];
    if (entry.isDirectory()) return filesUnder(path, [...within, real]);
    const linked = entry.isSymbolicLink() ? statSync(path, { throwIfNoEntry: false }) : undefined;
    if (linked?.isDirectory()) return filesUnder(path, [...within, real]);
    return linked?.isFile() ? [path] : [];
  });
  return files.sort((one, other) => (one < other ? -1 : 1));
}

function realOf(folder: string): string | undefined {
  return statSync(folder, { throwIfNoEntry: false })?.isDirectory() ? realpathSync(folder) : undefined;
}

/** A hash over the names and contents of all files in some folders. */
export function digest(folders: readonly string[]): string {
  const hash = createHash('sha256');
  for (const [index, folder] of folders.entries()) {
    for (const file of filesUnder(folder)) {
      hash.update(`\0${index}${file.slice(folder.length)}\0`).update(readFileSync(file));
    }
  }
  return hash.digest('hex');
}
