import { contactsHash, crisisContacts } from '../content/contacts.ts';
import { whomToCall, type WhomToCall } from '../core/course/whom-to-call.ts';

/**
 * The contacts that were compiled into this build.
 *
 * @param acceptedHash - hash of the contacts that the operator accepted; the lines are shown only if it is the hash of these, or `any`
 */
export function compiledContacts(acceptedHash: string): WhomToCall {
  return whomToCall(crisisContacts, acceptedHash === contactsHash || acceptedHash === 'any');
}
