import { randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { Temporal } from 'temporal-polyfill';
import { GetSecretValueCommand, PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { keysFreshMinutes } from '../../lambdas/adapters/keys/keyring.ts';
import {
  isOlderThan,
  keysIn,
  outEntry,
  parseStored,
  webhookSigners,
  type Keys,
  type StoredKeys,
} from '../../lambdas/adapters/keys/keyring-document.ts';
import { isoInstant } from '../../lambdas/core/time/calendar.ts';
import { retiredAfterDays } from '../../lambdas/core/mail/key-state.ts';
import type { Duty } from './json/codes.ts';
import { OperatorError } from './operator-error.ts';

/**
 * The keys of a deployment. In a rotation a key is added, and when every function has read it, it signs; a link signed with a key that some of them
 * do not know yet would be called broken. After a leak the new key signs at once. No key is ever removed: with every email that was ever sent one
 * can unsubscribe.
 */

/** What a key may do, in words. */
const dutyWords: Record<Duty, string> = {
  'ids-of-people': 'ids of people',
  'signs-links': 'signs links',
  'opens-links': 'opens links',
  'opens-links-until-they-expire': 'opens links until they expire',
  'opens-endless-links-only': 'retired, opens links without an end only',
  'opens-unsubscribe-links-only': 'revoked, opens unsubscribe links only',
  'signs-webhooks': 'signs webhooks',
  revoked: 'revoked',
};

/** What a key does. Names, never secrets. */
export interface KeyDuties {
  name: string;
  duties: Duty[];
  /** Unknown of the first. */
  addedAt?: string;
  /** When it stopped signing. */
  outAt?: string;
}

/** What a rotation did, or waits for. */
export type Rotation =
  | { done: 'added'; key: string; signsFrom: string }
  | { done: 'waits'; key: string; signsFrom: string }
  | { done: 'signs'; key: string; before: string };

export interface Revocation {
  revoked: string[];
  /** Signs links from now on, if another one did before. */
  signsLinks?: string;
  /** Signs webhooks from now on, if a new one had to be made. */
  signsWebhooks?: string;
}

/** Hours until a key may sign: far more than functions go on with what they have read, and a little less than a schedule's day. */
const knownAfterHours = 20;

/** Where a keyring is kept. */
export interface KeyStore {
  read: () => Promise<string>;
  write: (document: string) => Promise<void>;
}

/** The store that a KEYRING setting points to: a file, or a secret by its ARN. */
export function keyStoreAt(keyring: string, secrets?: SecretsManagerClient): KeyStore {
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
  const client = secrets ?? new SecretsManagerClient({});
  return {
    read: async () => (await client.send(new GetSecretValueCommand({ SecretId: keyring }))).SecretString ?? '',
    write: async (SecretString) => {
      await client.send(new PutSecretValueCommand({ SecretId: keyring, SecretString }));
    },
  };
}

/** Names, never secrets. */
export async function listKeys(store: KeyStore, now: Temporal.Instant): Promise<KeyDuties[]> {
  const keys = keysIn(await read(store));
  const signsWebhooks = new Set(webhookSigners(keys).map(({ name }) => name));
  const identityAlone = keys.links.every(({ name }) => name !== keys.identity.name);
  const others = [...keys.links, ...keys.webhooks].map(({ name, addedAt, out }): KeyDuties => {
    const isOfLinks = keys.links.some((key) => key.name === name);
    const does: [duty: Duty, isSo: boolean][] = [
      ['ids-of-people', name === keys.identity.name],
      ['signs-links', name === keys.current],
      [opensWhat(out, now), isOfLinks],
      ['signs-webhooks', signsWebhooks.has(name)],
      ['revoked', !isOfLinks && out !== undefined],
    ];
    const duties = does.filter(([, isSo]) => isSo).map(([duty]) => duty);
    return { name, duties, ...(addedAt !== undefined && { addedAt }), ...(out !== undefined && { outAt: out.at }) };
  });
  const alone: KeyDuties = { name: keys.identity.name, duties: ['ids-of-people'] };
  return [...(identityAlone ? [alone] : []), ...others];
}

function opensWhat(out: Keys['links'][number]['out'], now: Temporal.Instant): Duty {
  if (out === undefined) return 'opens-links';
  if (out.revoked) return 'opens-unsubscribe-links-only';
  return isOlderThan(out.at, retiredAfterDays, now) ? 'opens-endless-links-only' : 'opens-links-until-they-expire';
}

/**
 * Takes the next safe step of a rotation: adds a key that verifies and does not sign yet, or lets the newest sign once every function knows it,
 * or does nothing while it is too young. May be run at any time, by a schedule too. Whatever an older release left undone is done as well: keys
 * that signed before get their date, and webhooks a key of their own.
 *
 * @throws OperatorError when the keyring was changed by hand in a way that it cannot go on from
 */
export async function rotateKeys(store: KeyStore, now: Temporal.Instant): Promise<Rotation> {
  const stored = await read(store);
  const { current, links, webhooks } = keysIn(stored);
  const at = isoInstant(now);
  const signing = links.findIndex(({ name }) => name === current);
  const formerly = links.slice(0, signing).filter(({ out }) => out === undefined);
  const migrated = {
    ...stored,
    ...Object.assign({}, ...formerly.map(({ name }) => outEntry(name, at, false))),
    ...(webhooks.length === 0 && newKey('webhook-1', at)),
  };
  // A key of unknown age may be younger than a function's reading: another one, of known age, takes its place.
  const waiting = links.findLast(({ addedAt, out }, place) => place > signing && addedAt !== undefined && !out);
  if (waiting !== undefined) {
    const signsFrom = signsFromOf(waiting.addedAt!);
    if (at < signsFrom) return { done: 'waits', key: waiting.name, signsFrom };
    await write(store, { ...migrated, ...outEntry(current, at, false), current: waiting.name });
    return { done: 'signs', key: waiting.name, before: current };
  }
  const key = nextLinkKey(stored);
  await write(store, { ...migrated, ...newKey(key, at) });
  return { done: 'added', key, signsFrom: signsFromOf(at) };
}

/**
 * Takes keys out of use that somebody else may know, from now on: what a revoked key signed is good for unsubscribing only. Where it signs, a new key
 * does at once. May be repeated.
 *
 * @param names - of keys of links and of webhooks; `all` for every key but that of ids, which signs nothing
 * @throws OperatorError when there is no such key; nothing is changed then
 */
export async function revokeKeys(
  store: KeyStore,
  names: readonly string[],
  now: Temporal.Instant,
): Promise<Revocation> {
  const stored = await read(store);
  const { current, links, webhooks } = keysIn(stored);
  const known = new Map([...links, ...webhooks].map((key) => [key.name, key]));
  const chosen = names.includes('all') ? [...known.keys()] : names;
  const unknown = chosen.filter((name) => !known.has(name));
  if (unknown.length > 0) {
    throw new OperatorError(
      `No key can be revoked that is called ${unknown.join(', ')}: weekwise keys list shows them.`,
      { code: 'not-found' },
    );
  }
  const at = isoInstant(now);
  const revoked = chosen.filter((name) => known.get(name)!.out?.revoked !== true);
  if (revoked.length === 0) return { revoked };
  const signsLinks = revoked.includes(current) ? nextLinkKey(stored) : undefined;
  // Without a key of their own, webhooks are signed by keys of links.
  const ownLeft = webhooks.some(({ name, out }) => out === undefined && !revoked.includes(name));
  const signsWebhooks = ownLeft ? undefined : `webhook-${webhooks.length + 1}`;
  await write(store, {
    ...stored,
    ...Object.assign({}, ...revoked.map((name) => outEntry(name, at, true))),
    ...(signsLinks !== undefined && { ...newKey(signsLinks, at), current: signsLinks }),
    ...(signsWebhooks !== undefined && newKey(signsWebhooks, at)),
  });
  return { revoked, ...(signsLinks && { signsLinks }), ...(signsWebhooks && { signsWebhooks }) };
}

/** Makes a new key of webhooks. The one before goes on signing beside it, the one before that does not. */
export async function rotateWebhookKey(store: KeyStore, now: Temporal.Instant): Promise<{ key: string }> {
  const stored = await read(store);
  const key = `webhook-${keysIn(stored).webhooks.length + 1}`;
  await write(store, { ...stored, ...newKey(key, isoInstant(now)) });
  return { key };
}

function newKey(name: string, at: string): Record<string, string> {
  return { [name]: `${randomBytes(32).toString('base64url')}@${at}` };
}

/** @throws OperatorError when its name is taken */
function nextLinkKey(stored: StoredKeys): string {
  const key = `k${keysIn(stored).links.length + 1}`;
  if (key in stored) throw new OperatorError(`Key ${key} exists already; the keyring was changed by hand.`);
  return key;
}

function signsFromOf(addedAt: string): string {
  return isoInstant(Temporal.Instant.from(addedAt).add({ hours: knownAfterHours }));
}

/** What was done, and when to come back. */
export function formatRotation(rotation: Rotation): string {
  const { key } = rotation;
  switch (rotation.done) {
    case 'added':
      return `Added ${key}, which signs nothing yet: functions learn it within minutes.\nNext: weekwise keys rotate, from ${rotation.signsFrom} on.`;
    case 'waits':
      return `Nothing changed: ${key} is too young to sign.\nNext: weekwise keys rotate, from ${rotation.signsFrom} on.`;
    case 'signs':
      return `New links are signed with ${key} from now on, no longer with ${rotation.before}. Links of ${rotation.before} work until they expire; after ${retiredAfterDays} days it opens only those without an end.\nThe rotation is complete; keys rotate begins the next one.`;
  }
}

export function formatRevocation({ revoked, signsLinks, signsWebhooks }: Revocation, hasWebhooks: boolean): string {
  if (revoked.length === 0) return 'Nothing changed: they were revoked before.';
  return [
    `Revoked ${revoked.join(', ')}. Within ${keysFreshMinutes} minutes every function knows; then links that they signed can unsubscribe and do nothing else.`,
    ...(signsLinks === undefined
      ? []
      : [`New links are signed with ${signsLinks}. Pages offer to email one to anyone who opens an old link.`]),
    ...(signsWebhooks === undefined || !hasWebhooks
      ? []
      : [`Webhooks are signed with ${signsWebhooks}. Next: give your system what weekwise webhook secret prints.`]),
  ].join('\n');
}

export function formatKeys(keys: readonly KeyDuties[]): string {
  const width = Math.max(...keys.map(({ name }) => name.length)) + 2;
  return keys
    .map(({ name, duties, addedAt, outAt }) => {
      const dates = [...(addedAt ? [`added ${addedAt}`] : []), ...(outAt ? [`signs no more since ${outAt}`] : [])];
      return `${name.padEnd(width)}${[...duties.map((duty) => dutyWords[duty]), ...dates].join(', ')}`;
    })
    .join('\n');
}

/** Refuses what is no keyring, before anything is written over it. */
async function read(store: KeyStore): Promise<StoredKeys> {
  return parseStored(await store.read());
}

async function write(store: KeyStore, keys: StoredKeys): Promise<void> {
  const document = `${JSON.stringify(keys, undefined, 2)}\n`;
  parseStored(document);
  await store.write(document);
}
