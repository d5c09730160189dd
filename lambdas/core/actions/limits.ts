import { isBraked } from '../sending/bounce-brake.ts';
import { together } from '../kit/parallel.ts';
import type { Clock, Log } from '../kit/ports.ts';
import type { Keyring } from '../mail/keyring.ts';
import type { RequestCounters } from '../kit/request-counters.ts';

/**
 * How often the forms may be used that make a mail go out. Counted in order, and no further than the first refusal, so that what is refused uses up
 * nothing of anybody else: the network, the proof of work, the inbox, everybody. Only the network can be refused. Everybody together are asked for
 * a proof at most, and an inbox that was asked often enough gets no mail, of which the visitor learns nothing.
 */

/** Of a network in an hour. */
export const networkUses = {
  /** Without any proof: more than a family needs. */
  free: 10,
  /** With the proof that a browser brings by itself. */
  share: 40,
  /** With proofs that take longer and longer: a hall of people behind one address. */
  longer: [120, 400],
  max: 1_000,
} as const;

/** Of an inbox in an hour. Mails to it are rarer still, see `mail-turns.ts`. */
const inboxUsesMax = 5;

/** Of everybody in ten minutes: from the first on a proof is asked of all, from the second on a longer one. */
export const everybodysUses = { proof: 60, longerProof: 400 } as const;

const hour = 3600;
const tenMinutes = 600;

/** How hard a proof is; 0 is none. */
export type ProofLevel = 0 | 1 | 2 | 3 | 4;

/** The proof of a key that the operator gave out: it cannot bring another. */
export const proofOfKey: ShownProof = { by: 'key', level: 1 };

export interface ShownProof {
  /** A sum that took work, a wait that was asked for, or a key of the API. */
  by: 'sum' | 'wait' | 'key';
  level: ProofLevel;
}

export interface Use {
  /** Keyed hash of what the mails are counted by: the inbox, or the person. */
  about: string;
  /** Where it comes from; unknown where nothing tells. */
  ip: string | undefined;
  /** Where consent is given, as consents name it: mail of each place that bounces too often is held by itself. */
  source: string;
  /** Looks at the proof that was brought, and uses it up. Called only when one is needed. */
  shown: () => Promise<ShownProof | undefined>;
}

export type RateLimitResult =
  | { outcome: 'allowed' }
  /** Answer as always, and mail nothing. */
  | { outcome: 'no-mail' }
  /** `waitSeconds` is what stands in for the sum; undefined where nothing does, because too many addresses did not exist. */
  | { outcome: 'prove'; level: ProofLevel; waitSeconds: number | undefined }
  | { outcome: 'refused'; retryAfterSeconds: number };

export interface LimitsDeps {
  clock: Clock;
  keyring: Pick<Keyring, 'subscriberId'>;
  limits: RequestCounters;
  log: Log;
}

/** Counts one use and says whether it may go on. */
export async function allowance({ about, ip, source, shown }: Use, deps: LimitsDeps): Promise<RateLimitResult> {
  const { limits, log } = deps;
  const seconds = Math.floor(deps.clock.now().epochMilliseconds / 1000);
  const windowed = (key: string, length: number) => `${key}#${Math.floor(seconds / length)}`;

  const uses = ip === undefined ? 0 : await usesOfNetwork(ip, deps);
  if (uses > networkUses.max) {
    log.count('limited.network');
    return { outcome: 'refused', retryAfterSeconds: hour - (seconds % hour) };
  }

  const everybody = windowed('everybody', tenMinutes);
  const [recent, braked] = await together([limits.read(everybody), isBraked(source, deps)]);
  const level = Math.max(levelOfNetwork(uses), levelOfEverybody(recent), braked ? 2 : 0) as ProofLevel;
  if (level > 0) {
    const proof = await shown();
    const enough =
      proof?.by === 'key' ? levelOfNetwork(uses) <= proof.level : proof?.by === 'wait' || (proof?.level ?? 0) >= level;
    if (!enough || (braked && proof?.by !== 'sum')) {
      log.count('limited.proof');
      return { outcome: 'prove', level, waitSeconds: braked ? undefined : waitOf(uses) };
    }
  }

  if ((await limits.count(windowed(`inbox:${about}`, hour), seconds + 2 * hour, inboxUsesMax)) > inboxUsesMax) {
    log.count('limited.inbox');
    return { outcome: 'no-mail' };
  }

  const all = await limits.count(everybody, seconds + 2 * tenMinutes);
  // The one that goes beyond says so, once.
  if (all === everybodysUses.longerProof + 1) {
    log.count('limited.everybody');
    log.warn('forms.limited', { uses: all });
  }
  return { outcome: 'allowed' };
}

/** Counts a use of a network in this hour, kept as a keyed hash and for two hours. Beyond its most nothing more is written. */
export async function usesOfNetwork(ip: string, deps: LimitsDeps): Promise<number> {
  const seconds = Math.floor(deps.clock.now().epochMilliseconds / 1000);
  const key = `network:${networkId(ip, deps)}#${Math.floor(seconds / hour)}`;
  return deps.limits.count(key, seconds + 2 * hour, networkUses.max);
}

export function networkId(ip: string, { keyring }: Pick<LimitsDeps, 'keyring'>): string {
  return keyring.subscriberId(`network:${networkOf(ip)}`);
}

function levelOfNetwork(uses: number): ProofLevel {
  const { free, share, longer } = networkUses;
  return [free, share, ...longer].filter((most) => uses > most).length as ProofLevel;
}

function levelOfEverybody(uses: number): ProofLevel {
  return Object.values(everybodysUses).filter((most) => uses > most).length as ProofLevel;
}

/** Half a minute, and twice as long for every ten uses of the network beyond its free ones: nobody waits out many at once. */
function waitOf(uses: number): number {
  const doublings = Math.max(0, Math.floor((uses - networkUses.free - 1) / 10));
  return Math.min(hour, 30 * 2 ** doublings);
}

/** Digits that tell a network's neighbours apart are left out: IPv4 /24, IPv6 /64, which is the least that a customer gets (RFC 6177). */
export function networkOf(ip: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1] ?? ip;
  if (!mapped.includes(':')) return mapped.split('.').slice(0, 3).join('.');
  const [head = '', tail] = ip.toLowerCase().split('::');
  const groups = head === '' ? [] : head.split(':');
  const missing = tail === undefined ? 0 : 8 - groups.length - (tail === '' ? 0 : tail.split(':').length);
  const all = [...groups, ...Array.from({ length: missing }, () => '0'), ...(tail ?? '').split(':')];
  return all
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':');
}
