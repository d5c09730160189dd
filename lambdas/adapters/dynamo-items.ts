import type { Preferences } from '../core/preferences.ts';
import type { SignUp, Subscriber } from '../core/subscriber.ts';
import { formatOf, inCurrentFormat, profileFormat } from './dynamo-formats.ts';
import type { Item } from './dynamo-table.ts';

/** What a record that only holds a suppression says about preferences: nothing, and nothing reads it, since such a person is not mailed. */
const noPreferences: Preferences = { zone: 'UTC', lessonDay: 1, sendTime: '07:00', reminderDays: [], locale: 'en' };

const storageOnly = new Set(['pk', 'sk', 'dueKey', 'days', 'ttl', 'completedAt']);

/** The profile item as a subscriber. */
export function toSubscriber(item: Item | undefined): Subscriber | undefined {
  if (item === undefined) return undefined;
  const { format: _, ...fields } = withoutStorage(inCurrentFormat(item));
  const format = formatOf(item);
  return {
    firstName: '',
    preferences: noPreferences,
    series: '',
    dueFrom: '',
    confirmedAt: '',
    ...fields,
    ...(format < profileFormat && { format }),
  } as Subscriber;
}

/** The sign-up item. */
export function toSignUp(item: Item | undefined): SignUp | undefined {
  return item === undefined ? undefined : (withoutStorage(item) as unknown as SignUp);
}

function withoutStorage(item: Item): Item {
  return Object.fromEntries(Object.entries(item).filter(([attribute]) => !storageOnly.has(attribute)));
}
