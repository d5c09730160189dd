import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';
import type { Keyring } from '../core/ports.ts';

/**
 * The keys of a deployment, in a secret store or, on one machine, in a file:
 * `{ "identity": "a", "current": "b", "a": "<secret>", "b": "<secret>" }`.
 *
 * `identity` names the key of subscriber ids, which never changes; `current` the key that signs new links. Every other entry is a key that
 * still verifies. Secrets are at least 32 characters of random text.
 */
const KeyringDocument = z
  .object({ identity: z.string(), current: z.string() })
  .catchall(z.string().min(32, 'must be at least 32 characters'))
  .refine(
    (keys) => keys.identity in keys && keys.current in keys,
    'identity and current must name keys that are there',
  );

/** 128 bits of a MAC, as 22 characters of base64url. */
const macBytes = 16;

/**
 * Makes a keyring of its document.
 *
 * @throws when the document does not fit; the message names keys, never secrets
 */
export function keyringOf(json: string): Keyring {
  const { identity, current, ...secrets } = parsedKeyring(json);
  const keys = new Map(Object.entries(secrets).map(([id, secret]) => [id, derive(secret, 'links')]));
  const identityKey = derive(secrets[identity]!, 'identity');
  const mac = (key: Buffer, message: string) =>
    createHmac('sha256', key).update(message).digest().subarray(0, macBytes);
  return {
    subscriberId: (normalisedAddress) => mac(identityKey, normalisedAddress).toString('base64url'),
    sign: (message) => ({ keyId: current, mac: mac(keys.get(current)!, message).toString('base64url') }),
    verify: (keyId, message, text) => {
      const key = keys.get(keyId);
      const given = Buffer.from(text, 'base64url');
      if (key === undefined || given.length !== macBytes) return false;
      // base64url has spare bits in its last character: only the one spelling we make is ours.
      return timingSafeEqual(mac(key, message), given) && given.toString('base64url') === text;
    },
    signWebhook: (message) =>
      Object.values(secrets)
        .map((secret) => createHmac('sha256', derive(secret, 'webhook')).update(message).digest('base64'))
        .map((signature) => `v1,${signature}`)
        .join(' '),
  };
}

/**
 * What a receiver of webhooks verifies with, of the current key, as Standard Webhooks writes it. Messages are signed by every key: it goes on
 * working when another key becomes the current one.
 */
export function webhookSecretOf(json: string): string {
  const { current, ...secrets } = parsedKeyring(json);
  return `whsec_${derive(secrets[current]!, 'webhook').toString('base64')}`;
}

function parsedKeyring(json: string): z.output<typeof KeyringDocument> {
  const parsed = KeyringDocument.safeParse(JSON.parse(json));
  if (parsed.success) return parsed.data;
  throw new Error(`The keyring is not usable: ${parsed.error.issues.map((issue) => issue.message).join(', ')}`);
}

/** One secret, three uses: a key for each, so that none says anything of the others (RFC 5869). */
function derive(secret: string, use: 'links' | 'identity' | 'webhook'): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', `weekwise ${use}`, 32));
}

/** How long a function goes on with the keys that it has read: the operator waits longer before a new one signs. */
const freshMs = 3_600_000;

/**
 * Fetches the keyring from where the setting points: `file:<path>` or the ARN of a secret. It is read anew from time to time, beside the work, so
 * that a function that runs for long learns of a key that was added; one that cannot be read leaves the keys that are known.
 */
export async function loadKeyring(setting: string, nowMs: () => number = () => performance.now()): Promise<Keyring> {
  let keyring = keyringOf(await readSecret(setting));
  let readAtMs = nowMs();
  const latest = () => {
    if (nowMs() - readAtMs > freshMs) {
      readAtMs = nowMs();
      void readSecret(setting)
        .then((document) => {
          keyring = keyringOf(document);
        })
        .catch(() => undefined);
    }
    return keyring;
  };
  return {
    subscriberId: (normalisedAddress) => latest().subscriberId(normalisedAddress),
    sign: (message) => latest().sign(message),
    verify: (keyId, message, mac) => latest().verify(keyId, message, mac),
    signWebhook: (message) => latest().signWebhook(message),
  };
}

/**
 * Reads a secret, or a file in its place: `file:<path>` or the ARN of a secret.
 *
 * @param VersionStage - which version of the secret; a file has one
 */
export async function readSecret(setting: string, VersionStage = 'AWSCURRENT'): Promise<string> {
  if (setting.startsWith('file:')) return readFile(setting.slice('file:'.length), 'utf8');
  const secrets = new SecretsManagerClient({});
  const { SecretString } = await secrets.send(new GetSecretValueCommand({ SecretId: setting, VersionStage }));
  if (SecretString === undefined) throw new Error('The secret holds no text');
  return SecretString;
}
