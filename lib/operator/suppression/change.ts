import { parseAddress, type Address } from '../../../lambdas/core/person/address.ts';
import { isoInstant } from '../../../lambdas/core/time/calendar.ts';
import { inboxId } from '../../../lambdas/core/sending/mail-turns.ts';
import { changeRecord } from '../../../lambdas/core/actions/update-with-retry.ts';
import type { ClosedInboxes } from '../../../lambdas/core/sending/closed-inboxes.ts';
import type { Clock } from '../../../lambdas/core/kit/ports.ts';
import type { Keyring } from '../../../lambdas/core/mail/keyring.ts';
import type { Subscribers } from '../../../lambdas/core/mail/subscribers.ts';
import type { SuppressedAddress } from '../../../lambdas/core/hearing/suppression-list.ts';
import { isPerson, type PersonChanges, type Subscriber } from '../../../lambdas/core/person/subscriber.ts';
import { OperatorError } from '../operator-error.ts';
import type { SesList } from './ses-list.ts';

export interface SuppressionDeps {
  clock: Clock;
  keyring: Pick<Keyring, 'subscriberId'>;
  subscribers: Pick<Subscribers, 'find' | 'change' | 'suppress'>;
  closedInboxes: Pick<ClosedInboxes, 'reopen'>;
  ses: Pick<SesList, 'find' | 'put' | 'remove'>;
}

/** Where an address stood before. */
export interface Changed {
  subscriber: string;
  /** On our own record. */
  ours: boolean;
  /** On SES's list. */
  ses: boolean;
}

/**
 * Puts an address on SES's list and on our own record, ours first: no mail of ours goes to it from here on, whatever becomes of the call to SES.
 *
 * @throws OperatorError when it is no address
 */
export async function suppress(
  typed: string,
  reason: SuppressedAddress['reason'],
  { clock, keyring, subscribers, ses }: Omit<SuppressionDeps, 'closedInboxes'>,
): Promise<Changed> {
  const address = readAddress(typed);
  const subscriber = keyring.subscriberId(address.identity);
  const [was, listed] = await Promise.all([subscribers.find(subscriber), ses.find(address.mailbox)]);
  await subscribers.suppress(subscriber, reason === 'complaint' ? 'complained' : 'bounced', {
    reason,
    at: isoInstant(clock.now()),
  });
  await ses.put(address.mailbox, reason);
  return { subscriber, ours: was?.suppression !== undefined, ses: listed !== undefined };
}

/**
 * Takes an address off both. The person is unsubscribed then, and no link in an old mail brings them back: they have to sign up again. SES first,
 * since its list would put them back on ours in the night. If they once said that their inbox must never be asked again, it may be from now on.
 *
 * @throws OperatorError when it is no address
 */
export async function release(
  typed: string,
  { keyring, subscribers, closedInboxes, ses }: Omit<SuppressionDeps, 'clock'>,
): Promise<Changed & { closed: boolean }> {
  const address = readAddress(typed);
  const subscriber = keyring.subscriberId(address.identity);
  const was = await subscribers.find(subscriber);
  // SES keeps what a bounce names, which may be written otherwise than what is typed here.
  const written = new Set([address.mailbox, address.identity, ...(isPerson(was) ? [was.address] : [])]);
  const removed = await Promise.all([...written].map((one) => ses.remove(one)));
  const ours = await changeRecord(subscriber, { subscribers }, released);
  const closed = await closedInboxes.reopen(inboxId(address.mailbox, { keyring }));
  return { subscriber, ours, ses: removed.includes(true), closed };
}

function released({ erasedAt, suppression }: Subscriber): PersonChanges | undefined {
  if (suppression === undefined) return undefined;
  // Who had themselves erased stays so.
  if (erasedAt !== undefined) return { suppression: undefined, status: 'erased' };
  // Without the instant of an earlier leaving, so that the link which takes leaving back does not.
  return { suppression: undefined, status: 'unsubscribed', unsubscribedAt: undefined };
}

function readAddress(typed: string): Address {
  const address = parseAddress(typed);
  if (typeof address === 'string')
    throw new OperatorError(`This is not an email address: ${address}.`, { code: 'usage' });
  return address;
}
