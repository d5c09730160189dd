import type * as z from 'zod';
import { CheckIn, Consent, SignUp } from '../../core/person/records.ts';
import { Gone, Person, type Subscriber } from '../../core/person/subscriber.ts';
import { formatOf, inCurrentFormat, profileFormat } from './formats.ts';
import type { Item } from './table.ts';

/*
 * Items of the table as what they mean. Attributes that are no fields, such as those of the index, are passed over.
 */

/** A stored record is not what this code knows: something else wrote to the table. The message names the record and the fields, never a value. */
export class UnreadableRecordError extends Error {
  override name = 'UnreadableRecordError';
}

/**
 * A profile item.
 *
 * @throws UnreadableRecordError where a field is missing or is not what the table of fields says
 * @throws UnknownFormatError when newer code wrote it
 */
export function toSubscriber(item: Item | undefined): Subscriber | undefined {
  if (item === undefined) return undefined;
  return 'confirmedAt' in item ? toPerson(item) : read(Gone, inFormat(item), item);
}

/**
 * The profile item of somebody who is stored with everything about them.
 *
 * @throws UnreadableRecordError also where only the rest of a record is stored
 * @throws UnknownFormatError when newer code wrote it
 */
export function toPerson(item: Item): Person {
  return read(Person, inFormat(item), item);
}

/** @throws UnreadableRecordError */
export function toSignUp(item: Item | undefined): SignUp | undefined {
  return item === undefined ? undefined : read(SignUp, item, item);
}

/** @throws UnreadableRecordError */
export function toCheckIn(item: Item): CheckIn {
  return read(CheckIn, item, item);
}

/** @throws UnreadableRecordError */
export function toConsent(item: Item): Consent {
  return read(Consent, item, item);
}

function inFormat(item: Item): Item {
  const { format: _, ...fields } = inCurrentFormat(item);
  const format = formatOf(item);
  return format < profileFormat ? { ...fields, format } : fields;
}

function read<Stored>(schema: z.ZodType<Stored>, fields: Item, { pk, sk }: Item): Stored {
  const parsed = schema.safeParse(fields);
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new UnreadableRecordError(`The record ${String(pk)} ${String(sk)} cannot be read. ${where.join('; ')}`);
}
