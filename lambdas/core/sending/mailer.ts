/** A mail ready to be handed over. */
export interface OutgoingMail {
  /** Which identity and configuration set it leaves by. */
  stream: 'weekly' | 'account';
  to: string;
  /** Whole RFC 5322 message. */
  raw: Uint8Array;
  /** SES message tags: names and values of [A-Za-z0-9_-] only. */
  tags: Record<string, string>;
}

/** How handing a mail to SES can end. */
export type SubmitResult =
  | { outcome: 'accepted'; messageId: string }
  /** SES surely does not have it. */
  | { outcome: 'refused'; reason: RefusalReason; code: string; cause: unknown }
  /** The request left and no answer came, or one that says nothing about acceptance. */
  | { outcome: 'in-doubt'; code: string; cause: unknown };

export type RefusalReason =
  /** Too many a second: again in moments. */
  | 'rate'
  /** The day's quota is spent: again in an hour. */
  | 'quota'
  /** Our own daily cap for a new domain is reached: again later, account mail goes on. */
  | 'warm-up'
  /** What is left of the day's quota is kept for weekly mail: again later. */
  | 'reserve'
  /** Account, identity or configuration: nobody's mail goes out until the operator acts. */
  | 'account'
  /** This mail or address only. */
  | 'message'
  /** No connection was made. */
  | 'network';

/** The parts of a mail, before it is MIME. */
export interface EmailContent {
  /** Display name and address of the sender. */
  from: { name: string; address: string };
  replyTo: string;
  to: string;
  subject: string;
  html: string;
  /** Plain text, `format=flowed` (RFC 3676): a line that ends in a space goes on in the next. */
  text: string;
  /** Structured fields whose values may not be encoded, built from constants and base64url tokens only. */
  headers: Record<string, string>;
}

/** Turns parts into an RFC 5322 message. Refuses (throws) control characters in any field. */
export interface Composer {
  compose: (parts: EmailContent) => Promise<Uint8Array>;
}

/** Hands a mail over at once: nothing in it waits. */
export interface Mailer {
  send: (mail: OutgoingMail) => Promise<SubmitResult>;
}

/** When weekly mail may go: by the account's rate, and by the daily cap of a warm-up. Asked before a claim is taken. */
export interface Turns {
  /** Waits for a turn, but not longer than that; where it would take longer, answers at once. */
  turn: (withinMs: number) => Promise<Turn>;
}

export type Turn =
  /** `giveBack` where no mail was handed over. */
  | { granted: true; giveBack: () => void }
  | { granted: false; because: 'pace'; waitMs: number }
  | { granted: false; because: 'warm-up'; code: string };
