import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { parseKeys } from '../../lambdas/adapters/keys/keyring-document.ts';
import { commandToAccept } from './accepted-losses.ts';
import { DataFolderError } from './data-folder.ts';
import { openStorage, replaceFile, type Storage } from './storage.ts';

export interface KeyringOptions {
  /** People are in the table whose links and ids were made with the keyring that was here. */
  hasPeople?: boolean;
  /** The operator gives those keys up. */
  accepted?: boolean;
  storage?: Storage;
}

/**
 * Makes the keyring of this machine unless it is there; returns the KEYRING setting that points to it. Its format is that of
 * `lambdas/adapters/keys/keyring-document.ts`. Its owner alone may read it (Windows keeps it readable to the owner's account by its place).
 *
 * @param file - absolute path
 * @throws DataFolderError when there is no usable keyring although there was one
 */
export function ensureKeyring(
  file: string,
  { hasPeople = false, accepted = false, storage = openStorage() }: KeyringOptions = {},
): string {
  const setting = `file:${file}`;
  const exists = existsSync(file);
  const fault = exists ? faultOf(file) : hasPeople ? 'is missing, and people are in the table' : undefined;
  if (exists && fault === undefined) return setting;
  if (fault !== undefined && !accepted) {
    throw new DataFolderError(
      `The keyring ${file} ${fault}. Put back a copy of it. Or make new keys, with which the links in earlier emails open nothing and people who are in the table can sign up a second time: ${commandToAccept('keys')}`,
    );
  }
  if (exists) storage.attempt(file, () => storage.files.rename(file, `${file}.unusable`));
  const secret = () => randomBytes(32).toString('base64url');
  const keys = { identity: 'identity-1', current: 'k1', 'identity-1': secret(), k1: secret(), 'webhook-1': secret() };
  // Whole or not at all: half a keyring would look like a damaged one.
  storage.attempt(file, () => replaceFile(storage.files, file, `${JSON.stringify(keys, undefined, 2)}\n`, 0o600));
  return setting;
}

/** What is wrong with a keyring, as the end of a sentence; undefined for one that can be used. */
function faultOf(file: string): string | undefined {
  const text = readFileSync(file, 'utf8');
  if (text.trim() === '') return 'is empty';
  try {
    parseKeys(text);
    return undefined;
  } catch (error) {
    return `cannot be used (${error instanceof SyntaxError ? 'it is not JSON' : (error as Error).message})`;
  }
}
