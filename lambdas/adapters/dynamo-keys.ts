import type { StoredRecord } from '../core/ports.ts';

/**
 * Every key and index value of the table: nothing else knows their format.
 *
 * | item                | pk            | sk                     | also                                      |
 * |---------------------|---------------|------------------------|-------------------------------------------|
 * | subscriber          | SUB#<id>      | PROFILE                | dueKey, days while in the calendar        |
 * | unconfirmed sign-up | SUB#<id>      | SIGNUP                 | ttl                                       |
 * | consent             | SUB#<id>      | CONSENT#<instant>      |                                           |
 * | check-in            | SUB#<id>      | CHECKIN#<Monday>       |                                           |
 * | problem event       | SUB#<id>      | PROBLEM#<instant>#<key>| ttl                                       |
 * | use of forms        | LIMIT#<key>   | COUNT                  | ttl                                       |
 * | planner's mark      | CONTROL       | PLANNER                |                                           |
 * | slots in use        | CONTROL       | ZONE#<zone>            |                                           |
 * | event road          | CONTROL       | ROAD                   |                                           |
 * | switch and circuit  | CONTROL       | GATE                   |                                           |
 * | SES's list read     | CONTROL       | RECONCILED             |                                           |
 * | numbers of a day    | COUNTS#<series> | DAY#<date>           |                                           |
 * | numbers of now      | COUNTS#<series> | NOW                  |                                           |
 * | key of a program    | APIKEYS       | <key id>               |                                           |
 */

export interface Key extends Record<string, string> {
  pk: string;
  sk: string;
}

/** The sparse index of everyone in the calendar: partition `dueKey`, sorted by `pk`, projecting `days`. */
export const dueIndex = 'due';

const subscriberPrefix = 'SUB#';

export const subscriberKey = (id: string): Key => ({ pk: subscriberPrefix + id, sk: 'PROFILE' });
/** Everything about a person has this partition. */
export const subscriberPartition = (id: string): string => subscriberPrefix + id;

/** What an item of a person is, by its sort key. */
export function recordKindOf(sk: string): StoredRecord['kind'] {
  if (sk === 'PROFILE') return 'profile';
  if (sk === 'SIGNUP') return 'sign-up';
  if (sk.startsWith('CONSENT#')) return 'consent';
  return sk.startsWith(checkInPrefix) ? 'check-in' : 'problem';
}

export const checkInPrefix = 'CHECKIN#';
export const checkInKey = (id: string, week: string): Key => ({ pk: subscriberPrefix + id, sk: checkInPrefix + week });
export const signUpKey = (id: string): Key => ({ pk: subscriberPrefix + id, sk: 'SIGNUP' });
export const consentKey = (id: string, at: string): Key => ({ pk: subscriberPrefix + id, sk: `CONSENT#${at}` });
export const problemKey = (id: string, at: string, key: string): Key => ({
  pk: subscriberPrefix + id,
  sk: `PROBLEM#${at}#${key}`,
});

/** The partition of the items that belong to nobody: few and small, so that one query reads them all. */
export const controlPartition = 'CONTROL';
const zonePrefix = 'ZONE#';

export const plannerKey: Key = { pk: controlPartition, sk: 'PLANNER' };
export const zoneKey = (zone: string): Key => ({ pk: controlPartition, sk: zonePrefix + zone });
export const roadKey: Key = { pk: controlPartition, sk: 'ROAD' };
export const gateKey: Key = { pk: controlPartition, sk: 'GATE' };
export const reconciledKey: Key = { pk: controlPartition, sk: 'RECONCILED' };

export const countsPartition = (series: string): string => `COUNTS#${series}`;
export const dayPrefix = 'DAY#';
export const dayCountsKey = (series: string, day: string): Key => ({
  pk: countsPartition(series),
  sk: dayPrefix + day,
});
export const nowCountsKey = (series: string): Key => ({ pk: countsPartition(series), sk: 'NOW' });

export const apiKeysPartition = 'APIKEYS';
export const apiKeyKey = (id: string): Key => ({ pk: apiKeysPartition, sk: id });

export const limitKey = (key: string): Key => ({ pk: `LIMIT#${key}`, sk: 'COUNT' });

/** The subscriber id in a partition key; undefined when it is not a person's. */
export function subscriberIdOf(pk: string): string | undefined {
  return pk.startsWith(subscriberPrefix) ? pk.slice(subscriberPrefix.length) : undefined;
}

/** The zone in a sort key; undefined when the item is no zone's. */
export function zoneOf(sk: string): string | undefined {
  return sk.startsWith(zonePrefix) ? sk.slice(zonePrefix.length) : undefined;
}
