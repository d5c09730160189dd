import { countryOf } from '../time/zones.ts';
import { merged } from '../kit/full-stop.ts';
import type { MergedWords } from './merged-words.ts';

/** Months after which a number has to be checked again. */
export const contactMonthsMax = 6;

/** A way to reach somebody who listens. */
export interface HelpLine {
  name: string;
  /** It has no name of its own: `name` is the word for a help line. */
  unnamed?: true;
  /** A telephone number as people write it. */
  call?: string;
  /** `to` is a telephone number as people write it, `words` what to text; without, anything. */
  text?: { to: string; words?: string };
  /** Domain name of the line's page, for chat and mail. */
  site?: string;
  /** Hours, cost, languages, and whom it is for. */
  about?: string;
}

export interface CountryContacts {
  /** ISO 3166-1. */
  code: string;
  name: string;
  emergency: { number: string; also?: readonly string[]; about?: string };
  /** For the whole country; the first is named where there is room for one. */
  lines: readonly HelpLine[];
  /** Parts of the country that have lines of their own. */
  regions?: readonly { name: string; lines: readonly HelpLine[] }[];
}

/** Where to find a line anywhere in the world; `site` is a domain name. */
export interface HelpSite {
  name: string;
  site: string;
}

/** Whom to call, in one language. */
export interface CrisisContacts {
  everywhere: readonly HelpSite[];
  /** By name. */
  countries: readonly CountryContacts[];
}

/** Whom people can call, by where they are. */
export interface WhomToCall {
  everywhere: readonly HelpSite[];
  /** By name. */
  countries: readonly CountryContacts[];
  /** By ISO 3166-1 code. */
  in: (code: string) => CountryContacts | undefined;
  /** By any name of a time zone. */
  at: (zone: string) => CountryContacts | undefined;
}

/** What an email says of it. */
type ReachedHelp = Pick<WhomToCall, 'at' | 'everywhere'>;

/** Whom to call, in the words of a language (BCP 47). */
export type ContactsIn = (language: string) => ReachedHelp;

/**
 * @param accepted - the operator has recorded that every row was checked. Without it no line is shown, but for the emergency number of a country and
 *   the first of the sites for everywhere
 */
export function whomToCall(contacts: CrisisContacts, accepted: boolean): WhomToCall {
  const shown = accepted ? contacts : withoutLines(contacts);
  const byCode = new Map(shown.countries.map((country) => [country.code, country]));
  return {
    ...shown,
    in: (code) => byCode.get(code),
    at: (zone) => byCode.get(countryOf(zone) ?? ''),
  };
}

function withoutLines({ everywhere, countries }: CrisisContacts): CrisisContacts {
  return {
    everywhere: everywhere.slice(0, 1),
    countries: countries.map(({ code, name, emergency }) => ({ code, name, emergency, lines: [] })),
  };
}

/** The URI of a telephone number (RFC 3966). */
export function telephoneHref(number: string): string {
  return `tel:${dialled(number)}`;
}

/** The URI of a number that takes text messages (RFC 5724). What to text is left to the person: phones differ in how they take it. */
export function textHref(number: string): string {
  return `sms:${dialled(number)}`;
}

function dialled(number: string): string {
  return number.replaceAll(/[^\d+*]/g, '');
}

/** A number or a page to press in an email, for where somebody is: the emergency number first, then the country's lines, then one for everywhere. */
export function numbersToCall(
  contacts: ReachedHelp,
  zone: string,
  { call: words }: Pick<MergedWords, 'call'>,
  linesMax = Number.POSITIVE_INFINITY,
): { says: string; href: string }[] {
  const country = contacts.at(zone);
  const lines = (country?.lines ?? []).slice(0, linesMax).flatMap(({ name, call, text, about }) => {
    const noted = (line: string) => (about === undefined ? line : merged(words.withNote, { line, note: about }));
    return [
      ...(call === undefined
        ? []
        : [{ says: noted(merged(words.call, { name, number: call })), href: telephoneHref(call) }]),
      ...(text === undefined
        ? []
        : [
            {
              says: noted(merged(words.text, { name, words: text.words ?? words.anyWords, number: text.to })),
              href: textHref(text.to),
            },
          ]),
    ];
  });
  return [
    ...(country === undefined
      ? []
      : [
          {
            says: merged(words.danger, { number: country.emergency.number }),
            href: telephoneHref(country.emergency.number),
          },
        ]),
    ...lines,
    ...contacts.everywhere
      .slice(0, 1)
      .map(({ site }) => ({ says: merged(words.anywhere, { site }), href: `https://${site}` })),
  ];
}
