import type { LinkPurpose } from './link-purpose.ts';
import type { Keyring } from './keyring.ts';
import type { SignUp } from '../person/records.ts';
import type { Subscriber } from '../person/subscriber.ts';

/*
 * What a token says of the record that its link is about, so that a later change of that record can make the link void.
 */

/** Links that no later change makes void: they end mail or questions, or take just that back. Which sign-up a link confirms is another question. */
const withoutEpoch: readonly LinkPurpose[] = ['unsubscribe', 'undo', 'confirm', 'close'];

/** The stamp of a person's links. A link is void once it is not the same any more. '' in the beginning, as in links from before there were stamps. */
export function personStamp(purpose: LinkPurpose, person: Pick<Subscriber, 'epoch'> | undefined): string {
  const epoch = person?.epoch ?? 0;
  return epoch === 0 || withoutEpoch.includes(purpose) ? '' : String(epoch);
}

/** The next epoch: every link from before, but for those that end mail, is void then. */
export function nextEpoch(person: Pick<Subscriber, 'epoch'>): number {
  return (person.epoch ?? 0) + 1;
}

/**
 * The stamp of the link that confirms a sign-up: it changes with everything that would begin. So nobody confirms by an earlier email what was chosen
 * later. Signing up once more with the same choices changes nothing. '' for sign-ups from before there were stamps.
 */
export function signUpStamp(signUp: SignUp, keyring: Pick<Keyring, 'subscriberId'>): string {
  const { firstRequestedAt, firstName, preferences, series, branch = '', from, movesFrom = '', weeksBetween } = signUp;
  if (firstRequestedAt === undefined) return '';
  const { zone, lessonDay, sendTime, reminderDays, reminderTime, locale } = preferences;
  const begins = [firstRequestedAt, firstName, zone, lessonDay, sendTime, reminderDays, locale, series, branch];
  // The same keyed hash as a subscriber id; no address looks like this.
  // Added where they are chosen, so that links of sign-ups from before stay good.
  const more = reminderTime === undefined && weeksBetween === undefined ? [] : [reminderTime, weeksBetween];
  // Their group may begin later.
  const group = from === undefined ? [] : ['from', from];
  return keyring.subscriberId(`sign-up ${JSON.stringify([...begins, movesFrom, ...more, ...group])}`);
}
