import { createHash } from 'node:crypto';
import * as z from 'zod';
import { contactMonthsMax, type CrisisContacts as ShownContacts } from '../../lambdas/core/course/whom-to-call.ts';
import { languageOf } from '../../lambdas/core/time/words.ts';
import { contactFact, readContactWords, regionName, type ContactWords } from './contact-facts.ts';
import { countryNames } from './country-names.ts';
import { readYaml } from './front-matter.ts';
import { reject } from './source-location.ts';
import type { TemplateFolder } from './template-folder.ts';
import { firstLanguage } from './words/catalogue.ts';

const text = z.string().trim().min(1);

/** When a person last compared a number with its owner's own page. */
const howChecked = 'must be the date on which a person checked the number, such as 2026-11-23, or never';
const checked = z.string(howChecked).regex(/^(never|\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]))$/, howChecked);

/** What to look at first when it is checked. For the operator alone. */
const check = text.exactOptional();
const Telephone = z.string().regex(/^[\d +*()-]+$/, 'must be a telephone number in quotes');
const Digits = z.string().regex(/^\d+$/, 'must be digits in quotes');
const Domain = z.string().regex(/^[a-z0-9.-]+$/, 'must be a domain name');

/** @param languages - tags of those in which people read pages: what is said in words is said in all of them */
function listIn(languages: readonly string[]) {
  const about = z.array(contactFact(languages), 'must be a list of facts, such as [free, dayAndNight]').min(1);
  const HelpLine = z
    .strictObject({
      /** What it calls itself; left out where it has no name of its own. */
      name: text.exactOptional(),
      call: Telephone.exactOptional(),
      text: z.strictObject({ to: Telephone, words: text.exactOptional() }).exactOptional(),
      site: Domain.exactOptional(),
      about: about.exactOptional(),
      check,
      checked,
    })
    .refine(({ call, text: message }) => call !== undefined || message !== undefined, 'must have call or text');
  const CountryContacts = z.strictObject({
    /** Countries that have the same numbers. */
    codes: z.array(z.string().refine(isCountry, 'must be the code of a country (ISO 3166-1), such as NZ')).min(1),
    emergency: z.strictObject({
      number: Digits,
      also: z.array(Digits).min(1).exactOptional(),
      about: about.exactOptional(),
      check,
      checked,
    }),
    lines: z.array(HelpLine).default([]),
    regions: z.array(z.strictObject({ name: regionName(languages), lines: z.array(HelpLine).min(1) })).exactOptional(),
  });
  return z.strictObject({
    /** For everywhere else; the first is shown even before the operator has accepted the list. */
    everywhere: z.array(z.strictObject({ name: text, site: Domain, checked })).min(1),
    countries: z.array(CountryContacts).min(1),
  });
}

/** The list of whom to call, as it is written. */
export type CrisisContacts = z.infer<ReturnType<typeof listIn>>;
type CountryContacts = CrisisContacts['countries'][number];
type HelpLine = CountryContacts['lines'][number];

function isCountry(code: string): boolean {
  return Object.hasOwn(countryNames[firstLanguage]!, code);
}

const path = 'crisis-contacts.yaml';
const ownPath = 'crisis-contacts.own.yaml';

/**
 * Reads the list of whom to call, and the operator's own, whose countries take the place of those in the first.
 *
 * @param languages - tags of those in which people read it: words of the operator's own have to be in each
 */
export async function readCrisisContacts(
  folder: TemplateFolder,
  languages: readonly string[] = [],
): Promise<CrisisContacts> {
  const List = listIn(languages);
  const { value } = await readYaml(path, List, folder);
  checkCodes(value.countries, folder.name(path));
  if (!(await folder.list('.')).includes(ownPath)) return value;
  const { value: own } = await readYaml(ownPath, List.partial(), folder);
  const countries = own.countries ?? [];
  checkCodes(countries, folder.name(ownPath));
  const replaced = new Set(countries.flatMap(({ codes }) => codes));
  const kept = value.countries
    .map((country) => ({ ...country, codes: country.codes.filter((code) => !replaced.has(code)) }))
    .filter(({ codes }) => codes.length > 0);
  return { everywhere: own.everywhere ?? value.everywhere, countries: [...countries, ...kept] };
}

