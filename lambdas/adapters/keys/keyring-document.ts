import { Temporal } from 'temporal-polyfill';
import * as z from 'zod';

/**
 * The keys of a deployment as they are stored, in a secret store or, on one machine, in a file:
 * `{ "identity": "a", "current": "k2", "a": "<secret>", "k2": "<secret>@<instant>", "a-out": "<instant> signs no more", "webhook-1": … }`.
 *
 * `identity` names the key of subscriber ids, which never changes; `current` the key that signs new links. Every other entry is text of at least 32
 * characters. Earlier releases take each for a key, so that one may go back to them:
 * - `a`, `k2`: a key of links. Only such names fit into a token.
 * - `webhook-<n>`: a key of webhooks.
 * - `<key>-out`: since when a key signs no more, and whether it was revoked.
 * - `identity-1`: hashes addresses and does nothing else. In a keyring that AWS made, a key of links is the identity as well.
 */
const Stored = z
  .object({ identity: z.string(), current: z.string() })
  .catchall(z.string().min(32, 'must be at least 32 characters'))
  .refine((keys) => keys.identity in keys && keys.current in keys, 'identity and current must name keys that are there')
  .refine((keys) => linkKeyName.test(keys.current), 'current must name a key of links')
  .refine((keys) => outOf(keys, keys.current) === undefined, 'the current key must not be out of use');
export type StoredKeys = z.output<typeof Stored>;

/** A key of links or of webhooks. Instants are ISO. */
export interface Key {
  name: string;
  secret: string;
  /** Unknown of the first, and of those that were added by hand. */
  addedAt?: string;
  out?: { at: string; revoked: boolean };
}

export interface Keys {
  identity: { name: string; secret: string };
  /** Name of the key that signs links. */
  current: string;
  /** In the order in which they were added. */
  links: Key[];
  webhooks: Key[];
}

const linkKeyName = /^[a-z0-9]{1,8}$/;
const webhookKeyName = /^webhook-\d+$/;
const outText = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ) (signs no more|is revoked)/;

/** @throws when the document does not fit; the message names keys, never secrets */
export function parseKeys(json: string): Keys {
  return keysIn(parseStored(json));
}

/** @throws when the document does not fit; the message names keys, never secrets */
export function parseStored(json: string): StoredKeys {
  const parsed = Stored.safeParse(JSON.parse(json));
  if (parsed.success) return parsed.data;
  throw new Error(`The keyring is not usable: ${parsed.error.issues.map((issue) => issue.message).join(', ')}`);
}

export function keysIn(stored: StoredKeys): Keys {
  const { identity, current, ...entries } = stored;
  const named = (shape: RegExp) =>
    Object.entries(entries).flatMap(([name, secret]): Key[] => {
      if (!shape.test(name)) return [];
      const [, addedAt] = /@(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)$/.exec(secret) ?? [];
      const out = outOf(stored, name);
      return [{ name, secret, ...(addedAt !== undefined && { addedAt }), ...(out !== undefined && { out }) }];
    });
  return {
    identity: { name: identity, secret: entries[identity]! },
    current,
    links: named(linkKeyName),
    webhooks: named(webhookKeyName),
  };
}

/** The entry that says that a key signs no more. */
export function outEntry(name: string, at: string, revoked: boolean): Record<string, string> {
  const text = revoked ? 'is revoked: it leaves, and nothing else' : 'signs no more';
  return { [`${name}-out`]: `${at} ${text}` };
}

/** The keys that sign webhooks. Until there were two keys of their own, receivers may know the secret of a key of links. */
export function webhookSigners({ links, webhooks }: Keys): Key[] {
  const own = webhooks.filter(({ out }) => out === undefined);
  // A keyring that was made with a key of webhooks does not say when: no receiver ever knew another.
  const since = webhooks.length === 0 ? '9999' : webhooks.length === 1 ? webhooks[0]!.addedAt : undefined;
  const former =
    since === undefined ? [] : links.filter(({ addedAt = '', out }) => addedAt < since && out?.revoked !== true);
  return [...former, ...own.slice(-2)];
}

/** Has it been so long that a key signs no more that its links with an end have expired? */
export function isOlderThan(at: string, days: number, now: Temporal.Instant): boolean {
  return Temporal.Instant.from(at).until(now).total('hours') > days * 24;
}

function outOf(stored: Record<string, string>, name: string): Key['out'] {
  const [, at, what] = outText.exec(stored[`${name}-out`] ?? '') ?? [];
  return at === undefined ? undefined : { at, revoked: what === 'is revoked' };
}
