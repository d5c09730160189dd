import type { Subscribers } from '../../core/mail/subscribers.ts';
import { daysKey, dueKeyOf } from '../../core/person/preferences.ts';
import { isPerson, type Subscriber } from '../../core/person/subscriber.ts';
import { initialFields, type ProfileChanges } from '../../core/person/transitions.ts';
import { profileFormat } from './formats.ts';
import type { ConditionalUpdate, Update } from './table.ts';

/** The attribute that every write of a new version of a profile marks as its own. */
export const profileMark = 'write';

/** Days that an expired sign-up stays readable for the page that says so, before DynamoDB deletes it. */
const signUpTtlGraceDays = 7;

/** What every sign-up chooses again. */
const chosenFields = [
  'movesFrom',
  'movesFromEpoch',
  'branch',
  'from',
  'healthConsent',
  'weeksBetween',
  'importedBy',
  'pausedUntil',
] as const;

/** A sign-up replaces an earlier one that nobody confirmed, but not what is known of its mails. */
export function recordSignUp(signUp: Parameters<Subscribers['recordSignUp']>[0]): Update {
  // A stranger's sign-up must not finish somebody's move, and an earlier choice is no longer one. Lessons that were had stay had.
  const removed = chosenFields.filter((field) => signUp[field] === undefined);
  return {
    set: {
      ...Object.fromEntries(Object.keys(signUp).map((field) => [`#${field}`, `:${field}`])),
      '#ttl': ':ttl',
      firstRequestedAt: 'if_not_exists(firstRequestedAt, :requestedAt)',
    },
    remove: removed.map((field) => `#${field}`),
    // Some are words of DynamoDB's own, such as `from`.
    names: {
      ...Object.fromEntries([...Object.keys(signUp), ...removed].map((field) => [`#${field}`, field])),
      '#ttl': 'ttl',
    },
    values: {
      ...Object.fromEntries(Object.entries(signUp).map(([field, value]) => [`:${field}`, value])),
      ':ttl': Math.floor(Date.parse(signUp.expiresAt) / 1000) + signUpTtlGraceDays * 86_400,
    },
  };
}

/** Makes a person of a confirmed sign-up, whether or not there is a profile. */
export function activate(id: string, changes: ProfileChanges, was: Subscriber | undefined): ConditionalUpdate {
  const update = written({ ...changes, id, format: profileFormat }, was);
  // Only ever begun here, never written back from an earlier read: a delivery may be recorded at this very moment.
  for (const [field, value] of Object.entries(initialFields())) {
    if (field in changes) continue;
    update.set[`#${field}`] = `if_not_exists(#${field}, :${field})`;
    update.names[`#${field}`] = field;
    update.values[`:${field}`] = value;
  }
  return update;
}

/** Writes a person's changes into their profile. */
export function change(was: Subscriber, changes: ProfileChanges): ConditionalUpdate {
  return written(inThisFormat(was, changes), was);
}

/** Writes changes into a profile that nobody changed since it was read, and keeps the person in the calendar exactly while they are active. */
function written(changes: ProfileChanges, was: Subscriber | undefined): Required<Omit<ConditionalUpdate, 'add'>> {
  const set: Record<string, string> = { version: ':nextVersion' };
  const names: Record<string, string> = {};
  const values: Record<string, unknown> = { ':nextVersion': (was?.version ?? 0) + 1 };
  const remove: string[] = [];
  const { version: _, ...rest } = changes;
  for (const [field, value] of Object.entries(rest)) {
    names[`#${field}`] = field;
    if (value === undefined) remove.push(`#${field}`);
    else {
      set[`#${field}`] = `:${field}`;
      values[`:${field}`] = value;
    }
  }
  const { status, preferences, dayChanges }: ProfileChanges = { ...(isPerson(was) && was), ...changes };
  if (status === 'active' && preferences !== undefined) {
    set['dueKey'] = ':dueKey';
    set['days'] = ':days';
    values[':dueKey'] = dueKeyOf(preferences);
    values[':days'] = daysKey({ preferences, dayChanges });
  } else {
    remove.push('dueKey', 'days');
  }
  if (was !== undefined) values[':version'] = was.version;
  const conditions = [was === undefined ? 'attribute_not_exists(pk)' : 'version = :version'];
  return { set, remove, conditions, own: { mark: profileMark }, names, values };
}

/** Of a profile that earlier code wrote, everything is written: nobody may take what was changed for what it meant before. */
function inThisFormat(was: Subscriber, changes: ProfileChanges): ProfileChanges {
  return was.format === undefined ? changes : { ...was, ...changes, format: profileFormat };
}
