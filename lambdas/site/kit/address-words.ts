import { EmailAddress, type Address } from '../../core/person/address.ts';

/** Reads a typed address, or says kindly what is wrong with it. */
export function readAddress(typed: string): { address: Address } | { error: string } {
  const read = EmailAddress.safeParse(typed);
  return read.success ? { address: read.data } : { error: read.error.issues[0]!.message };
}
