import type { Given } from '../../cloud/configuration.ts';
import { acceptedLately } from '../contacts-accepted.ts';

/** The help lines that are about to be deployed. */
export interface ContactsToAccept {
  hash: string;
  /** Numbers and sites in the list, and how many of them have no date of a check in the last months. */
  all: number;
  unchecked: number;
}

interface AcceptDeps {
  contacts: ContactsToAccept;
  /** ISO date. */
  today: string;
  ask: ((question: string) => Promise<string>) | undefined;
  say: (words: string) => void;
}

/**
 * Asks the operator whether the help lines were checked, unless they said so lately of these very lines. Only "yes" is a yes.
 *
 * @returns the keys of the stage, with the yes if there is one
 */
export async function acceptContacts(given: Given, { contacts, today, ask, say }: AcceptDeps): Promise<Given> {
  const { hash, all, unchecked } = contacts;
  const before = given['crisisContacts'] as { accepted?: string; hash?: string } | undefined;
  const isAccepted = before?.hash === hash;
  if (isAccepted && acceptedLately(before.accepted, today)) return given;
  const shown = isAccepted
    ? 'Your last yes is over six months old. Readers still see every line.'
    : 'Until you say yes, readers see emergency numbers and findahelpline.com only.';
  if (ask === undefined) {
    say(`The help lines wait for your yes. ${shown} Run npm run deploy in a terminal to give it.`);
    return given;
  }
  const answer = await ask(
    `Help lines for people in a crisis (templates/crisis-contacts.yaml): ${all} numbers and sites, of which ${unchecked} have no check in the last six months.\n` +
      `${shown}\nHas a person compared every one with its service's own page? (yes or no): `,
  );
  if (answer.trim().toLowerCase() === 'yes') return { ...given, crisisContacts: { accepted: today, hash } };
  say(shown);
  return given;
}
