import type { Slot } from '../time/calendar.ts';
import type { Claim } from '../person/delivery.ts';
import type { AskedKind, DeliveryKind, SignUpKind, WeeklyKind } from './mail-kinds.ts';

/** A claim on a subscriber. What must hold for it to be taken is in the row of its kind. */
export type ClaimRequest =
  | { kind: WeeklyKind; slot: Slot; claim: Claim }
  | { kind: 'notice'; notice: string; claim: Claim }
  | { kind: Exclude<AskedKind, SignUpKind>; claim: Claim };

/** A claim on a sign-up that nobody has confirmed. */
export interface SignUpClaimRequest {
  kind: SignUpKind;
  claim: Claim;
}

export type ClaimResult<Item, Stored = Item> =
  | { claimed: true; item: Item }
  /** `item` is what stood in the way; undefined when there is none. */
  | { claimed: false; item: Stored | undefined };

/** What a confirmed delivery leaves behind. */
export interface DeliveryRecord {
  kind: DeliveryKind;
  claimId: string;
  /** Slot date for weekly mails. */
  localDate?: string;
  lesson?: string;
  /** Which text of its lesson a reminder had, from 0; unknown of reminders from before it was told. */
  text?: number;
  /** Id of the notice that it was. */
  notice?: string;
  /** Series of the mail; unknown of mails from before it was told. */
  series?: string;
  /** ISO instant at which SES took it. */
  at: string;
}
