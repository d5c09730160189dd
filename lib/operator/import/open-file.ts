import { createReadStream, existsSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { OperatorError } from '../operator-error.ts';

/** A file that is read once, from its beginning. */
export interface InputFile {
  path: string;
  sizeBytes: number;
  modifiedMs: number;
  /** What is in it, unpacked. */
  content: Readable;
  /** Of the file as it lies on the disk. */
  bytesRead: () => number;
}

/**
 * Opens a file, packed with gzip or not.
 *
 * @throws OperatorError when there is none
 */
export async function openFile(path: string): Promise<InputFile> {
  if (!existsSync(path)) throw new OperatorError(`No file ${path}. Check the path.`, { code: 'not-found' });
  if (!statSync(path).isFile())
    throw new OperatorError(`${path} is not a regular file: an import may read it twice.`, { code: 'file' });
  const handle = await open(path);
  const { size: sizeBytes, mtimeMs: modifiedMs } = await handle.stat();
  const { buffer } = await handle.read(Buffer.alloc(2), 0, 2, 0);
  await handle.close();
  const stream = createReadStream(path);
  const isPacked = buffer.equals(gzipMagic);
  // Whoever reads hears of an error of either, also of one that came before they began.
  const content = isPacked ? pipeline(stream, createGunzip(), () => undefined) : stream;
  content.on('error', () => undefined);
  return { path, sizeBytes, modifiedMs, content, bytesRead: () => stream.bytesRead };
}

/** RFC 1952 §2.3.1. */
const gzipMagic = Buffer.from([0x1f, 0x8b]);
