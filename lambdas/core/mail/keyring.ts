import type { KeyState } from './key-state.ts';

/** Keyed hashes. Implementations keep the keys; rotation keeps old ones for verification. */
export interface Keyring {
  /** 22 characters of base64url (128 bits) of HMAC-SHA-256 of a normalised address; the key of this hash never rotates. */
  subscriberId: (normalisedAddress: string) => string;
  /** Signs with the current key. */
  sign: (message: string) => { keyId: string; mac: string };
  /** When `mac` is this key's signature, what has become of the key; compares in constant time. Undefined otherwise. */
  verify: (keyId: string, message: string, mac: string) => KeyState | undefined;
  /** The signatures of a message to the operator's own systems, one by each of their keys, as Standard Webhooks writes them. */
  signWebhook: (message: string) => string;
}
