import { createHash, timingSafeEqual } from 'node:crypto';

/*
 * Keys as programs show them: `wwk_<id>_<secret>`. Of the secret only a hash is stored; it has 256 bits by chance, so that a plain hash is enough. The
 * prefix lets scanners for leaked secrets find it.
 */

const shape = /^wwk_([a-z0-9]{12})_([A-Za-z0-9_-]{43})$/;

/** A new key; nobody can show its text again. `random` gives bytes by chance. */
export function newApiKeyText(random: (bytes: number) => Buffer): { id: string; text: string; hash: string } {
  const id = random(6).toString('hex');
  const secret = random(32).toString('base64url');
  return { id, text: `wwk_${id}_${secret}`, hash: hashOf(secret) };
}

export function readApiKeyText(text: string): { id: string; secret: string } | undefined {
  const [, id, secret] = shape.exec(text) ?? [];
  return id === undefined || secret === undefined ? undefined : { id, secret };
}

export function isSecretOf(secret: string, hash: string): boolean {
  return timingSafeEqual(Buffer.from(hashOf(secret)), Buffer.from(hash));
}

/** SHA-256, in hex. */
function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
