import type { SignUp } from './records.ts';
import type { Person, Subscriber } from './subscriber.ts';
import type { PersonItemKind } from '../kit/table-keys.ts';

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
  /**
   * Takes back somebody whom an import brought, as if they had never been in it. False when something was mailed to them, or they changed anything, since
   * they were read. May be repeated after a crash, which may have left nothing but the record of consent.
   *
   * @param name - of the import: of consents, only its own are deleted
   */
  takeBack: (id: string, name: string, was: Person | SignUp | undefined) => Promise<boolean>;
  /** Deletes what is stored of somebody who has no profile: a sign-up, and what became of its mail. False when there was nothing. */
  forget: (id: string) => Promise<boolean>;
}
