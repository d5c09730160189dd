import type { Clock, Keyring, Limits, Log } from './ports.ts';

/** How often the forms may be used that make a mail go out: by one address, from one network, and by everybody. */

interface Rule {
  /** Uses in one window. */
  max: number;
  seconds: number;
}

/** Beyond these a form answers "later". */
const rules = {
  /** More than anybody needs who looks for their link; mails are rarer still, see `account-mail.ts`. */
  address: { max: 5, seconds: 3600 },
  /** A whole practice may sit behind one network. */
  network: { max: 40, seconds: 3600 },
  /** What a reputation can bear to have asked of strangers. */
  all: { max: 2_000, seconds: 3600 },
} as const satisfies Record<string, Rule>;

/** Sign-ups in one window after which each has to prove that it is no program's. */
const surge: Rule = { max: 60, seconds: 600 };

/** Digits that tell a network's neighbours apart are left out: IPv4 /24, IPv6 /48. */
export function networkOf(ip: string): string {
  if (!ip.includes(':')) return ip.split('.').slice(0, 3).join('.');
  const [head = '', tail] = ip.toLowerCase().split('::');
  const groups = head === '' ? [] : head.split(':');
  const missing = tail === undefined ? 0 : 8 - groups.length - (tail === '' ? 0 : tail.split(':').length);
  const all = [...groups, ...Array.from({ length: missing }, () => '0'), ...(tail ?? '').split(':')];
  return all
    .slice(0, 3)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':');
}

export type Allowance =
  /** `surge`: so many come now that a program is the likelier sender. */
  { allowed: true; surge: boolean } | { allowed: false; by: keyof typeof rules; retryAfterSeconds: number };

export interface LimitsWorld {
  clock: Clock;
  keyring: Pick<Keyring, 'subscriberId'>;
  limits: Limits;
  log: Log;
}

/**
 * Counts one use and says whether it may go on.
 *
 * @param id - of the address that it is about
 * @param ip - where it comes from; unknown where nothing tells
 */
export async function allowance(id: string, ip: string | undefined, world: LimitsWorld): Promise<Allowance> {
  const seconds = Math.floor(world.clock.now().epochMilliseconds / 1000);
  const count = async (key: string, rule: Rule) =>
    world.limits.count(`${key}#${Math.floor(seconds / rule.seconds)}`, seconds + 2 * rule.seconds);
  // A network is kept as a keyed hash, and for two hours.
  const network = ip === undefined ? undefined : world.keyring.subscriberId(`network:${networkOf(ip)}`);
  const [address, near, all, recent] = await Promise.all([
    count(`address:${id}`, rules.address),
    network === undefined ? 0 : count(`network:${network}`, rules.network),
    count('all', rules.all),
    count('surge', surge),
  ]);
  const over = Object.entries({ address, network: near, all }).find(
    ([name, uses]) => uses > rules[name as keyof typeof rules].max,
  ) as [keyof typeof rules, number] | undefined;
  if (over === undefined) return { allowed: true, surge: recent > surge.max };
  const [by] = over;
  world.log.count(`limited.${by}`);
  if (by === 'all') world.log.warn('forms.limited', { uses: all });
  return { allowed: false, by, retryAfterSeconds: rules[by].seconds - (seconds % rules[by].seconds) };
}
