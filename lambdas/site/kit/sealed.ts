import { createCipheriv, createDecipheriv } from 'node:crypto';
import type { Keyring } from '../../core/mail/keyring.ts';

/*
 * Text that goes along in an address of the site and that only the site can read: histories, logs and whoever looks over a shoulder see nothing of it.
 * Each is encrypted with a key of its own (AES-128-GCM; the key is the keyring's MAC of a name that is used once), and holds only in its place.
 */

const algorithm = 'aes-128-gcm';
const tagBytes = 16;
/** Each key encrypts one text, so that its nonce may be fixed (NIST SP 800-38D, 8.2.1). */
const nonce = Buffer.alloc(12);
const shape = /^([A-Za-z0-9_-]{22})\.([A-Za-z0-9_-]{22,})$/;

/**
 * @param place - where it holds: it cannot be read anywhere else
 * @param once - a name that was never used, of 22 characters of base64url
 */
export function sealed(text: string, place: string, once: string, keyring: Pick<Keyring, 'sign'>): string {
  const cipher = createCipheriv(algorithm, keyNamed(once, keyring), nonce).setAAD(Buffer.from(place));
  const bytes = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return `${once}.${bytes.toString('base64url')}`;
}

/** The text; undefined where it is none of ours, holds somewhere else, or was written with a key before the current one. */
export function unsealed(text: string, place: string, keyring: Pick<Keyring, 'sign'>): string | undefined {
  const [, once = '', body = ''] = shape.exec(text) ?? [];
  const bytes = Buffer.from(body, 'base64url');
  if (bytes.length < tagBytes) return undefined;
  const decipher = createDecipheriv(algorithm, keyNamed(once, keyring), nonce)
    .setAAD(Buffer.from(place))
    .setAuthTag(bytes.subarray(-tagBytes));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(0, -tagBytes)), decipher.final()]).toString();
  } catch {
    return undefined;
  }
}

function keyNamed(once: string, keyring: Pick<Keyring, 'sign'>): Buffer {
  return Buffer.from(keyring.sign(`weekwise-seal|${once}`).mac, 'base64url');
}
