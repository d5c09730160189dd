import { createHmac, createSecretKey, hkdfSync, type KeyObject, timingSafeEqual } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { retiredAfterDays, type KeyState } from '../../core/mail/key-state.ts';
import type { Clock } from '../../core/kit/ports.ts';
import type { Keyring } from '../../core/mail/keyring.ts';
import { isOlderThan, parseKeys, webhookSigners, type Key } from './keyring-document.ts';
import { systemClock } from '../system-clock.ts';

/** 128 bits of a MAC, as 22 characters of base64url. */
const macBytes = 16;

/**
 * Makes a keyring of its document.
 *
 * @param clock - by which keys age: that of the machine on which the operator's command wrote when they went out of use
 * @throws when the document does not fit; the message names keys, never secrets
 */
export function keyringOf(json: string, clock: Clock = systemClock): Keyring {
  const document = parseKeys(json);
  const keys = new Map(document.links.map((key) => [key.name, { ...key, derived: derive(key.secret, 'links') }]));
  const current = keys.get(document.current)!;
  const identityKey = derive(document.identity.secret, 'identity');
  const webhookKeys = webhookSigners(document).map(({ secret }) => derive(secret, 'webhook'));
  const mac = (key: KeyObject, message: string) =>
    createHmac('sha256', key).update(message).digest().subarray(0, macBytes);
  const stateOf = ({ out }: Key): KeyState => {
    if (out?.revoked) return 'revoked';
    return out !== undefined && isOlderThan(out.at, retiredAfterDays, clock.now()) ? 'retired' : 'live';
  };
  return {
    subscriberId: (normalisedAddress) => mac(identityKey, normalisedAddress).toString('base64url'),
    sign: (message) => ({ keyId: current.name, mac: mac(current.derived, message).toString('base64url') }),
    verify: (keyId, message, text) => {
      const key = keys.get(keyId);
      const given = Buffer.from(text, 'base64url');
      if (key === undefined || given.length !== macBytes) return undefined;
      // base64url has spare bits in its last character: only the one spelling we make is ours.
      const genuine = timingSafeEqual(mac(key.derived, message), given) && given.toString('base64url') === text;
      return genuine ? stateOf(key) : undefined;
    },
    signWebhook: (message) =>
      webhookKeys
        .map((key) => createHmac('sha256', key).update(message).digest('base64'))
        .map((signature) => `v1,${signature}`)
        .join(' '),
  };
}

/**
 * What a receiver of webhooks verifies with, as Standard Webhooks writes it: of the newest key of webhooks, or, where there is none yet, of the key
 * that signs links.
 */
export function webhookSecretOf(json: string): string {
  const keys = parseKeys(json);
  const newest = keys.webhooks.findLast(({ out }) => out === undefined);
  const { secret } = newest ?? keys.links.find(({ name }) => name === keys.current)!;
  return `whsec_${derive(secret, 'webhook').export().toString('base64')}`;
}

/**
 * One secret, three uses: a key for each, so that none says anything of the others (RFC 5869). Made ready once: Node 24 takes ten microseconds to do so
 * for each signature, five times what it takes to sign.
 */
function derive(secret: string, use: 'links' | 'identity' | 'webhook'): KeyObject {
  return createSecretKey(Buffer.from(hkdfSync('sha256', secret, '', `weekwise ${use}`, 32)));
}

/** How long a function goes on with the keys that it has read: so long a revoked key may still open links. */
export const keysFreshMinutes = 5;
/** When a secret that could not be read is tried again. */
const retryMinutes = 1;

/** A keyring that is read again from time to time. */
export interface LoadedKeyring extends Keyring {
  /**
   * Reads the keys again if it is time: before each piece of work, so that a function that stood idle does not begin with old ones. Keys that cannot be
   * read leave those that are known: without any, nobody could unsubscribe.
   */
  upToDate: () => Promise<void>;
}

/** Fetches the keyring from where the setting points: `file:<path>` or the ARN of a secret. */
export async function loadKeyring(
  setting: string,
  {
    nowMs = () => performance.now(),
    onError = () => undefined,
  }: { nowMs?: () => number; onError?: (error: unknown) => void } = {},
): Promise<LoadedKeyring> {
  let keyring = keyringOf(await readSecret(setting));
  let readAgainMs = nowMs() + keysFreshMinutes * 60_000;
  const readAgain = async () => {
    readAgainMs = nowMs() + keysFreshMinutes * 60_000;
    try {
      keyring = keyringOf(await readSecret(setting));
    } catch (error) {
      readAgainMs = nowMs() + retryMinutes * 60_000;
      onError(error);
    }
  };
  let reading: Promise<void> | undefined;
  return {
    upToDate: async () => {
      if (nowMs() >= readAgainMs) reading = readAgain();
      await reading;
    },
    subscriberId: (normalisedAddress) => keyring.subscriberId(normalisedAddress),
    sign: (message) => keyring.sign(message),
    verify: (keyId, message, mac) => keyring.verify(keyId, message, mac),
    signWebhook: (message) => keyring.signWebhook(message),
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
