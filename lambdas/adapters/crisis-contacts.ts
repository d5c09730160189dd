import { contactsHash, crisisContacts } from '../content/contacts.ts';
import { whomToCall, type WhomToCall } from '../core/course/whom-to-call.ts';
import { usualLanguage } from '../core/time/words.ts';

/**
 * The contacts that were compiled into this build, by the tag of a language; in the usual one where this build has no words of that one.
 *
 * @param acceptedHash - hash of the contacts that the operator accepted; the lines are shown only if it is the hash of these, or `any`
 */
export function compiledContacts(acceptedHash: string): (language: string) => WhomToCall {
  const accepted = acceptedHash === contactsHash || acceptedHash === 'any';
  const made = new Map<string, WhomToCall>();
  return (language) => {
    const known = [language, language.split('-')[0]!].find((one) => Object.hasOwn(crisisContacts, one));
    const tag = known ?? usualLanguage;
    const contacts = made.get(tag) ?? whomToCall(crisisContacts[tag]!, accepted);
    made.set(tag, contacts);
    return contacts;
  };
}
