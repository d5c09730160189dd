import * as z from 'zod';
import { Instant } from '../person/stored-values.ts';
import type { StoredStatus } from '../person/subscriber.ts';

/**
 * What the ledger knows: that somebody is not to be mailed any more, since when and why. It lives outside the table, so that a table restored from a
 * backup can be told of what came after it. No address, no name: the id is a keyed hash.
 */
const isEntered = {
  active: false,
  completed: false,
  unsubscribed: true,
  moved: true,
  erased: true,
  bounced: true,
  complained: true,
} as const satisfies Record<StoredStatus, boolean>;
export type LedgerReason = {
  [Status in StoredStatus]: (typeof isEntered)[Status] extends true ? Status : never;
}[StoredStatus];
export const ledgerReasons = Object.keys(isEntered).filter(
  (status): status is LedgerReason => isEntered[status as StoredStatus],
);

export const LedgerEntry = z.object({
  subscriber: z.string().min(1),
  reason: z.enum(ledgerReasons),
  /** The latest time, to the second. */
  at: Instant,
});
export interface LedgerEntry extends z.output<typeof LedgerEntry> {}

/** The keys of the ledger's own table: one item for each reason of a person. */
export const ledgerKeys = { partition: 'subscriber', sort: 'reason' } as const satisfies Record<
  string,
  keyof LedgerEntry
>;

/** Days after which an entry is forgotten. No backup reaches back further than 35. */
export const ledgerDays = 90;

/** A change of somebody's status. Statuses are as they are stored, since newer code may know more of them. */
export interface StatusChange {
  subscriber: string;
  was: string | undefined;
  is: string | undefined;
  /** ISO instant. */
  at: string;
}

/** What a change means for the ledger; undefined when it means nothing. */
export function entryOf({ subscriber, was, is, at }: StatusChange): LedgerEntry | undefined {
  const reason = ledgerReasons.find((one) => one === is);
  return reason === undefined || was === is ? undefined : { subscriber, reason, at };
}

/** Who must not be mailed any more, kept outside the table: see core/ledger.ts. */
export interface Ledger {
  /** May be repeated, in any order: the latest time of each reason stands. */
  enter: (entry: LedgerEntry) => Promise<void>;
  /** Entries from an ISO instant on, oldest first. */
  since: (from: string) => Promise<LedgerEntry[]>;
  /** ISO instant from which on the ledger knows everything. */
  beganAt: () => Promise<string>;
}