function checkCodes(countries: readonly CountryContacts[], file: string): void {
  const codes = countries.flatMap((country) => country.codes);
  const twice = codes.find((code, index) => codes.indexOf(code) !== index);
  if (twice !== undefined) reject({ file, line: 1 }, `country ${twice} is there twice`);
}

/** What readers see in each language for which there are words, drafts too: the first language of a series may be one. */
export async function contactsInLanguages(
  contacts: CrisisContacts,
  folder: TemplateFolder,
): Promise<Record<string, ShownContacts>> {
  const tags = await folder.list('words');
  const all = await Promise.all(tags.map((tag) => readContactWords(tag, folder)));
  return Object.fromEntries(all.map((words) => [words.tag, shownIn(contacts, words)]));
}

function shownIn({ everywhere, countries }: CrisisContacts, words: ContactWords): ShownContacts {
  const names = { ...countryNames[firstLanguage], ...countryNames[languageOf(words.tag)] };
  const { compare } = new Intl.Collator(words.tag);
  return {
    everywhere: everywhere.map(({ name, site }) => ({ name, site })),
    countries: countries
      .flatMap((country) => country.codes.map((code) => countryIn(code, names[code]!, country, words)))
      .sort((one, two) => compare(one.name, two.name)),
  };
}

function countryIn(
  code: string,
  name: string,
  { emergency, lines, regions }: CountryContacts,
  words: ContactWords,
): ShownContacts['countries'][number] {
  const factsOf = (about: HelpLine['about']) => (about === undefined ? {} : { about: words.factsOf(about, code) });
  const linesIn = (all: readonly HelpLine[]) =>
    all.map(({ name: own, call, text: message, site, about }) => ({
      ...(own === undefined ? { name: words.helpline, unnamed: true as const } : { name: own }),
      ...(call !== undefined && { call }),
      ...(message && { text: message }),
      ...(site !== undefined && { site }),
      ...factsOf(about),
    }));
  const { number, also } = emergency;
  return {
    code,
    name,
    emergency: { number, ...(also && { also }), ...factsOf(emergency.about) },
    lines: linesIn(lines),
    ...(regions && {
      regions: regions.map((region) => ({ name: words.regionNamed(region.name), lines: linesIn(region.lines) })),
    }),
  };
}

/** The hash of what readers see: a new date of a check leaves it as it is, and so do other words for a fact. */
export function hashOfContacts(contacts: CrisisContacts): string {
  const shown = JSON.stringify(contacts, (key, value: unknown) =>
    key === 'checked' || key === 'check' ? undefined : value,
  );
  return createHash('sha256').update(shown).digest('hex').slice(0, 16);
}

/**
 * The numbers that no person has checked, or not lately, as "Samaritans (United Kingdom)"; `all` counts every number and site of the list.
 *
 * @param today - ISO date
 */
export function uncheckedContacts(
  { everywhere, countries }: CrisisContacts,
  today: string,
): { unchecked: string[]; all: number } {
  const oldest = new Date(`${today}T00:00:00Z`);
  oldest.setUTCMonth(oldest.getUTCMonth() - contactMonthsMax);
  const isStale = (date: string) => date === 'never' || date < oldest.toISOString().slice(0, 10);
  const rows = [
    ...everywhere.map((site) => ({ is: site.name, ...site })),
    ...countries.flatMap(({ codes, emergency, lines, regions = [] }) => {
      const where = codes.map((code) => countryNames[firstLanguage]![code]).join(', ');
      return [
        { is: `${emergency.number} (${where})`, ...emergency },
        ...[...lines, ...regions.flatMap((region) => region.lines)].map((line) => ({
          is: `${line.name ?? line.call ?? line.text?.to} (${where})`,
          ...line,
        })),
      ];
    }),
  ];
  return { unchecked: rows.filter((row) => isStale(row.checked)).map((row) => row.is), all: rows.length };
}
