import type { ApiKey } from './api-key.ts';
import type { Temporal } from 'temporal-polyfill';
import type { DayCounts, Known, SeriesCounts } from './counts.ts';
import type { Claim } from './delivery.ts';
import type { Circuit, Gate } from './gate-state.ts';
import type { EventRoad, Hearing } from './in-doubt.ts';
import type { AccountJob, DispatchJob, SendJob } from './jobs.ts';
import type { LedgerEntry } from './ledger.ts';
import type { KeyState } from './key-state.ts';
import type { Slot } from './calendar.ts';
import type { PlannedClocks } from './planned-walls.ts';
import type { AskedKind, DeliveryKind, SignUpKind, WeeklyKind } from './mail-kinds.ts';
import type { PersonItemKind } from './table-keys.ts';
import type { WebhookJob } from './webhook-job.ts';
import type { Person, PersonChanges, Subscriber, Suppression } from './subscriber.ts';
import type { ProfileChanges } from './transitions.ts';
import type { CheckIn, Consent, HealthConsent, Problem, SignUp } from './records.ts';

/** What the core needs of the world, and nothing more. Adapters and fakes implement these. */

export interface Clock {
  now: () => Temporal.Instant;
}

/** Makes identifiers nobody can guess: 22 characters of base64url, 128 bits. */
export interface Ids {
  fresh: () => string;
}

/** Keyed hashes. Implementations keep the keys; rotation keeps old ones for verification. */
export interface Keyring {
  /** 22 characters of base64url (128 bits) of HMAC-SHA-256 of a normalised address; the key of this hash never rotates. */
  subscriberId: (normalisedAddress: string) => string;
  /** Signs with the current key. */
  sign: (message: string) => { keyId: string; mac: string };
  /** When `mac` is this key's signature, what has become of the key; compares in constant time. Undefined otherwise. */
  verify: (keyId: string, message: string, mac: string) => KeyState | undefined;
  /** The signatures of a message to the operator's own systems, one by each of their keys, as Standard Webhooks writes them. */
  signWebhook: (message: string) => string;
}

/** Structured, machine-readable reports. Fields hold ids and codes, never an address, a name or a token. */
export interface Log {
  info: (event: string, fields?: LogFields) => void;
  warn: (event: string, fields?: LogFields, cause?: unknown) => void;
  error: (event: string, fields?: LogFields, cause?: unknown) => void;
  /** Adds to a counter metric. */
  count: (metric: string, by?: number) => void;
}
export type LogFields = Record<string, string | number | boolean | undefined>;

/** A claim on a subscriber. What must hold for it to be taken is in the row of its kind. */
export type ClaimRequest =
  | { kind: WeeklyKind; slot: Slot; claim: Claim }
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
  /** Series of the mail; unknown of mails from before it was told. */
  series?: string;
  /** ISO instant at which SES took it. */
  at: string;
}

/** The subscribers of a slot whose ids begin with a character from `first` to `last`, in byte order. */
export interface Part {
  first: string;
  last: string;
}

/** One page of a slot. */
export interface DuePage {
  due: { id: string; days: string }[];
  /** Present when there is more. */
  after?: string;
}

/** Everything stored about people. All writes are conditional and idempotent; all reads by id are strongly consistent. */
export interface Subscribers {
  find: (id: string) => Promise<Subscriber | undefined>;
  findSignUp: (id: string) => Promise<SignUp | undefined>;
  /** One write, the same whoever the address belongs to. Keeps what is known of earlier confirmation mails, and when it was first requested. */
  recordSignUp: (
    signUp: Omit<SignUp, 'claim' | 'confirmationMailedAt' | 'confirmationMailedBefore' | 'firstRequestedAt'>,
  ) => Promise<void>;
  /** Removes a sign-up that was confirmed, where {@link Subscribers.activate} could not. May be repeated. */
  forgetSignUp: (id: string) => Promise<void>;
  /**
   * Writes consent and profile, then removes the sign-up.
   *
   * @param changes - see `arrival` in transitions.ts
   * @returns the person as they are stored now; undefined when the profile changed in between
   */
  activate: (
    id: string,
    changes: ProfileChanges,
    consent: Consent & { confirmedAt: string },
    was: Subscriber | undefined,
  ) => Promise<Person | undefined>;
  /** Writes down that somebody agreed to store data about their health; the same consent once more, when they take it back. */
  recordHealthConsent: (id: string, consent: HealthConsent) => Promise<void>;
  /** Writes a person's changes into the profile. False when `was.version` is no longer the stored one. */
  change: (was: Subscriber, changes: PersonChanges) => Promise<boolean>;

