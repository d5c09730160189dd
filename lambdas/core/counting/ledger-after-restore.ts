import { Temporal } from 'temporal-polyfill';
import { eraseSubscriber } from '../actions/erasing.ts';
import { leave } from '../actions/unsubscribing.ts';
import type { LedgerEntry } from './ledger.ts';
import type { Log } from '../kit/ports.ts';
import type { PersonalData } from '../person/personal-data.ts';
import type { Subscribers } from '../mail/subscribers.ts';
import type { SignUp } from '../person/records.ts';
import { isPerson, type Subscriber } from '../person/subscriber.ts';

export interface AfterRestoreDeps {
  subscribers: Pick<Subscribers, 'find' | 'change' | 'suppress'>;
  personalData: Pick<PersonalData, 'erase' | 'forget'>;
  log: Log;
}

/**
 * Does an entry of the ledger still have to be applied to what a restored table says of its subject?
 *
 * @param known - undefined for somebody whom the table does not know
 */
export function isMissing({ reason, at }: LedgerEntry, known: Subscriber | SignUp | undefined): boolean {
  // Of an unconfirmed sign-up nobody is mailed by itself, but what it holds may have to go.
  if (known !== undefined && !('status' in known)) return reason !== 'unsubscribed' && reason !== 'moved';
  const subscriber = known;
  // They came back after it, and the backup knows.
  if (isPerson(subscriber) && subscriber.status === 'active' && subscriber.confirmedAt > at) return false;
  switch (reason) {
    case 'unsubscribed':
    case 'moved':
      return subscriber?.status === 'active' || subscriber?.status === 'completed';
    case 'erased':
      return subscriber !== undefined && subscriber.status !== 'erased' && !isGoneSuppressed(subscriber);
    case 'bounced':
      return subscriber?.suppression === undefined;
    case 'complained':
      return subscriber?.suppression?.reason !== 'complaint';
    default:
      return reason satisfies never;
  }
}

/** Erased already, and only then complained of or bounced: nothing but that is left. */
function isGoneSuppressed(subscriber: Subscriber): boolean {
  return !isPerson(subscriber) && subscriber.suppression !== undefined;
}

/** Applies an entry, as of the time when it happened. May be repeated. No email says so: the person knows. */
export async function applyEntry({ subscriber: id, reason, at }: LedgerEntry, deps: AfterRestoreDeps): Promise<void> {
  const then = {
    ...deps,
    clock: { now: () => Temporal.Instant.from(at) },
    queues: { account: async () => undefined },
  };
  switch (reason) {
    case 'unsubscribed':
    case 'moved':
      await leave(id, { farewell: false }, then);
      return undefined;
    case 'erased':
      await eraseSubscriber(id, then);
      return undefined;
    case 'bounced':
      return deps.subscribers.suppress(id, reason, { reason: 'bounce', at });
    case 'complained':
      return deps.subscribers.suppress(id, reason, { reason: 'complaint', at });
    default:
      return reason satisfies never;
  }
}
