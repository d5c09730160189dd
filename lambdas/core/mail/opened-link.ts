import type { Temporal } from 'temporal-polyfill';
import type { AsStrongAs } from './link-power.ts';
import { personStamp } from './link-stamp.ts';
import type { LinkPurpose } from './link-purpose.ts';
import { makeToken, readToken, tokenIn } from './link-token.ts';
import { filled, type Params, type TokenLink } from './links.ts';
import type { Clock } from '../kit/ports.ts';
import type { Keyring } from './keyring.ts';
import type { Subscribers } from './subscribers.ts';
import { isPerson } from '../person/subscriber.ts';

/** Only {@link open} makes one. */
declare const genuine: unique symbol;

interface Held<U extends LinkPurpose> {
  readonly [genuine]: true;
  open: true;
  /** Whose link it is. */
  id: string;
  token: string;
  purpose: U;
  stamp: string;
  /** Undefined: never. */
  expiresAt: Temporal.Instant | undefined;
}

/** A link whose token is good for this page. */
export type Opened<L extends TokenLink> = Held<L['purpose']>;

export interface NotOpened {
  open: false;
  /**
   * `broken`: every kind of damage. Of the others the token was genuine: its time is over (`expired`), it was good for less than this page needs
   * (`weaker`), its person moved to another address (`moved`), is gone (`gone`), or made their earlier links void (`void`).
   */
  why: 'broken' | 'expired' | 'weaker' | 'moved' | 'gone' | 'void';
  /** Whose link it was, where that is known. */
  id?: string;
}

interface LinkDeps {
  keyring: Keyring;
  clock: Clock;
}

/** Reads the token of a link's address, and whether its person still lets it in. */
export async function open<L extends TokenLink>(
  link: L,
  token: string,
  deps: LinkDeps & { subscribers: Pick<Subscribers, 'find'> },
): Promise<Opened<L> | NotOpened> {
  const { purpose } = link;
  const reading = readToken(deps.keyring, purpose, token, deps.clock.now());
  if (!reading.valid) {
    return reading.why === 'broken' ? whyBroken(link, token, deps) : { open: false, ...expired(reading) };
  }
  const { subscriberId: id, stamp, expiresAt } = reading;
  const held = { open: true, id, token: tokenIn(token), purpose, stamp, expiresAt } as unknown as Opened<L>;
  if (!asksThePerson(purpose)) return held;
  const person = await deps.subscribers.find(id);
  if (person?.movedTo !== undefined && purpose !== 'take-back') return { open: false, why: 'moved' };
  if (person?.status === 'erased') return { open: false, why: 'gone' };
  if (stamp === personStamp(purpose, person)) return held;
  // The change was cancelled by this very link, which made all links void: pressed again, it says so.
  const isBack = isPerson(person) && person.status === 'active' && person.movedFrom !== undefined;
  const hasCancelled = purpose === 'take-back' && isBack && Number(stamp) + 1 === person.epoch;
  return hasCancelled ? held : { open: false, why: 'void', id };
}

/** The others end mail or confirm it, wherever the person is: what they do follows them. What `close` names is an inbox and no person. */
function asksThePerson(purpose: LinkPurpose): boolean {
  return purpose !== 'unsubscribe' && purpose !== 'undo' && purpose !== 'confirm' && purpose !== 'close';
}

/** In emails from before, this page may have had a link by a token that is good for less. */
function whyBroken(link: TokenLink, token: string, { keyring, clock }: LinkDeps): NotOpened {
  if (!('once' in link)) return { open: false, why: 'broken' };
  const reading = readToken(keyring, link.once, token, clock.now());
  if (reading.valid) return { open: false, why: 'weaker', id: reading.subscriberId };
  return { open: false, ...(reading.why === 'broken' ? { why: 'broken' } : expired(reading)) };
}

/** The address of another page by the same token. Compiles only for a page by a token of the same purpose. */
export function onward<L extends TokenLink>(
  { token }: NoInfer<Opened<L>>,
  { path }: L,
  ...[params]: Params<L['path'], 'token'>
): string {
  return filled(path, { ...params, token });
}

/**
 * The address of another page by a new token, which ends no later than the one that opened this page. Compiles only for a purpose that can do no
 * more.
 */
export function mint<L extends TokenLink>(
  held: Held<AsStrongAs<L['purpose']>>,
  { path, purpose }: L,
  { keyring, clock }: LinkDeps,
  ...[params]: Params<L['path'], 'token'>
): string {
  const { id, stamp, expiresAt } = held;
  const epoch = Number(stamp === '' ? 0 : stamp);
  const token = makeToken(keyring, purpose, id, clock.now(), {
    stamp: personStamp(purpose, { epoch }),
    // What lasts of a calendar's address is the secret behind it, which the person makes and withdraws; the token only says whose it is.
    until: purpose === 'feed' ? undefined : expiresAt,
  });
  return filled(path, { ...params, token });
}

function expired({ subscriberId: id }: { subscriberId?: string }) {
  return { why: 'expired', ...(id !== undefined && { id }) } as const;
}

/** Purposes whose links are mailed anew to whoever holds an old one. */
const renewed = ['diary', 'settings', 'fresh'] as const satisfies readonly LinkPurpose[];

/** Whose link it was that has this token, whether it still opens anything or not; undefined for what never was the token of such a link. */
export function ownerOf(text: string, { keyring, clock }: LinkDeps): { id: string; token: string } | undefined {
  const token = tokenIn(text);
  for (const purpose of renewed) {
    const reading = readToken(keyring, purpose, token, clock.now());
    if ('subscriberId' in reading && reading.subscriberId !== undefined) return { id: reading.subscriberId, token };
  }
  return undefined;
}
