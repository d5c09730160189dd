import { Temporal } from 'temporal-polyfill';
import { parseAddress } from '../person/address.ts';
import { isoInstant } from '../time/calendar.ts';
import { mapConcurrent } from '../kit/parallel.ts';
import type { Clock, Log } from '../kit/ports.ts';
import type { Control } from '../sending/control.ts';
import type { Keyring } from '../mail/keyring.ts';
import type { Subscribers } from '../mail/subscribers.ts';
import type { SuppressedAddress, SuppressionList } from './suppression-list.ts';

export interface ReconcilingDeps {
  clock: Clock;
  control: Pick<Control, 'reconciledThrough' | 'reconciled'>;
  subscribers: Pick<Subscribers, 'find' | 'findSignUp' | 'suppress' | 'recordProblem'>;
  suppressionList: SuppressionList;
  keyring: Pick<Keyring, 'subscriberId'>;
  log: Log;
}

/** SES has kept suppression lists since then. */
const listsBegan = '2019-11-01T00:00:00Z';

/** Read again at each run: SES's list shows an entry some time after its bounce. */
const overlapHours = 48;

/** The list is read in spans of this many days, so that a long one is worked through over several runs. */
const spanDays = 30;

/** Entries looked up at the same time. */
const entriesAtOnce = 10;

/** With less time left no further span is begun. */
const spanMs = 30_000;

/**
 * Compares SES's own suppression list with ours: an address that SES will not deliver to any more, whose bounce or complaint never reached us,
 * is suppressed here as well. Addresses that are nobody's of ours, since other services may share the account, are passed over.
 *
 * @returns how many entries were read, and how many people were found by them
 */
export async function reconcile(
  deps: ReconcilingDeps,
  remainingMs: () => number,
): Promise<{ read: number; found: number; through: string }> {
  const { clock, control, suppressionList, log } = deps;
  const now = clock.now();
  const mark = await control.reconciledThrough();
  let from = mark === undefined ? Temporal.Instant.from(listsBegan) : Temporal.Instant.from(mark);
  from = from.subtract({ hours: overlapHours });
  const counts = { read: 0, found: 0 };
  let through = mark ?? listsBegan;
  while (Temporal.Instant.compare(from, now) < 0 && remainingMs() > spanMs) {
    const end = from.add({ hours: spanDays * 24 });
    const until = Temporal.Instant.compare(end, now) < 0 ? end : now;
    for await (const page of suppressionList.changedBetween(isoInstant(from), isoInstant(until))) {
      await mapConcurrent(entriesAtOnce, page, async (entry) => {
        if (await importPerson(entry, deps)) counts.found += 1;
      });
      counts.read += page.length;
    }
    through = isoInstant(until);
    await control.reconciled(through);
    from = until;
  }
  if (Temporal.Instant.compare(from, now) < 0) log.warn('suppression.not-read-to-its-end', { through });
  if (counts.found > 0) log.warn('suppression.events-were-lost', { found: counts.found });
  log.count('suppression.reconciled', counts.found);
  return { ...counts, through };
}

/** True when the entry was news to us. */
async function importPerson(
  entry: SuppressedAddress,
  { subscribers, keyring, log }: ReconcilingDeps,
): Promise<boolean> {
  const address = parseAddress(entry.address);
  if (typeof address === 'string') return false;
  const id = keyring.subscriberId(address.identity);
  const person = await subscribers.find(id);
  if (person?.suppression !== undefined) return false;
  if (person === undefined && (await subscribers.findSignUp(id)) === undefined) return false;
  const { at, reason } = entry;
  // The reason for the operator first: were this to end in between, the next run would find the person again.
  await subscribers.recordProblem(id, { at, key: `suppression-list-${reason}`, code: `suppressed-by-ses-${reason}` });
  await subscribers.suppress(id, reason === 'complaint' ? 'complained' : 'bounced', { reason, at });
  log.info('subscriber.reconciled', { subscriber: id, reason });
  return true;
}
