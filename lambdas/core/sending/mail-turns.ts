import { Temporal } from 'temporal-polyfill';
import { inboxOf } from '../person/address.ts';
import type { Clock } from '../kit/ports.ts';
import type { Keyring } from '../mail/keyring.ts';

/*
 * How often somebody may be mailed because a visitor asked for it, whatever was asked for, in whatever order, and by whom. A turn is taken before the
 * mail is handed over, and is kept by mail: one that is tried again takes no second turn.
 */

/** Mails that somebody asked for, of all kinds together, to one inbox in any 24 hours. */
export const askedMailsMax = 5;

/** The least days before the second, third, fourth … confirmation mail to an inbox that confirms none; the last one is for all later ones. */
const confirmationPauses = [0, 7, 30, 90] as const;
/** After so many days without one, it is asked as if for the first time. */
const forgottenDays = 120;

interface TurnsDeps {
  clock: Clock;
  mailTurns: MailTurns;
}

/** A keyed hash of an inbox: nothing else is stored of one that we have no relation to. */
export function inboxId(mailbox: string, { keyring }: { keyring: Pick<Keyring, 'subscriberId'> }): string {
  return keyring.subscriberId(`inbox:${inboxOf(mailbox)}`);
}

/** May a mail that somebody asked for go to an inbox? Takes its turn if so. By inbox, since one person may have several names. */
export async function takeTurn(inbox: string, delivery: string, { clock, mailTurns }: TurnsDeps): Promise<boolean> {
  const now = clock.now();
  const rule = (earlier: readonly string[]) => within(earlier, { hours: 24 }, now).length < askedMailsMax;
  return mailTurns.take(`asked:${inbox}`, { delivery, at: now.toString() }, rule, 86_400);
}

/** May this confirmation mail go to an inbox? Takes its turn if so. */
export async function takeConfirmationTurn(
  inbox: string,
  delivery: string,
  { clock, mailTurns }: TurnsDeps,
): Promise<boolean> {
  const now = clock.now();
  const rule = (earlier: readonly string[]) => {
    const [latest] = earlier.slice(-1);
    if (latest === undefined) return true;
    const pause = confirmationPauses[Math.min(earlier.length, confirmationPauses.length) - 1]!;
    return within([latest], { hours: pause * 24 }, now).length === 0;
  };
  return mailTurns.take(`confirmations:${inbox}`, { delivery, at: now.toString() }, rule, forgottenDays * 86_400);
}

/** Somebody read a mail in this inbox and confirmed: it is no stranger's. */
export async function forgetConfirmations(
  inbox: string,
  { mailTurns }: { mailTurns: Pick<MailTurns, 'forget'> },
): Promise<void> {
  await mailTurns.forget(`confirmations:${inbox}`);
}

function within(instants: readonly string[], span: Temporal.DurationLike, now: Temporal.Instant): string[] {
  const since = now.subtract(span);
  return instants.filter((instant) => Temporal.Instant.compare(instant, since) > 0);
}

/** Which mails went out lately to an inbox or a person, by keyed hashes: no address is in it. */
export interface MailTurns {
  /**
   * Writes a mail down if the rule allows it after those before. One that was written down already is allowed again.
   *
   * @param may - told the instants of the mails before, oldest first
   * @param keptSeconds - from now on; then all of them are forgotten, unless another one comes
   */
  take: (
    key: string,
    mail: { delivery: string; at: string },
    may: (earlier: readonly string[]) => boolean,
    keptSeconds: number,
  ) => Promise<boolean>;
  forget: (key: string) => Promise<void>;
}
