import { crisisContacts } from '../../build/crisis-contacts.js';
import { isKnownZone } from '../core/calendar.ts';

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

/** The contacts for whoever lives by the clocks of a zone; undefined where we know of none. */
export function contactsAt(zone: string): CountryContacts | undefined {
  return isKnownZone(zone) ? byZone().get(zoneName(zone)) : undefined;
}

let known: Map<string, CountryContacts> | undefined;

/** The runtime's own tables say which zones a country has. */
function byZone(): Map<string, CountryContacts> {
  known ??= new Map(
    countries.flatMap((contacts) =>
      contacts.codes.flatMap((code) => zonesOf(code).map((zone) => [zoneName(zone), contacts] as const)),
    ),
  );
  return known;
}

function zonesOf(region: string): readonly string[] {
  // A getter in older runtimes, a method in newer ones.
  const locale = new Intl.Locale('und', { region }) as Intl.Locale & {
    timeZones?: string[];
    getTimeZones?: () => string[];
  };
  return locale.getTimeZones?.() ?? locale.timeZones ?? [];
}

/** One name for all the names of a zone. */
function zoneName(zone: string): string {
  return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
}
