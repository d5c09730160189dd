import type { SignUp } from '../person/records.ts';
import type { Person, StoredStatus } from '../person/subscriber.ts';

/**
 * Every kind of mail, one row each: which queue brings it, who may get it, how often, what a delivery writes, and where its text is. Jobs,
 * claims, message tags, events and templates all derive from here. What the rows mean for a stored item is in `claim-rules.ts`.
 */

/** Optional fields of an item that hold text, as local dates and instants are. */
type DateField<Item> = {
  [Field in keyof Item]-?: [Item[Field], undefined] extends [string | undefined, Item[Field]] ? Field : never;
}[keyof Item];

/** Once for each slot that a person stands in, while they do not pause. The field holds the local date of the latest one. */
interface PerSlot {
  perSlot: 'lessonSentOn' | 'reminderSentOn';
}

/** Once, until they sign up again. The field holds the instant. */
interface Once<Item> {
  once: DateField<Item>;
}

/** A length of time, as Temporal takes it. */
type Span = { minutes: number } | { hours: number };

/** Some time apart. Kinds with the same fields share the limit: each counts for all of them. */
interface Cooling<Item> {
  /** The least time between two. */
  apart: Span;
  /** The field that holds the instant of the last one. */
  last: DateField<Item>;
  /** The time in which there are never more than two, and the field that holds the instant of the one before the last. */
  two?: { within: Span; beforeLast: DateField<Item> };
}

/** Once for each notice. The field holds the ids of those that they had. */
interface PerNotice {
  perNotice: 'notices';
}

/** How often a mail may come. The claim reads the fields that a delivery writes. */
export type Limit = PerSlot | Once<Person> | Cooling<Person> | Cooling<SignUp> | PerNotice;

/** Its text, its sender, and what a delivery changes. */
interface Mail {
  /**
   * Weekly mail stands in for the person's wish to hear from us weekly: it carries the one-click headers, and its layout the link to
   * unsubscribe. Account mail answers a form and cannot be unsubscribed from. Each stream has its own sending address and reputation.
   */
  stream: 'weekly' | 'account';
  /** The folder of a series that holds its text. In `mails/` the file has the name of the kind. `notice`: the operator writes it. */
  template: 'lessons' | 'mails' | 'notice';
  /** What else a delivery writes: the lesson into `sent`, that the course is complete, or which text of its lesson a reminder had. */
  records?: 'lesson' | 'completion' | 'text';
}

/** Kept on the profile, with its claim. */
interface ToSubscriber {
  item: 'subscriber';
  /** Only people with one of these may get it. */
  status: readonly StoredStatus[];
  /** Only while this field is there. */
  has?: DateField<Person> | 'start';
  /** Only while it is not. */
  lacks?: DateField<Person>;
}

/** The calendar owes it. */
type Weekly = { queue: 'send'; limit: PerSlot } & ToSubscriber;
/** A person asked for it, or waits for it. `unawaited`: nobody does, so it may come late, and must not come twice. */
type Asked = { queue: 'account'; unawaited?: true } & (
  | (ToSubscriber & { limit: Once<Person> | Cooling<Person> })
  | { item: 'sign-up'; limit: Cooling<SignUp> }
);
/** Sent in place of a lesson, with the lesson's claim. */
type InPlace = { queue: 'none'; item: 'subscriber'; limit: PerSlot };
/** The operator sends it to everybody at once: a walk over all people brings it, and no queue names one of them. */
type ToEverybody = { queue: 'walk'; limit: PerNotice } & ToSubscriber;

export type MailKind = Mail & (Weekly | Asked | InPlace | ToEverybody);

/** Answers to something that a person just did. A form must not fill a stranger's inbox. */
const answers = {
  apart: { minutes: 10 },
  last: 'linkMailedAt',
  two: { within: { hours: 24 }, beforeLast: 'linkMailedBefore' },
} as const;

/** What an address that has not confirmed gets. */
const asking = {
  apart: { minutes: 10 },
  last: 'confirmationMailedAt',
  two: { within: { hours: 24 }, beforeLast: 'confirmationMailedBefore' },
} as const;

/** Days between two lessons on demand: more would be a second course. */
export const onDemandDaysApart = 3;

