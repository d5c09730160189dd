import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { GetSecretValueCommand, PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { keyringOf } from '../../lambdas/adapters/keyring.ts';
import { HomeError } from './home-error.ts';

/**
 * The keys of a deployment, changed in two steps: a key is added, and when every function has read it, used. Functions read the keyring anew
 * each hour; a link signed with a key that some of them do not know yet would be called broken. No key is ever removed: old mails are opened
 * for years.
 */

export interface KeyNames {
  /** Of ids of subscribers; for ever the first. */
  identity: string;
  /** Signs new links. */
  current: string;
  /** Verify links. */
  all: string[];
}

/** Where a keyring is kept. */
export interface KeyStore {
  read: () => Promise<string>;
  write: (document: string) => Promise<void>;
}

/** The store that a KEYRING setting points to: a file, or a secret by its ARN. */
export function keyStoreAt(keyring: string): KeyStore {
  if (keyring.startsWith('file:')) {
    const file = keyring.slice('file:'.length);
    return { read: () => readFile(file, 'utf8'), write: (document) => writeFile(file, document, { mode: 0o600 }) };
  }
  const secrets = new SecretsManagerClient({});
  return {
    read: async () => (await secrets.send(new GetSecretValueCommand({ SecretId: keyring }))).SecretString ?? '',
    write: async (SecretString) => {
      await secrets.send(new PutSecretValueCommand({ SecretId: keyring, SecretString }));
    },
  };
}

/** Names, never secrets. */
export async function listKeys(store: KeyStore): Promise<KeyNames> {
  return namesIn(await read(store));
}

/** Adds a key that verifies and does not sign yet; answers its name. */
export async function addKey(store: KeyStore): Promise<string> {
  const keys = await read(store);
  const { all } = namesIn(keys);
  const name = `k${all.length + 1}`;
  if (name in keys) throw new HomeError(`There is a key ${name} already; the keyring was changed by hand.`);
  await write(store, { ...keys, [name]: randomBytes(32).toString('base64url') });
  return name;
}

/** Lets a key sign new links from now on. @throws HomeError when there is none of that name */
export async function useKey(name: string, store: KeyStore): Promise<void> {
  const keys = await read(store);
  const { all } = namesIn(keys);
  if (!all.includes(name)) throw new HomeError(`There is no key ${name}. Keys are ${all.join(', ')}.`);
  await write(store, { ...keys, current: name });
}

export function keysInWords({ identity, current, all }: KeyNames): string {
  const roles = (name: string) =>
    [name === identity && 'identity of subscribers', name === current && 'signs new links', 'verifies links'].filter(
      Boolean,
    );
  return all.map((name) => `${name.padEnd(4)} ${roles(name).join(', ')}`).join('\n');
}

type Keys = Record<string, string> & { identity: string; current: string };

async function read(store: KeyStore): Promise<Keys> {
  const document = await store.read();
  // Refuses what is no keyring, before anything is written over it.
  keyringOf(document);
  return JSON.parse(document) as Keys;
}

async function write(store: KeyStore, keys: Keys): Promise<void> {
  const document = `${JSON.stringify(keys, undefined, 2)}\n`;
  keyringOf(document);
  await store.write(document);
}

function namesIn({ identity, current, ...secrets }: Keys): KeyNames {
  return { identity, current, all: Object.keys(secrets) };
}