  claim: (id: string, request: ClaimRequest) => Promise<ClaimResult<Person, Subscriber>>;
  claimSignUp: (id: string, request: SignUpClaimRequest) => Promise<ClaimResult<SignUp>>;
  /** Records what was delivered and drops the claim; false when that claim is not there any more. */
  confirmDelivery: (id: string, record: DeliveryRecord) => Promise<boolean>;
  /** Drops a claim that surely led to no mail. */
  releaseClaim: (id: string, kind: DeliveryKind, claimId: string) => Promise<void>;
  /** The claim now held for a kind of mail, read for evidence. */
  heldClaim: (id: string, kind: DeliveryKind) => Promise<Claim | undefined>;

  /** Everyone in a slot's partition of the index, by id. */
  pageDue: (dueKey: string, page: { after?: string; limit: number; part?: Part }) => Promise<DuePage>;
  /** Stops mail for good. Makes a bare record when nobody is known under the id. */
  suppress: (id: string, status: 'bounced' | 'complained', suppression: Suppression) => Promise<void>;
  recordSoftBounces: (id: string, softBounces: NonNullable<Person['softBounces']>) => Promise<void>;
  recordProblem: (id: string, problem: Problem) => Promise<void>;
}

/** What people say of their weeks. It leaves the table to themselves only, and to the operator's own systems where the privacy page says so. */
export interface Diary {
  /** Replaces what was said in the same week. */
  record: (id: string, checkIn: CheckIn) => Promise<void>;
  /** What was said in the week of that Monday. */
  find: (id: string, week: string) => Promise<CheckIn | undefined>;
  /** Oldest first. */
  all: (id: string) => Promise<CheckIn[]>;
  /** Deletes all of it. May be repeated. */
  forget: (id: string) => Promise<void>;
}

/** One thing that is stored about a person. */
export interface StoredRecord {
  /** `other`: written by newer code. */
  kind: PersonItemKind | 'other';
  /** Everything that it says, by field. */
  fields: Record<string, unknown>;
}

/** All that is stored under a person's id, as one. */
export interface PersonalData {
  everything: (id: string) => Promise<StoredRecord[]>;
  /**
   * Deletes everything but the record that the person is gone, and of why they must not be mailed if that is so. False when the profile
   * changed meanwhile. May be repeated after a crash.
   */
  erase: (was: Subscriber, at: string) => Promise<boolean>;
  /**
   * Leaves of somebody who is gone for long what stays: see retention.ts. False when the profile changed meanwhile, or nothing was there to delete. May
   * be repeated after a crash.
   */
  reduce: (was: Subscriber) => Promise<boolean>;
  /** Deletes what is stored of somebody who has no profile: a sign-up, and what became of its mail. False when there was nothing. */
  forget: (id: string) => Promise<boolean>;
}

/** The local times in use in a zone: somebody stands there, or once stood. */
export interface ZoneInUse {
  zone: string;
  localTimes: ReadonlySet<string>;
}

/** Items that belong to nobody: where the planner stands, which slots are in use, what is known of the event road, the gate. */
export interface Control {
  /** All that a run of the planner has to know, in one read. */
  planning: () => Promise<{
    gate: Gate;
    plannedThrough?: string;
    /** Of that mark; undefined where other code moved it. */
    clocks?: PlannedClocks;
    inUse: ZoneInUse[];
  }>;
  /** Moves the planner's mark, together with its clocks; false when another planner moved it first. */
  advance: (from: string | undefined, to: string, clocks: PlannedClocks) => Promise<boolean>;
  /** Before somebody stands in a slot, so that no planner can miss them. The zone as it is stored with them. */
  rememberSlot: (zone: string, localTime: string) => Promise<void>;
  /** Plans a zone no more, under this name: nobody stands there, and nobody can again. */
  forgetZone: (zone: string) => Promise<void>;
  eventRoad: () => Promise<EventRoad>;
  /** Writes down that send events came in; a late one is never overlooked, whoever else writes. */
  hear: (hearing: Hearing) => Promise<void>;
  /** True for the one caller that may send the probe. */
  startProbe: (now: string, notSince: string) => Promise<boolean>;
  gate: () => Promise<Gate>;
  /** Identity of the table itself; a restored one has a new identity. */
  tableId: () => Promise<string>;
  /** Writes the table's identity down; the first one stands unless `instead` is what stood. */
  rememberTable: (tableId: string, instead?: string) => Promise<void>;
  /** Stops or allows all mail, by the operator's word. */
  halt: (halted: NonNullable<Gate['halted']>) => Promise<void>;
  goOn: () => Promise<void>;
  /** The first to break it says why; later ones move the retry on. */
  breakCircuit: (circuit: Circuit) => Promise<void>;
  /** True for the one caller that may try a mail: moves the retry on from what it saw. */
  tryCircuit: (seenRetryAt: string, nextRetryAt: string) => Promise<boolean>;
  closeCircuit: () => Promise<void>;
  /** Through which instant SES's suppression list was compared with ours; undefined before the first time. */
  reconciledThrough: () => Promise<string | undefined>;
  reconciled: (through: string) => Promise<void>;
}

