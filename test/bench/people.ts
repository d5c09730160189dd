import { createHash } from 'node:crypto';
import { daysKey, dueKeyOf, type Preferences } from '../../lambdas/core/person/preferences.ts';
import type { Slot } from '../../lambdas/core/time/calendar.ts';
import type { Person } from '../../lambdas/core/person/subscriber.ts';
import { subscriberKey } from '../../lambdas/core/kit/table-keys.ts';

/** Made-up people of one slot, in the middle of the series. */

/** A Monday morning in Berlin, and the instant at which it is due. */
export const benchSlot: Slot = { zone: 'Europe/Berlin', localDate: '2026-11-02', localTime: '07:00' };
export const benchInstant = '2026-11-02T06:00:03Z';

const preferences: Preferences = {
  zone: benchSlot.zone,
  lessonDay: 1,
  sendTime: benchSlot.localTime,
  reminderDays: [4],
  locale: 'en',
};
const names = ['Ann', 'Bartholomäus', 'Chi', 'Dolores', 'Eve'];

/** An id that looks like any other. */
export function idAt(index: number): string {
  return createHash('sha256').update(`person ${index}`).digest('base64url').slice(0, 22);
}

/** A person who has had these lessons. */
export function personAt(index: number, hadLessons: readonly string[], series: string): Person & { address: string } {
  return {
    id: idAt(index),
    address: `person.number.${index}@mail.example.org`,
    firstName: names[index % names.length]!,
    status: 'active',
    preferences,
    series,
    dueFrom: '2026-06-01T00:00:00Z',
    sent: Object.fromEntries(hadLessons.map((lesson) => [lesson, '2026-10-26T06:00:04Z'])),
    ...(hadLessons.length > 0 && { lessonSentOn: '2026-10-26', reminderSentOn: '2026-10-29' }),
    welcomeSentAt: '2026-06-01T08:00:00Z',
    confirmedAt: '2026-06-01T07:59:59Z',
    version: 1,
  };
}

/** The profile item as it lies in the table; a test holds it to what `activate` writes. */
export function itemOf(person: Person): Record<string, unknown> {
  return { ...subscriberKey(person.id), ...person, dueKey: dueKeyOf(person.preferences), days: daysKey(person) };
}
