import { createHash } from 'node:crypto';

/** A message attribute as the SDK sends it; binary values are base64 in JSON. */
export interface MessageAttribute {
  DataType: string;
  StringValue?: string;
  BinaryValue?: string;
}

/** MD5 of a text, in hex. */
export function md5Of(text: string): string {
  return createHash('md5').update(text).digest('hex');
}

/**
 * MD5 over message attributes (SQS Developer Guide, "Calculating the MD5 message digest for message attributes"): by name, each part
 * with its length in four bytes, and one byte that says whether the value is text (1) or binary (2).
 */
export function md5OfAttributes(attributes: Record<string, MessageAttribute>): string {
  const hash = createHash('md5');
  const addPart = (part: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(part.length);
    hash.update(length).update(part);
  };
  for (const name of Object.keys(attributes).toSorted()) {
    const { DataType, StringValue, BinaryValue } = attributes[name]!;
    const binary = DataType.startsWith('Binary');
    addPart(Buffer.from(name));
    addPart(Buffer.from(DataType));
    hash.update(Buffer.from([binary ? 2 : 1]));
    addPart(binary ? Buffer.from(BinaryValue ?? '', 'base64') : Buffer.from(StringValue ?? ''));
  }
  return hash.digest('hex');
}
