import type { Temporal } from 'temporal-polyfill';
import type { AsStrongAs, AtLeast, Power } from './link-power.ts';
import { makeToken, readToken, tokenIn, type LinkPurpose, type TokenReading } from './link-token.ts';
import { filled, type Params, type TokenLink } from './links.ts';
import type { Clock, Keyring } from './ports.ts';
import type { strongerLinks } from './stronger-links.ts';

/** Only {@link open} makes one. */
declare const genuine: unique symbol;

interface Held<P extends Power, U extends LinkPurpose> {
  readonly [genuine]: true;
  open: true;
  /** Whose link it is. */
  id: string;
  token: string;
  purpose: U;
  /** What the page needs, even if the token is good for more. */
  power: P;
  /** Undefined: never. */
  expiresAt: Temporal.Instant | undefined;
}

/** A link whose token is good for this page. A link for a page that needs more, by the same purpose, is one for this page too. */
export type Opened<L extends TokenLink> = Held<AtLeast<L['power']>, L['purpose']>;

interface LinkWorld {
  keyring: Keyring;
  clock: Clock;
}

/** Reads the token of a link's address. */
export function open<L extends TokenLink>(
  { purpose, power }: L,
  token: string,
  { keyring, clock }: LinkWorld,
): Opened<L> | Extract<TokenReading, { valid: false }> {
  const reading = readToken(keyring, purpose, token, clock.now());
  if (!reading.valid) return reading;
  const { subscriberId: id, expiresAt } = reading;
  return { open: true, id, token: tokenIn(token), purpose, power, expiresAt } as unknown as Opened<L>;
}

/** The address of another page by the same token. Compiles only for a page that needs no more than this one. */
export function onward<L extends TokenLink>(
  { token }: NoInfer<Opened<L>>,
  { path }: L,
  ...[params]: Params<L['path'], 'token'>
): string {
  return filled(path, { ...params, token });
}

/** The address of another page by a new token. Compiles only for a page that needs no more than this one, and a purpose that opens no more. */
export function mint<L extends TokenLink>(
  { id }: Held<AtLeast<L['power']>, AsStrongAs<L['purpose']>>,
  { path, purpose }: L,
  { keyring, clock }: LinkWorld,
  ...[params]: Params<L['path'], 'token'>
): string {
  return filled(path, { ...params, token: makeToken(keyring, purpose, id, clock.now()) });
}

type StrongerLink = (typeof strongerLinks)[keyof typeof strongerLinks];

/** The address of a page that needs more than this one, where {@link strongerLinks} has an exception for it. */
export function hrefOfStronger<S extends StrongerLink>(
  { to: { path, purpose }, token }: S,
  held: Opened<S['from']>,
  { keyring, clock }: LinkWorld,
): string {
  return filled(path, {
    token: token === 'same' ? held.token : makeToken(keyring, purpose, held.id, clock.now()),
  });
}
