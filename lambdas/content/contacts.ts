/** Whom to call in a crisis, by the tag of a language, and the hash by which an operator accepts the list. */
export { contactsHash, crisisContacts } from '../../build/crisis-contacts.js';
