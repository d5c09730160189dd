import type { Temporal } from 'temporal-polyfill';
import * as z from 'zod';
import { localDateAt } from '../time/calendar.ts';
import { fieldNames, fields, type FieldName, type Fields, type storedStatuses, type Writer } from './fields.ts';

export type StoredStatus = (typeof storedStatuses)[number];

/** What a person's status is called. `pending` is a {@link SignUp} nobody has confirmed yet; `paused` ends by itself, so it is never stored. */
export type SubscriberStatus = StoredStatus | 'pending' | 'paused';

/** Statuses that only the record of somebody who is whole in the table can have. */
const wholeStatuses = ['active', 'completed', 'unsubscribed', 'bounced', 'complained', 'moved'] as const;
/** Statuses of a record that says no more than why nobody is mailed. */
const goneStatuses = ['completed', 'unsubscribed', 'bounced', 'complained', 'erased'] as const;

type Shape = { [Name in FieldName]: Fields[Name]['schema'] };
const shape = Object.fromEntries(fieldNames.map((name) => [name, fields[name].schema])) as Shape;

/** A profile with whatever status: what the columns of the table of fields speak of. */
export type Profile = z.output<z.ZodObject<Shape>>;

/** A person who confirmed, with everything about them. Local dates are ISO dates in their zone; instants are ISO, UTC, whole seconds. */
export const Person = z.object({ ...shape, status: z.enum(wholeStatuses) });
export interface Person extends z.output<typeof Person> {}

type Staying = { [Name in FieldName]: Fields[Name]['stays'] extends true ? Name : never }[FieldName];
const staying = fieldNames.filter((name): name is Staying => fields[name].stays);

/** Somebody who is not here any more, or never was: an address that bounced before anybody confirmed it, a person who was erased. */
export const Gone = z.object({
  ...(Object.fromEntries(staying.map((name) => [name, shape[name].exactOptional()])) as {
    [Name in Staying]: z.ZodExactOptional<Shape[Name]>;
  }),
  id: shape.id,
  version: shape.version,
  status: z.enum(goneStatuses),
});
export interface Gone extends z.output<typeof Gone> {}

/** What is stored under an id once somebody confirmed it, or must not be mailed by it. */
export type Subscriber = Person | Gone;

/** Is the whole record there? It is of everybody who is active or has completed, and for a while of people who left. */
export function isPerson(subscriber: Subscriber | undefined): subscriber is Person {
  return subscriber !== undefined && 'confirmedAt' in subscriber;
}

/** Are they subscribed: on their way through the course, or at its end? */
export function isSubscribed(
  subscriber: Subscriber | undefined,
): subscriber is Person & { status: 'active' | 'completed' } {
  return isPerson(subscriber) && (subscriber.status === 'active' || subscriber.status === 'completed');
}

/** The status at an instant, by the calendar of the person's own zone. */
export function statusAt(subscriber: Subscriber, now: Temporal.Instant): SubscriberStatus {
  if (!isPerson(subscriber) || subscriber.status !== 'active' || subscriber.pausedUntil === undefined) {
    return subscriber.status;
  }
  return subscriber.pausedUntil > localDateAt(now, subscriber.preferences.zone) ? 'paused' : 'active';
}

/** A value to write; `undefined` removes a field that may be absent. */
export type Written<Name extends FieldName> =
  object extends Pick<Profile, Name> ? Profile[Name] | undefined : Profile[Name];

type WrittenBy<By extends Writer> = {
  [Name in FieldName]: By extends Fields[Name]['by'][number] ? Name : never;
}[FieldName];

/** What a person, or an operator for them, may change. `undefined` removes. */
export type PersonChanges = { [Name in WrittenBy<'person'>]?: Written<Name> };

export type Suppression = NonNullable<Person['suppression']>;
