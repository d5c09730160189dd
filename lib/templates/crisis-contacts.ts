import { createHash } from 'node:crypto';
import * as z from 'zod';
import { contactMonthsMax, type CountryContacts as ShownContacts } from '../../lambdas/core/course/whom-to-call.ts';
import { readYaml } from './front-matter.ts';
import { reject } from './source-location.ts';
import type { TemplateFolder } from './template-folder.ts';

const text = z.string().trim().min(1);

/** When a person last compared a number with its owner's own page. */
const howChecked = 'must be the date on which a person checked the number, such as 2026-11-23, or never';
const checked = z.string(howChecked).regex(/^(never|\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]))$/, howChecked);

/** What to look at first when it is checked. For the operator alone. */
const check = text.exactOptional();
const Telephone = z.string().regex(/^[\d +*()-]+$/, 'must be a telephone number in quotes');
const Digits = z.string().regex(/^\d+$/, 'must be digits in quotes');
const Domain = z.string().regex(/^[a-z0-9.-]+$/, 'must be a domain name');

const HelpLine = z
  .strictObject({
    name: text,
    call: Telephone.exactOptional(),
    text: z.strictObject({ to: Telephone, words: text.exactOptional() }).exactOptional(),
    site: Domain.exactOptional(),
    about: text.exactOptional(),
    check,
    checked,
  })
  .refine(({ call, text: message }) => call !== undefined || message !== undefined, 'must have call or text');

const CountryContacts = z.strictObject({
  codes: z.array(z.string().regex(/^[A-Z]{2}$/, 'must be two capital letters')).min(1),
  name: text,
  emergency: z.strictObject({
    number: Digits,
    also: z.array(Digits).min(1).exactOptional(),
    about: text.exactOptional(),
    check,
    checked,
  }),
  lines: z.array(HelpLine).default([]),
  regions: z.array(z.strictObject({ name: text, lines: z.array(HelpLine).min(1) })).exactOptional(),
}) satisfies z.ZodType<ShownContacts>;
type CountryContacts = z.infer<typeof CountryContacts>;

const CrisisContacts = z.strictObject({
  /** For everywhere else; the first is shown even before the operator has accepted the list. */
  everywhere: z.array(z.strictObject({ name: text, site: Domain, checked })).min(1),
  countries: z.array(CountryContacts).min(1),
});
export type CrisisContacts = z.infer<typeof CrisisContacts>;

const OwnContacts = CrisisContacts.partial();

const path = 'crisis-contacts.yaml';
const ownPath = 'crisis-contacts.own.yaml';

/** Reads the list of whom to call, and the operator's own, whose countries take the place of those in the first. */
export async function readCrisisContacts(folder: TemplateFolder): Promise<CrisisContacts> {
  const { value } = await readYaml(path, CrisisContacts, folder);
  checkCodes(value.countries, folder.name(path));
  if (!(await folder.list('.')).includes(ownPath)) return value;
  const { value: own } = await readYaml(ownPath, OwnContacts, folder);
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

/** What readers see, as JSON: without what is for the operator alone. */
export function shownContacts(contacts: CrisisContacts): string {
  return JSON.stringify(contacts, (key, value: unknown) => (key === 'checked' || key === 'check' ? undefined : value));
}

/** The hash of what readers see: a new date of a check leaves it as it is. */
export function hashOfContacts(contacts: CrisisContacts): string {
  return createHash('sha256').update(shownContacts(contacts)).digest('hex').slice(0, 16);
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
    ...countries.flatMap(({ name, emergency, lines, regions = [] }) => [
      { is: `${emergency.number} (${name})`, ...emergency },
      ...[...lines, ...regions.flatMap((region) => region.lines)].map((line) => ({
        is: `${line.name} (${name})`,
        ...line,
      })),
    ]),
  ];
  return { unchecked: rows.filter((row) => isStale(row.checked)).map((row) => row.is), all: rows.length };
}
