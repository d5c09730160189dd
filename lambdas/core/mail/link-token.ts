import { Temporal } from 'temporal-polyfill';
import { keyOpens } from './key-state.ts';
import type { LinkPurpose } from './link-purpose.ts';
import type { Keyring } from './keyring.ts';

/**
 * Tokens in links: proof that whoever holds the link got it by mail. They carry an id that says nothing, never an address.
 *
 * Shape: `<key id>.<subscriber id>.<expiry>.<signature>`, or `<key id>.<subscriber id>.<expiry>.<stamp>.<signature>`. The signature also covers the
 * purpose, which stands in the path and not in the token, so that a link for one purpose opens no other door. For the stamp see link-stamp.ts.
 */

/** Days that a confirmation link works and an unconfirmed sign-up is kept. */
export const confirmLinkDays = 7;

/** Days in which a change of address can be cancelled from the old one. */
export const takeBackDays = 7;

/** Hours until a link ends; unsubscribe links never do (CAN-SPAM asks for 30 days at least, and people open old mail). */
const lifeHours: Record<LinkPurpose, number | undefined> = {
  confirm: confirmLinkDays * 24,
  unsubscribe: undefined,
  undo: 30 * 24,
  'take-back': takeBackDays * 24,
  diary: 60 * 24,
  settings: 30 * 24,
  fresh: 1,
  // A calendar program asks for years; withdrawing the address ends it.
  feed: undefined,
  // Whoever is asked again and again has the first mail at hand, or the last.
  close: undefined,
};

const never = '0';
const secondsBase = 36;

interface TokenOptions {
  /** '' is none. */
  stamp?: string;
  /** It ends no later than this, whatever its purpose; undefined: when its purpose says. */
  until?: Temporal.Instant | undefined;
}

/** Makes the token of a link. */
export function makeToken(
  keyring: Keyring,
  purpose: LinkPurpose,
  subscriberId: string,
  now: Temporal.Instant,
  { stamp = '', until }: TokenOptions = {},
): string {
  const hours = lifeHours[purpose];
  const end = Math.min(
    hours === undefined ? Infinity : Math.floor(now.epochMilliseconds / 1000 + hours * 3600),
    until === undefined ? Infinity : Math.floor(until.epochMilliseconds / 1000),
  );
  const expiry = end === Infinity ? never : end.toString(secondsBase);
  const { keyId, mac } = keyring.sign(signedText(purpose, subscriberId, expiry, stamp));
  return [keyId, subscriberId, expiry, ...(stamp === '' ? [] : [stamp]), mac].join('.');
}

export type TokenReading =
  /** `expiresAt` is undefined when it never expires. */
  | { valid: true; subscriberId: string; stamp: string; expiresAt: Temporal.Instant | undefined }
  | { valid: false; why: 'broken' }
  /**
   * Only said of a token that was genuine, so that it can lead to a page that sends a new link; also when its key is out of use. Of a key that
   * somebody else may know nobody can say whose link it was.
   */
  | { valid: false; why: 'expired'; subscriberId?: string };

const tokenShape =
  /^([a-z0-9]{1,8})\.([A-Za-z0-9_-]{22})\.(0|[1-9a-z][0-9a-z]{0,7})(?:\.([A-Za-z0-9_-]{1,22}))?\.([A-Za-z0-9_-]{22})$/;

/**
 * The token in what stood in an address, without what the text around the link left behind: a full stop, a bracket, a space or an invisible sign.
 * No token holds those, and the signature still decides.
 */
export function tokenIn(text: string): string {
  return text.replaceAll(/[^A-Za-z0-9._-]/g, '').replaceAll(/^\.+|\.+$/g, '');
}

/** Reads a token. Every kind of damage is the same `broken`. */
export function readToken(keyring: Keyring, purpose: LinkPurpose, token: string, now: Temporal.Instant): TokenReading {
  const [, keyId, subscriberId, expiry, stamp = '', mac] = tokenShape.exec(tokenIn(token)) ?? [];
  if (keyId === undefined || subscriberId === undefined || expiry === undefined || mac === undefined) {
    return { valid: false, why: 'broken' };
  }
  const state = keyring.verify(keyId, signedText(purpose, subscriberId, expiry, stamp), mac);
  if (state === undefined) return { valid: false, why: 'broken' };
  if (state === 'revoked' && !keyOpens(state, purpose)) return { valid: false, why: 'expired' };
  if (!keyOpens(state, purpose)) return { valid: false, why: 'expired', subscriberId };
  const expiresAt =
    expiry === never ? undefined : Temporal.Instant.fromEpochMilliseconds(parseInt(expiry, secondsBase) * 1000);
  const expired = expiresAt !== undefined && expiresAt.epochMilliseconds <= now.epochMilliseconds;
  return expired ? { valid: false, why: 'expired', subscriberId } : { valid: true, subscriberId, stamp, expiresAt };
}

/** Without a stamp it is what it was before there were any, so that links of that time go on working. */
function signedText(purpose: LinkPurpose, subscriberId: string, expiry: string, stamp: string): string {
  return ['weekwise-link', purpose, subscriberId, expiry, ...(stamp === '' ? [] : [stamp])].join('|');
}
