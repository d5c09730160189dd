import type { PersonChanges, Subscribers } from '../core/ports.ts';
import { daysKey, dueKeyOf } from '../core/preferences.ts';
import type { Subscriber } from '../core/subscriber.ts';
import { profileFormat } from './dynamo-formats.ts';
import type { Update } from './dynamo-table.ts';

/** Days that an expired sign-up stays readable for the page that says so, before DynamoDB deletes it. */
const signUpTtlGraceDays = 7;

/** A sign-up replaces an earlier one that nobody confirmed, but not what is known of its mails. */
export function recordSignUp(signUp: Parameters<Subscribers['recordSignUp']>[0]): Update {
  return {
    set: { ...Object.fromEntries(Object.keys(signUp).map((field) => [field, `:${field}`])), '#ttl': ':ttl' },
    // A stranger's sign-up must not finish somebody's move, and an earlier choice is no longer one.
    remove: (['movesFrom', 'branch'] as const).filter((field) => signUp[field] === undefined),
    names: { '#ttl': 'ttl' },
    values: {
      ...Object.fromEntries(Object.entries(signUp).map(([field, value]) => [`:${field}`, value])),
      ':ttl': Math.floor(Date.parse(signUp.expiresAt) / 1000) + signUpTtlGraceDays * 86_400,
    },
  };
}

/**
 * Makes a sign-up's person active.
 *
 * @param along - what comes along from another address, where nothing can be confirmed at this moment
 */
export function activate(subscriber: Subscriber, was: Subscriber | undefined, along: Partial<Subscriber> = {}): Update {
  const startsOver = Object.keys(subscriber.sent).length === 0;
  return {
    set: {
      id: ':id',
      address: ':address',
      firstName: ':firstName',
      '#status': ':status',
      preferences: ':preferences',
      series: ':series',
      dueFrom: ':dueFrom',
      confirmedAt: ':confirmedAt',
      version: ':version',
      '#format': ':format',
      dueKey: ':dueKey',
      days: ':days',
      // Only ever emptied here, never written back from an older read: a delivery may be confirmed at this moment.
      sent: startsOver ? ':empty' : 'if_not_exists(sent, :empty)',
      ...Object.fromEntries(Object.keys(along).map((field) => [field, `:along_${field}`])),
    },
    remove: [
      'suppression',
      'softBounces',
      'pausedUntil',
      'unsubscribedAt',
      'leavingReason',
      'welcomeSentAt',
      'farewellAskedAt',
      'farewellSentAt',
      'erasedAt',
      'dayChanges',
      'again',
      'feed',
      ...(startsOver ? ['leftOut', 'ownPlan'] : []),
    ].filter((field) => !(field in along)),
    conditions: [was === undefined ? 'attribute_not_exists(pk)' : 'version = :wasVersion'],
    names: { '#status': 'status', '#format': 'format' },
    values: {
      ':id': subscriber.id,
      ':address': subscriber.address,
      ':firstName': subscriber.firstName,
      ':status': subscriber.status,
      ':preferences': subscriber.preferences,
      ':series': subscriber.series,
      ':dueFrom': subscriber.dueFrom,
      ':confirmedAt': subscriber.confirmedAt,
      ':version': subscriber.version,
      ':format': profileFormat,
      ':dueKey': dueKeyOf(subscriber.preferences),
      ':days': daysKey({ preferences: subscriber.preferences, dayChanges: along.dayChanges }),
      ...(along.sent === undefined && { ':empty': {} }),
      ...Object.fromEntries(Object.entries(along).map(([field, value]) => [`:along_${field}`, value])),
      ...(was !== undefined && { ':wasVersion': was.version }),
    },
  };
}

/** Changes a person's part of the profile. */
export function change(was: Subscriber, changes: PersonChanges): Update {
  const set: Record<string, string> = { version: ':nextVersion' };
  const names: Record<string, string> = {};
  const values: Record<string, unknown> = { ':nextVersion': was.version + 1, ':version': was.version };
  const remove: string[] = [];
  for (const [field, value] of Object.entries(inThisFormat(was, changes))) {
    names[`#${field}`] = field;
    if (value === undefined) remove.push(`#${field}`);
    else {
      set[`#${field}`] = `:${field}`;
      values[`:${field}`] = value;
    }
  }
  // In the calendar exactly while active.
  const preferences = changes.preferences ?? was.preferences;
  const dayChanges = 'dayChanges' in changes ? changes.dayChanges : was.dayChanges;
  if ((changes.status ?? was.status) === 'active') {
    set['dueKey'] = ':dueKey';
    set['days'] = ':days';
    values[':dueKey'] = dueKeyOf(preferences);
    values[':days'] = daysKey({ preferences, dayChanges });
  } else {
    remove.push('dueKey', 'days');
  }
  return { set, remove, conditions: ['version = :version'], ...(Object.keys(names).length > 0 && { names }), values };
}

/** Of a profile that earlier code wrote, everything is written: nobody may take what was changed for what it meant before. */
function inThisFormat(was: Subscriber, changes: PersonChanges): Record<string, unknown> {
  if (was.format === undefined) return changes;
  const { version: _, ...whole } = was;
  return { ...whole, ...changes, format: profileFormat };
}
