import { randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { Temporal } from 'temporal-polyfill';
import { GetSecretValueCommand, PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { keyringOf } from '../../lambdas/adapters/keyring.ts';
import { isoInstant } from '../../lambdas/core/calendar.ts';
import { HomeError } from './home-error.ts';

/**
 * The keys of a deployment, changed in two steps: a key is added, and when every function has read it, it signs. Functions read the keyring anew
 * each hour; a link signed with a key that some of them do not know yet would be called broken. No key is ever removed: old mails are opened
 * for years.
 *
 * When a key was added stands at the end of its secret, `<random text>@<ISO instant>`: to every reader of the keyring it is a secret like another.
 */

export interface KeyNames {
  /** Of ids of subscribers; for ever the first. */
  identity: string;
  /** Signs new links. */
  current: string;
  /** Verify links. */
  all: string[];
  /** When keys were added, as far as it is known: not of the first. */
  addedAt: Record<string, string>;
}

/** What a rotation did, or waits for. */
export type Rotation =
  | { done: 'added'; key: string; signsFrom: string }
  | { done: 'waits'; key: string; signsFrom: string }
  | { done: 'signs'; key: string; before: string };

/** Hours until a key may sign: far more than the hour in which functions read it, and a little less than a schedule's day. */
const knownAfterHours = 20;

/** Where a keyring is kept. */
export interface KeyStore {
  read: () => Promise<string>;
  write: (document: string) => Promise<void>;
}

/** The store that a KEYRING setting points to: a file, or a secret by its ARN. */
export function keyStoreAt(keyring: string): KeyStore {
  if (keyring.startsWith('file:')) {
    const file = keyring.slice('file:'.length);
    return {
      read: () => readFile(file, 'utf8'),
      // Whole or not at all: without its keys no link works.
      write: async (document) => {
        await writeFile(`${file}.new`, document, { mode: 0o600 });
        await rename(`${file}.new`, file);
      },
    };
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

/**
 * Takes the next safe step of a rotation: adds a key that verifies and does not sign yet, or lets the newest sign once every function knows it,
 * or does nothing while it is too young. May be run at any time, by a schedule too.
 *
 * @throws HomeError when the keyring was changed by hand in a way that it cannot go on from
 */
export async function rotateKeys(store: KeyStore, now: Temporal.Instant): Promise<Rotation> {
  const keys = await read(store);
  const { current, all, addedAt } = namesIn(keys);
  // A key of unknown age may be younger than a function's reading: another one, of known age, takes its place.
  const newest = all.findLast((name) => name in addedAt);
  if (newest !== undefined && all.indexOf(newest) > all.indexOf(current)) {
    const signsFrom = signsFromOf(addedAt[newest]!);
    if (isoInstant(now) < signsFrom) return { done: 'waits', key: newest, signsFrom };
    await write(store, { ...keys, current: newest });
    return { done: 'signs', key: newest, before: current };
  }
  const key = `k${all.length + 1}`;
  if (key in keys) throw new HomeError(`There is a key ${key} already; the keyring was changed by hand.`);
  const at = isoInstant(now);
  await write(store, { ...keys, [key]: `${randomBytes(32).toString('base64url')}@${at}` });
  return { done: 'added', key, signsFrom: signsFromOf(at) };
}

function signsFromOf(addedAt: string): string {
  return isoInstant(Temporal.Instant.from(addedAt).add({ hours: knownAfterHours }));
}

/** What was done, and when to come back. */
export function rotationInWords(rotation: Rotation): string {
  const { key } = rotation;
  switch (rotation.done) {
    case 'added':
      return `Added ${key}, which signs nothing yet: functions learn it within the hour.\nNext: weekwise keys rotate, from ${rotation.signsFrom} on.`;
    case 'waits':
      return `Nothing was changed: ${key} is too young to sign.\nNext: weekwise keys rotate, from ${rotation.signsFrom} on.`;
    case 'signs':
      return `New links are signed with ${key} from now on, no longer with ${rotation.before}. Older links go on working.\nThe rotation is complete; keys rotate begins the next one.`;
  }
}

export function keysInWords({ identity, current, all, addedAt }: KeyNames): string {
  const rolesOf = (name: string) => [
    ...(name === identity ? ['identity of subscribers'] : []),
    ...(name === current ? ['signs new links'] : []),
    'verifies links',
    ...(name in addedAt ? [`added ${addedAt[name]}`] : []),
  ];
  return all.map((name) => `${name.padEnd(4)} ${rolesOf(name).join(', ')}`).join('\n');
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
  const dated = Object.entries(secrets).flatMap(([name, secret]) => {
    const [, at] = /@(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)$/.exec(secret) ?? [];
    return at === undefined ? [] : [[name, at] as const];
  });
  return { identity, current, all: Object.keys(secrets), addedAt: Object.fromEntries(dated) };
}
