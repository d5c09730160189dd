import { contactsHash, crisisContacts } from '../content/contacts.ts';
import { firstLanguage, pageLanguage } from '../content/page-language.ts';
import { perLanguage } from '../content/words.ts';
import { whomToCall, type WhomToCall } from '../core/course/whom-to-call.ts';

/**
 * The contacts that were compiled into this build, by the tag of a language; in the first language where this build has no words of that one.
 *
 * @param acceptedHash - hash of the contacts that the operator accepted; the lines are shown only if it is the hash of these, or `any`
 */
export function compiledContacts(acceptedHash: string): (language: string) => WhomToCall {
  const accepted = acceptedHash === contactsHash || acceptedHash === 'any';
  const made = new Map<string, WhomToCall>();
  return (language) => {
    const tag = [language, language.split('-')[0]!].find((one) => Object.hasOwn(crisisContacts, one)) ?? firstLanguage;
    const contacts = made.get(tag) ?? whomToCall(crisisContacts[tag]!, accepted);
    made.set(tag, contacts);
    return contacts;
  };
}

/** The same in the language of the page that is being answered. */
export function contactsOnPages(acceptedHash: string): WhomToCall {
  const contacts = compiledContacts(acceptedHash);
  return perLanguage(() => contacts(pageLanguage()));
}
