import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { thisWriter, tooNew, Writer } from '../writer.ts';
import { DataFolderError } from './data-folder.ts';
import { replaceFile, type Storage } from './storage.ts';

/**
 * Writes into a data folder which Weekwise runs on it.
 *
 * @throws DataFolderError where what is there is of a later format than this one knows
 */
export function noteWriter(dataDir: string, storage: Storage, own: Writer = thisWriter): void {
  const file = join(dataDir, 'weekwise.json');
  const why = tooNew(writerIn(file), own);
  if (why !== undefined) throw new DataFolderError(`The data in ${dataDir} was ${why}`);
  storage.attempt(file, () => replaceFile(storage.files, file, `${JSON.stringify(own)}\n`, 0o600));
}

/** A file that cannot be read is written anew: every profile says its own format too. */
function writerIn(file: string): Writer | undefined {
  try {
    return Writer.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data;
  } catch {
    return undefined;
  }
}
