import { sqsErrors } from './sqs-errors.ts';
import type { MessageAttribute } from './sqs-md5.ts';

/** A request as it came, unchecked. */
export type Input = Record<string, unknown>;

/** @throws SqsError MissingParameter */
export function textIn(input: Input, name: string): string {
  const value = input[name];
  if (typeof value !== 'string' || value === '') throw sqsErrors.missingParameter(name);
  return value;
}

/** @throws SqsError InvalidParameterValue when out of range */
export function numberIn(
  input: Input,
  name: string,
  { min, max, fallback }: { min: number; max: number; fallback: number },
): number {
  const value = input[name];
  if (value === undefined || value === null) return fallback;
  const number = Number(value);
  if (!Number.isInteger(number) || number < min || number > max) {
    throw sqsErrors.outOfRange(name, number, `Must be >= ${min} and <= ${max}, if provided.`);
  }
  return number;
}

export function namesIn(input: Input, ...names: string[]): string[] {
  return names.flatMap((name) => (Array.isArray(input[name]) ? (input[name] as string[]) : []));
}

export function attributesIn(input: Input, name: string): Record<string, MessageAttribute> {
  return (input[name] ?? {}) as Record<string, MessageAttribute>;
}

/** The entries of a batch. @throws SqsError for none, more than ten, malformed or repeated ids */
export function entriesIn(input: Input): (Input & { Id: string })[] {
  const entries = (input['Entries'] ?? []) as (Input & { Id: string })[];
  if (entries.length === 0) throw sqsErrors.emptyBatch();
  if (entries.length > 10) throw sqsErrors.tooManyEntries(entries.length);
  const seen = new Set<string>();
  for (const { Id } of entries) {
    if (typeof Id !== 'string' || !/^[A-Za-z0-9_-]{1,80}$/.test(Id)) throw sqsErrors.invalidEntryId();
    if (seen.has(Id)) throw sqsErrors.idsNotDistinct(Id);
    seen.add(Id);
  }
  return entries;
}

/** Bytes of a message as SQS counts them: body, and name, type and value of each attribute. */
export function sizeBytesOf(body: string, attributes: Record<string, MessageAttribute>): number {
  let sizeBytes = Buffer.byteLength(body);
  for (const [name, { DataType, StringValue = '', BinaryValue }] of Object.entries(attributes)) {
    const value = BinaryValue === undefined ? Buffer.byteLength(StringValue) : Buffer.byteLength(BinaryValue, 'base64');
    sizeBytes += Buffer.byteLength(name) + Buffer.byteLength(DataType) + value;
  }
  return sizeBytes;
}

/** True for text with a character that XML, and so SQS, does not allow. */
export function hasInvalidCharacter(text: string): boolean {
  // oxlint-disable-next-line no-control-regex -- these are the characters that SQS refuses
  return /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\p{Surrogate}]/u.test(text);
}
