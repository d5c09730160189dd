import type { ClaimRequest, ClaimResult, DeliveryRecord, SignUpClaimRequest } from './claims.ts';
import type { Claim } from '../person/delivery.ts';
import type { DeliveryKind } from './mail-kinds.ts';
import type { Consent, HealthConsent, Problem, SignUp } from '../person/records.ts';
import type { Person, PersonChanges, Subscriber, Suppression } from '../person/subscriber.ts';
import type { ProfileChanges } from '../person/transitions.ts';

/** The subscribers of a slot whose ids begin with a character from `first` to `last`, in byte order. */
export interface KeyRange {
  first: string;
  last: string;
}

/** One page of a slot. */
export interface DuePage {
  due: { id: string; days: string }[];
  /** Present when there is more. */
  after?: string;
}

/** What is stored of one person. */
export interface Known {
  subscriber?: Subscriber | undefined;
  signUp?: SignUp | undefined;
}

/** Everything stored about people. All writes are conditional and idempotent; all reads by id but {@link Subscribers.glance} are strongly consistent. */
export interface Subscribers {
  find: (id: string) => Promise<Subscriber | undefined>;
  /** Half as dear as `find`, and maybe a moment behind: for what stays true once it is, or what a claim decides anyway. */
  glance: (id: string) => Promise<Subscriber | undefined>;
  findSignUp: (id: string) => Promise<SignUp | undefined>;
  /** Both for many people at once, by id; nothing for those of whom nothing is stored. */
  findAll: (ids: readonly string[]) => Promise<Map<string, Known>>;
  /** One write, the same whoever the address belongs to. Keeps what is known of earlier confirmation mails, and when it was first requested. */
  recordSignUp: (
    signUp: Omit<SignUp, 'claim' | 'confirmationMailedAt' | 'confirmationMailedBefore' | 'firstRequestedAt'>,
  ) => Promise<void>;
  /** Removes a sign-up that was confirmed, where {@link Subscribers.activate} could not. May be repeated. */
  deleteSignUp: (id: string) => Promise<void>;
  /**
   * Writes consent and profile, then removes the sign-up.
   *
   * @param changes - see `arrival` in transitions.ts
   * @param hasSignedUp - false where none was there a moment ago, which saves a write. One that came since stays, as one that comes a moment later does
   * @returns the person as they are stored now; undefined when the profile changed in between
   */
  activate: (
    id: string,
    changes: ProfileChanges,
    consent: Consent & { confirmedAt: string },
    was: Subscriber | undefined,
    hasSignedUp?: false,
  ) => Promise<Person | undefined>;
  /** Writes down that somebody agreed to store data about their health; the same consent once more, when they take it back. */
  recordHealthConsent: (id: string, consent: HealthConsent) => Promise<void>;
  /** Writes a person's changes into the profile. False when `was.version` is no longer the stored one. */
  change: (was: Subscriber, changes: PersonChanges) => Promise<boolean>;

  claim: (id: string, request: ClaimRequest) => Promise<ClaimResult<Person, Subscriber>>;
  claimSignUp: (id: string, request: SignUpClaimRequest) => Promise<ClaimResult<SignUp>>;
  /** Records what was delivered and drops the claim; false when that claim is not there any more. */
  recordSent: (id: string, record: DeliveryRecord) => Promise<boolean>;
  /** Drops a claim that surely led to no mail. */
  releaseClaim: (id: string, kind: DeliveryKind, claimId: string) => Promise<void>;
  /** The claim now held for a kind of mail, read for evidence. */
  heldClaim: (id: string, kind: DeliveryKind) => Promise<Claim | undefined>;

  /** Everyone in a slot's partition of the index, by id. */
  pageDue: (dueKey: string, page: { after?: string; limit: number; part?: KeyRange }) => Promise<DuePage>;
  /** Stops mail for good. Makes a bare record when nobody is known under the id. */
  suppress: (id: string, status: 'bounced' | 'complained', suppression: Suppression) => Promise<void>;
  recordSoftBounces: (id: string, softBounces: NonNullable<Person['softBounces']>) => Promise<void>;
  recordProblem: (id: string, problem: Problem) => Promise<void>;
}