export const mailKinds = {
  lesson: {
    queue: 'send',
    item: 'subscriber',
    status: ['active'],
    limit: { perSlot: 'lessonSentOn' },
    records: 'lesson',
    stream: 'weekly',
    template: 'lessons',
  },
  /** Prompts for the practice of the latest lesson. */
  reminder: {
    queue: 'send',
    item: 'subscriber',
    status: ['active'],
    limit: { perSlot: 'reminderSentOn' },
    records: 'text',
    stream: 'weekly',
    template: 'lessons',
  },
  /** A lesson for a bad day, beside the course. */
  'on-demand': {
    queue: 'account',
    item: 'subscriber',
    status: ['active', 'completed'],
    limit: { apart: { hours: onDemandDaysApart * 24 }, last: 'onDemandSentAt' },
    stream: 'weekly',
    template: 'lessons',
  },
  /** Asks an address whether it wants mail. */
  confirmation: {
    queue: 'account',
    item: 'sign-up',
    limit: asking,
    stream: 'account',
    template: 'mails',
  },
  /** Asks a new address of somebody whether it is theirs. */
  moving: {
    queue: 'account',
    item: 'sign-up',
    limit: asking,
    stream: 'account',
    template: 'mails',
  },
  /** Tells the old address of the change, with the way back. */
  moved: {
    queue: 'account',
    item: 'subscriber',
    status: ['moved'],
    limit: { once: 'moveToldAt' },
    stream: 'account',
    template: 'mails',
  },
  welcome: {
    queue: 'account',
    item: 'subscriber',
    status: ['active'],
    limit: { once: 'welcomeSentAt' },
    stream: 'weekly',
    template: 'mails',
  },
  paused: {
    queue: 'account',
    item: 'subscriber',
    status: ['active'],
    has: 'pausedUntil',
    limit: answers,
    stream: 'account',
    template: 'mails',
  },
  resumed: {
    queue: 'account',
    item: 'subscriber',
    status: ['active'],
    lacks: 'pausedUntil',
    limit: answers,
    stream: 'account',
    template: 'mails',
  },
  farewell: {
    queue: 'account',
    item: 'subscriber',
    status: ['unsubscribed'],
    has: 'farewellAskedAt',
    limit: { once: 'farewellSentAt' },
    stream: 'account',
    template: 'mails',
  },
  /** Asks how it is, three months after the end: `course/follow-up.ts` says when. A nightly run asks for it. */
  'follow-up': {
    queue: 'account',
    unawaited: true,
    item: 'subscriber',
    status: ['completed'],
    has: 'start',
    limit: { once: 'followUpSentAt' },
    stream: 'weekly',
    template: 'mails',
  },
  link: {
    queue: 'account',
    item: 'subscriber',
    status: ['active', 'completed'],
    limit: answers,
    stream: 'account',
    template: 'mails',
  },
  /** Comes after the last lesson. */
  completion: {
    queue: 'none',
    item: 'subscriber',
    limit: { perSlot: 'lessonSentOn' },
    records: 'completion',
    stream: 'weekly',
    template: 'mails',
  },
  /** An email from the operator, once: whom it is for beside this is in `course/notice.ts`. */
  notice: {
    queue: 'walk',
    item: 'subscriber',
    status: ['active', 'completed'],
    limit: { perNotice: 'notices' },
    stream: 'weekly',
    template: 'notice',
  },
} as const satisfies Record<string, MailKind>;

export type DeliveryKind = keyof typeof mailKinds;
type KindsWith<Part> = {
  [Kind in DeliveryKind]: (typeof mailKinds)[Kind] extends Part ? Kind : never;
}[DeliveryKind];
/** Mails that the calendar owes. */
export type WeeklyKind = KindsWith<{ queue: 'send' }>;
/** Mails that answer something the person did. */
export type AskedKind = KindsWith<{ queue: 'account' }>;
/** Of these, those to an address that has not confirmed. */
export type SignUpKind = KindsWith<{ item: 'sign-up' }>;
/** Mails with a file of their own in each series. */
export type AccountMailKind = KindsWith<{ template: 'mails' }>;

export const deliveryKinds = Object.keys(mailKinds) as DeliveryKind[];
export const weeklyKinds = deliveryKinds.filter((kind): kind is WeeklyKind => mailKinds[kind].queue === 'send');
export const askedKinds = deliveryKinds.filter((kind): kind is AskedKind => mailKinds[kind].queue === 'account');
export const accountMailKinds = deliveryKinds.filter(hasOwnText);

/** Has it a file of its own in each series? */
export function hasOwnText<Kind extends DeliveryKind>(kind: Kind): kind is Kind & AccountMailKind {
  return mailKinds[kind].template === 'mails';
}

/** Is it a mail to an address that has not confirmed? */
export function isToSignUp(kind: DeliveryKind): kind is SignUpKind {
  return mailKinds[kind].item === 'sign-up';
}

/**
 * One message owed to one subscriber. `on` is what makes two deliveries of a kind different: the slot's local date for weekly mails, the id of a
 * notice, the instant it was asked for otherwise.
 */
export interface Delivery {
  kind: DeliveryKind;
  on: string;
}

/** Does somebody wait for this delivery, rather than the calendar owe it? By its name. */
export function isAskedFor(delivery: string): boolean {
  return askedKinds.some((kind) => !('unawaited' in mailKinds[kind]) && delivery.startsWith(`${kind}:`));
}

/** The name of a delivery in claims, logs and the operator's commands, e.g. "lesson:2026-11-30". */
export function deliveryName(delivery: Delivery): string {
  return `${delivery.kind}:${delivery.on}`;
}
