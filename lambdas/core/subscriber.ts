import type { RecentCheckIn } from './check-in.ts';
import type { Claim } from './delivery.ts';
import type { DayChanges, Preferences } from './preferences.ts';

/** What is stored of a confirmed person. */
export const storedStatuses = [
  'active',
  'completed',
  'unsubscribed',
  'bounced',
  'complained',
  'moved',
  'erased',
] as const;
export type StoredStatus = (typeof storedStatuses)[number];

/** What a person's status is called. `pending` is a {@link SignUp} nobody has confirmed yet; `paused` ends by itself, so it is never stored. */
export type SubscriberStatus = StoredStatus | 'pending' | 'paused';

/** The status on a local date of the person's. */
export function statusOn(person: Pick<Subscriber, 'status' | 'pausedUntil'>, today: string): SubscriberStatus {
  const paused = person.status === 'active' && person.pausedUntil !== undefined && person.pausedUntil > today;
  return paused ? 'paused' : person.status;
}

/** What was agreed to, when, and how. */
export interface Consent {
  /** ISO instant. */
  at: string;
  /** Version of the wording that was shown. */
  textVersion: string;
  /** Where it was given, e.g. "landing-form". */
  source: string;
}

/** The standing record that an address must not be mailed. */
export interface Suppression {
  reason: 'bounce' | 'complaint' | 'soft-bounces';
  /** ISO instant. */
  at: string;
}

/** The profile item. Local dates are ISO dates in the person's zone; instants are ISO, UTC, whole seconds. */
export interface Subscriber {
  id: string;
  /** As typed, with the domain in ASCII. Absent once erased, or when only a bounce of an unconfirmed address is known. */
  address?: string;
  firstName: string;
  status: StoredStatus;
  preferences: Preferences;
  series: string;
  /** Slots due before this instant are not this arrangement's: it began later. */
  dueFrom: string;
  /** Lesson id → instant at which SES took it. */
  sent: Record<string, string>;
  /** Slot date of the latest lesson; a slot is served once. */
  lessonSentOn?: string;
  reminderSentOn?: string;
  welcomeSentAt?: string;
  /** Instants of the last two mails with a settings link: enough to keep to two a day and ten minutes apart. */
  linkMailedAt?: string;
  linkMailedBefore?: string;
  /** When they were mailed a lesson that they had asked for, beside the course. */
  onDemandSentAt?: string;
  farewellAskedAt?: string;
  farewellSentAt?: string;
  /** First local date on which mail goes out again. */
  pausedUntil?: string;
  unsubscribedAt?: string;
  leavingReason?: string;
  erasedAt?: string;
  /** The branch that they chose: its lessons come first. */
  branch?: string;
  /** Weeks from lesson to lesson, where it is not one: who keeps a lesson a month after the course. */
  weeksBetween?: number;
  /** A lesson that they asked to have again, and when: owed until it was sent after that. */
  again?: { lesson: string; at: string };
  /** Earlier sendings of lessons that came again. */
  earlier?: { lesson: string; at: string }[];
  /** Ids of lessons that they skipped or that are not for them: not sent, and not reminded of. */
  leftOut?: string[];
  /** Mails that they moved or skipped. */
  dayChanges?: DayChanges;
  /** Their own "When …, I will …" for a lesson. Quoted in its reminders. */
  ownPlan?: { lesson: string; text: string };
  /** Local dates of the last four weeks on which they said they practised, in order. */
  practisedOn?: string[];
  /** The secret part of the address of their calendar; absent when they have none. */
  feed?: string;
  /** What they said of their last weeks, oldest first. */
  recentCheckIns?: RecentCheckIn[];
  /** They do not want lessons adapted to it. */
  coachingOff?: boolean;
  claim?: Claim;
  suppression?: Suppression;
  /** Recent transient bounces, oldest first. */
  softBounces?: { at: string; id: string }[];
  confirmedAt: string;
  /** Counts every change a person makes, so that two open settings pages cannot overwrite each other unseen. */
  version: number;
  /** Set while it is stored in an earlier format than this code writes; see adapters/dynamo-formats.ts. */
  format?: number;
}

/** An unconfirmed sign-up: an item of its own, so that a stranger who types a subscriber's address changes nothing about them. */
export interface SignUp {
  id: string;
  address: string;
  firstName: string;
  preferences: Preferences;
  series: string;
  consent: Consent;
  /** ISO instant of the latest request. */
  requestedAt: string;
  /** The person who moves to this address once it is confirmed. */
  movesFrom?: string;
  /** The branch that they chose. */
  branch?: string;
  /** ISO instant after which it counts as absent. */
  expiresAt: string;
  /** Instants of the last two confirmation mails. */
  confirmationMailedAt?: string;
  confirmationMailedBefore?: string;
  claim?: Claim;
}

/** The part of a subscriber that the calendar reads. */
export type Scheduled = Pick<
  Subscriber,
  | 'status'
  | 'preferences'
  | 'dueFrom'
  | 'sent'
  | 'lessonSentOn'
  | 'reminderSentOn'
  | 'pausedUntil'
  | 'recentCheckIns'
  | 'practisedOn'
  | 'weeksBetween'
  | 'branch'
  | 'again'
  | 'leftOut'
  | 'dayChanges'
>;
