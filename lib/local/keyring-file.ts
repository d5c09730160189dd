import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';

/**
 * Makes the keyring of this machine unless it is there; answers the KEYRING setting that points to it. The form is that of
 * `lambdas/adapters/keyring-document.ts`. Its owner alone may read it (Windows keeps it readable to the owner's account by its place).
 *
 * @param file - absolute path
 */
export function ensureKeyring(file: string): string {
  const secret = () => randomBytes(32).toString('base64url');
  const keys = { identity: 'identity-1', current: 'k1', 'identity-1': secret(), k1: secret(), 'webhook-1': secret() };
  try {
    writeFileSync(file, `${JSON.stringify(keys, undefined, 2)}\n`, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    // Never overwritten: every link in every mail so far depends on it.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return `file:${file}`;
}
