import type { Key } from '../kit/table-keys.ts';
import type { CheckIn, SignUp } from './records.ts';
import type { Subscriber } from './subscriber.ts';

/** What is known of one person. */
export interface PersonRecord {
  subscriber?: Subscriber;
  signUp?: SignUp;
  checkIns: Pick<CheckIn, 'week' | 'days'>[];
  /** How many emails of theirs had trouble. */
  problems?: number;
  /** Where a reading goes on after them. */
  through?: Key;
}

/** Everybody in the table, one after the other; not at one moment. */
export interface SubscriberScan {
  /** @param after - a person's `through`; from the beginning without it */
  everybody: (after?: Key) => AsyncIterable<PersonRecord>;
}