/** The PNG of that file name; undefined when there is none. */
export type Pictures = (file: string) => Promise<Uint8Array<ArrayBuffer> | undefined>;

/** An address that SES delivers to no more. */
export interface SuppressedAddress {
  address: string;
  reason: 'bounce' | 'complaint';
  /** ISO instant. */
  at: string;
}

/** SES's own list of such addresses, for the whole account. */
export interface SuppressionList {
  /** Entries made or renewed between two ISO instants, page by page. */
  changedBetween: (from: string, until: string) => AsyncIterable<SuppressedAddress[]>;
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

/** Counters for how often something is used. */
export interface Limits {
  /**
   * Adds one to a counter, forgotten after that time (seconds of the epoch), and tells how many there are now. Beyond `max` the answer is only that
   * there are more: a counter that is known to be there already may be left as it is, since refusing must not cost a write each time.
   */
  count: (key: string, expiresAtSeconds: number, max?: number) => Promise<number>;
  /** How many there are. A moment old at worst. */
  read: (key: string) => Promise<number>;
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

/** Inboxes that never want to be asked whether they want mail, by keyed hashes. Nothing else is stored of them. */
export interface ClosedInboxes {
  close: (inbox: string, at: string) => Promise<void>;
  /** Lets it be asked again; false when it was not closed. */
  reopen: (inbox: string) => Promise<boolean>;
  isClosed: (inbox: string) => Promise<boolean>;
}

/** Keys of other programs. */
export interface ApiKeys {
  /** The key that a program showed, if it is one of ours. */
  verify: (text: string) => Promise<ApiKey | undefined>;
  list: () => Promise<ApiKey[]>;
  /** @param hash - of its secret */
  add: (key: ApiKey, hash: string) => Promise<void>;
  /** False when there is none. */
  remove: (id: string) => Promise<boolean>;
}

/** Everybody in the table, one after the other; not at one moment. */
export interface Crowd {
  everybody: () => AsyncIterable<Known>;
}

/** Numbers about everybody, by series. */
export interface CountsStore {
  keepDay: (series: string, day: string, counts: DayCounts) => Promise<void>;
  keepNow: (series: string, counts: SeriesCounts) => Promise<void>;
  read: (series: string) => Promise<{ now?: SeriesCounts; days: Record<string, DayCounts> }>;
}

/** Queues to other handlers. `delaySeconds` is at most 900, SQS's limit. */
export interface Queues {
  dispatch: (jobs: DispatchJob[]) => Promise<void>;
  send: (jobs: SendJob[], delaySeconds?: number) => Promise<void>;
  account: (job: AccountJob, delaySeconds?: number) => Promise<void>;
}

/** To the sender of webhooks, where there is one. */
export interface WebhookQueue {
  webhook: (jobs: WebhookJob[], delaySeconds?: number) => Promise<void>;
}

/** Send events that could not be taken in and lie in the dead-letter queue. */
export interface DeadEvents {
  /** Is there any? Then no silence proves anything: the event that is missed may be among them. */
  any: () => Promise<boolean>;
}

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
export type Handover =
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
export interface MailParts {
  /** Display name and address of the sender. */
  from: { name: string; address: string };
  replyTo: string;
  to: string;
  subject: string;
  html: string;
  text: string;
  /** Structured fields whose values may not be encoded, built from constants and base64url tokens only. */
  headers: Record<string, string>;
}

/** Turns parts into an RFC 5322 message. Refuses (throws) control characters in any field. */
export interface Composer {
  compose: (parts: MailParts) => Promise<Uint8Array>;
}

/** Hands a mail over at once: nothing in it waits. */
export interface Outbox {
  send: (mail: OutgoingMail) => Promise<Handover>;
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
