import type { CheckIn, SignUp } from './records.ts';
import type { Subscriber } from './subscriber.ts';

/** What is known of one person. */
export interface PersonRecord {
  subscriber?: Subscriber;
  signUp?: SignUp;
  checkIns: Pick<CheckIn, 'week' | 'days'>[];
  /** How many emails of theirs had trouble. */
  problems?: number;
}

/** Everybody in the table, one after the other; not at one moment. */
export interface SubscriberScan {
  everybody: () => AsyncIterable<PersonRecord>;
}
