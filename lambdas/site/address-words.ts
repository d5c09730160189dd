import { parseAddress, type Address, type AddressProblem } from '../core/address.ts';

const words: Record<AddressProblem, string> = {
  empty: 'Type your e-mail address, so that we know where to write.',
  malformed: 'This does not look like a whole e-mail address. One looks like name@example.org.',
  'international-local-part':
    'We are sorry: we cannot write to an address with letters beyond a–z before the @ yet. Please use another one if you have it.',
};

/** Reads a typed address, or says kindly what is wrong with it. */
export function readAddress(typed: string): { address: Address } | { error: string } {
  const address = parseAddress(typed);
  return typeof address === 'string' ? { error: words[address] } : { address };
}
