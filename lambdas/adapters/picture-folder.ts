import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Pictures } from '../core/kit/ports.ts';

/** The pictures that were drawn when the mails were compiled. Kept in memory once read: there are few, and they never change. */
export function pictureFolder(folder: string): Pictures {
  const read = new Map<string, Promise<Uint8Array<ArrayBuffer> | undefined>>();
  return (file) => {
    if (!/^[a-z0-9-]+(\.[a-z0-9]+)*\.(png|svg)$/.test(file)) return Promise.resolve(undefined);
    const known = read.get(file);
    if (known !== undefined) return known;
    const reading = readFile(join(folder, file)).then(
      (bytes) => new Uint8Array(bytes),
      () => undefined,
    );
    // Only what is there: names that somebody makes up must not fill the memory.
    void reading.then((bytes) => bytes !== undefined && read.set(file, reading));
    return reading;
  };
}
