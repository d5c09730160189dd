import type { AccountMailKind } from './series.ts';

/** Mails that the calendar owes. */
export type WeeklyKind = 'lesson' | 'reminder';
export type DeliveryKind = WeeklyKind | 'on-demand' | AccountMailKind;
/** Answers to something that a person just did. Each brings their settings link, and together they are two a day at most. */
export type AnswerKind = 'link' | 'paused' | 'resumed';

/**
 * One message owed to one subscriber. `on` is what makes two deliveries of a kind different: the slot's local date for weekly mails, the
 * instant it was asked for otherwise.
 */
export interface Delivery {
  kind: DeliveryKind;
  on: string;
}

/** The name of a delivery in claims, logs and the operator's commands, e.g. "lesson:2026-11-30". */
export function deliveryName(delivery: Delivery): string {
  return `${delivery.kind}:${delivery.on}`;
}

/** The record that a sender has taken a delivery and may be talking to SES about it. */
export interface Claim {
  /** Unique; travels as a message tag, so that a send event finds its claim. */
  id: string;
  /** See {@link deliveryName}. */
  delivery: string;
  /** ISO instant at which it was taken. */
  at: string;
}
