import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A hash over the names and contents of all files in some folders, and over one file more, which may be missing. */
export async function digest(folders: readonly string[], file: string): Promise<string> {
  const hash = createHash('sha256').update(await readFile(file).catch(() => ''));
  for (const folder of folders) {
    // A project may have no templates yet.
    const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
    const names = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    for (const name of names.sort((one, other) => (one < other ? -1 : 1))) {
      hash.update(`\0${name.slice(folder.length)}\0`).update(await readFile(name));
    }
  }
  return hash.digest('hex');
}
