import type { AcceptedMail } from '../../lib/local/emulators/ses-mailbag.ts';
import type { SentNotice } from './deeds/announcing.ts';
import type { Life } from './lives.ts';
import type { ToldEvent } from './receiver.ts';
import type { Witness } from './witness.ts';

/** What was owed, what SES accepted, and where the two differ. Knows what people did and were told, and nothing of the table. */
export interface Account {
  /** Lessons. */
  owed: number;
  /** Confirmation, welcome and farewell emails. */
  accountMailOwed: number;
  /** A notice to one person counts once. */
  noticesOwed: number;
  accepted: number;
  duplicated: string[];
  /** Owed at a slot and not delivered by the next one either; or account mail that never came. */
  lost: string[];
  /** Delivered with the next slot instead of its own. */
  postponed: number;
  /** Claimed after somebody's leaving, complaint or bounce was answered. */
  afterEnd: string[];
  /** Late mail in the night, or two lessons in a day. */
  uncivil: string[];
  /** More emails that somebody asked for than an inbox may get. */
  flooded: string[];
  /** Lessons out of order, too early, or late without a fault; mail that was never asked for, work left behind. */
  wrong: string[];
  latestMinutes: number;
}

/** A table that was put back to what it was. Milliseconds since 1970. */
export interface Restoration {
  backedUpMs: number;
  restoredMs: number;
  acceptedMs: number;
}

export interface Evidence {
  lives: Life[];
  mails: readonly AcceptedMail[];
  lessonIds: string[];
  /** What the operator sent to many. */
  notices: readonly SentNotice[];
  witness: Pick<Witness, 'claimedAs' | 'suppressedAs'>;
  /** Before this instant slots may have been met by faults. */
  calmFromMs: number;
  restoration: Restoration | undefined;
  /** Ids of emails whose send event came so late that mail somebody waits for may come twice. */
  lateEvents: ReadonlySet<string>;
  /** What the operator's system was told; undefined where there is none. */
  told: readonly ToldEvent[] | undefined;
  endMs: number;
}

/** A delivery as SES's tags name it, "lesson_2026-11-30". */
export function deliveryOf({ tags }: AcceptedMail): { kind: string; on: string } {
  const [kind = '', on = ''] = (tags['delivery'] ?? '').split('_');
  return { kind, on };
}

/** The emails of one person, at whichever of their addresses. */
export function mailsOf({ player }: Life, mails: readonly AcceptedMail[]): AcceptedMail[] {
  return mails.filter(({ destinations }) => player.addresses.includes(destinations[0]!));
}
