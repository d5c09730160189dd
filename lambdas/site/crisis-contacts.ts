import { crisisContacts } from '../../build/crisis-contacts.js';
import { countryOf } from '../core/zones.ts';

export type CountryContacts = (typeof crisisContacts)['countries'][number];

/** Every country whose numbers we know, by its name. */
export const countries: readonly CountryContacts[] = [...crisisContacts.countries].sort((a, b) =>
  a.name.localeCompare(b.name, 'en'),
);

export const { everywhere } = crisisContacts;

/** The contacts for a country by its ISO 3166-1 code. */
export function contactsIn(code: string): CountryContacts | undefined {
  return countries.find(({ codes }) => codes.includes(code));
}

/** The contacts for whoever lives by the clocks of a zone, by any of its names; undefined where we know of none. */
export function contactsAt(zone: string): CountryContacts | undefined {
  const country = countryOf(zone);
  return country === undefined ? undefined : contactsIn(country);
}
