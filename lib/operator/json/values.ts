import * as z from 'zod';
import { everyQueueName } from '../../local/queues.ts';
import { sendCodes } from './codes.ts';

/* What several shapes are made of. */

export const Count = z.int().min(0);
/** UTC, such as 2026-12-01T06:00:00Z. */
export const Instant = z.iso.datetime();
export const LocalDate = z.iso.date();
export const Text = z.string();
/** A sentence for people: it may be worded otherwise at any time. */
export const Sentence = z.string().describe('For people; worded otherwise at any time.');
export const SubscriberId = z.string().describe('Id of a subscriber.');

/** A value for each name of an open list, in the order of the names. */
export function byName<Value extends z.ZodType>(value: Value) {
  return z.record(z.string(), value).transform((found) => Object.fromEntries(Object.entries(found).toSorted(byKey)));
}

function byKey([a]: [string, unknown], [b]: [string, unknown]): number {
  return a < b ? -1 : Number(a > b);
}

export const statuses = [
  'active',
  'paused',
  'completed',
  'pending',
  'unsubscribed',
  'bounced',
  'complained',
  'moved',
  'erased',
] as const;
export const Status = z.enum(statuses);

/** One of the same kind for each key, all of which may be absent. */
export function perKey<Key extends string, Value extends z.ZodType>(keys: readonly Key[], value: Value) {
  const shape = Object.fromEntries(keys.map((key) => [key, value.optional()]));
  return z.object(shape as Record<Key, z.ZodOptional<Value>>);
}

export const QueueName = z.enum(everyQueueName);

/** Whether mail goes out. */
export const Sending = z.object({
  goesOut: z.boolean(),
  /** The first thing that holds mail up. */
  code: z.enum(sendCodes),
});

export const Halted = z.object({ at: Instant, why: z.string().describe('In the operator’s words.') });

export const Circuit = z.object({
  reason: z.enum(['account', 'quota']),
  code: z.string().describe('As SES calls it.'),
  openedAt: Instant,
  retryAt: Instant,
});

/** One person in a line, as lists tell them. */
export const PersonLine = z.object({
  subscriber: SubscriberId,
  address: Text,
  firstName: z.string().describe('Empty for none.'),
  status: Status,
  series: z.string().describe('Id of their series.'),
  lesson: z.string().optional().describe('Id of the latest lesson that SES took.'),
  lessonTitle: Text.optional(),
  since: Instant.describe('When they confirmed, or signed up.'),
  lastMailOn: LocalDate.optional().describe('UTC.'),
  from: z.string().optional().describe('Where they came from.'),
  note: z.string().optional().describe('The operator’s note.'),
});
