import { parseAddress } from '../../../lambdas/core/person/address.ts';
import type { Keyring } from '../../../lambdas/core/mail/keyring.ts';
import type { SuppressedAddress } from '../../../lambdas/core/hearing/suppression-list.ts';
import type { ServiceConnection } from '../connection.ts';
import { everybody } from '../people.ts';
import type { SesList } from './ses-list.ts';

export interface SuppressionReport {
  /** SES's list. `subscriber` where our own record says the same. */
  ses: (SuppressedAddress & { subscriber?: string })[];
  /** On our record alone: SES takes several soft bounces for no reason, and forgets whom an operator takes off. */
  oursOnly: { subscriber: string; reason: string; at: string }[];
}

/** SES's list beside our own record. Reads the whole table, and SES's list by thousands, a second each. */
export async function listSuppressed({
  keyring,
  ses,
  ...looking
}: Pick<ServiceConnection, 'table' | 'onPeople'> & {
  keyring: Pick<Keyring, 'subscriberId'>;
  ses: Pick<SesList, 'all'>;
}): Promise<SuppressionReport> {
  const ours = new Map<string, { reason: string; at: string }>();
  for await (const one of everybody(looking)) {
    if ('subscriber' in one && one.subscriber.suppression !== undefined) {
      const { reason, at } = one.subscriber.suppression;
      ours.set(one.subscriber.id, { reason, at });
    }
  }
  const report: SuppressionReport = { ses: [], oursOnly: [] };
  for await (const entry of ses.all()) {
    const address = parseAddress(entry.address);
    const subscriber = typeof address === 'string' ? undefined : keyring.subscriberId(address.identity);
    const known = subscriber !== undefined && ours.delete(subscriber);
    report.ses.push(known ? { ...entry, subscriber } : entry);
  }
  report.oursOnly = [...ours].map(([subscriber, { reason, at }]) => ({ subscriber, reason, at }));
  return report;
}

/** The same for people to read. */
export function formatSuppression({ ses, oursOnly }: SuppressionReport): string {
  if (ses.length + oursOnly.length === 0) return 'Nobody is suppressed.';
  return [
    ...ses.map(
      ({ address, reason, at, subscriber }) =>
        `${at}  ${reason.padEnd(12)}  ${address}  ${subscriber === undefined ? 'SES alone' : 'SES and our record'}`,
    ),
    ...oursOnly.map(({ subscriber, reason, at }) => `${at}  ${reason.padEnd(12)}  ${subscriber}  our record alone`),
  ].join('\n');
}
