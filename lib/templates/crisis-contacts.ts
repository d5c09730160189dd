import * as z from 'zod';
import { readMatter } from './front-matter.ts';
import { reject } from './place.ts';
import type { TemplateFolder } from './template-folder.ts';

const text = z.string().trim().min(1);

/** When a person last compared a number with its owner's own page. */
const howChecked = 'must be the date on which a person checked the number, such as 2026-11-23, or never';
const checked = z.string(howChecked).regex(/^(never|\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]))$/, howChecked);

const HelpLine = z
  .strictObject({
    name: text,
    /** A telephone number as people write it. */
    call: z
      .string()
      .regex(/^[\d +-]+$/, 'must be a telephone number in quotes')
      .exactOptional(),
    /** What to text to which number. */
    text: text.exactOptional(),
    about: text.exactOptional(),
    checked,
  })
  .refine(({ call, text: words }) => call !== undefined || words !== undefined, 'must have call or text');

const CountryContacts = z.strictObject({
  /** ISO 3166-1. */
  codes: z.array(z.string().regex(/^[A-Z]{2}$/, 'must be two capital letters')).min(1),
  name: text,
  emergency: z.strictObject({ number: z.string().regex(/^\d+$/, 'must be digits in quotes'), checked }),
  lines: z.array(HelpLine).min(1),
});
export type CountryContacts = z.infer<typeof CountryContacts>;

const CrisisContacts = z.strictObject({
  /** For everywhere else. */
  everywhere: z.strictObject({ name: text, site: z.string().regex(/^[a-z0-9.-]+$/), checked }),
  countries: z.array(CountryContacts).min(1),
});
export type CrisisContacts = z.infer<typeof CrisisContacts>;

const OwnContacts = CrisisContacts.partial();

const path = 'crisis-contacts.yaml';
const ownPath = 'crisis-contacts.own.yaml';

/** Reads the list of whom to call, and the operator's own, whose countries take the place of those in the first. */
export async function readCrisisContacts(folder: TemplateFolder): Promise<CrisisContacts> {
  const { value } = readMatter(await folder.read(path), CrisisContacts, { file: folder.name(path), line: 1 });
  checkCodes(value.countries, folder.name(path));
  if (!(await folder.list('.')).includes(ownPath)) return value;
  const { value: own } = readMatter(await folder.read(ownPath), OwnContacts, { file: folder.name(ownPath), line: 1 });
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

/** Months after which a number has to be checked again. */
const monthsMax = 6;

/**
 * The numbers that no person has checked, or not lately, as "Samaritans (United Kingdom)".
 *
 * @param today - ISO date
 */
export function uncheckedContacts({ everywhere, countries }: CrisisContacts, today: string): string[] {
  const oldest = new Date(`${today}T00:00:00Z`);
  oldest.setUTCMonth(oldest.getUTCMonth() - monthsMax);
  const stale = (date: string) => date === 'never' || date < oldest.toISOString().slice(0, 10);
  return [
    ...(stale(everywhere.checked) ? [everywhere.name] : []),
    ...countries.flatMap(({ name, emergency, lines }) => [
      ...(stale(emergency.checked) ? [`${emergency.number} (${name})`] : []),
      ...lines.filter((line) => stale(line.checked)).map((line) => `${line.name} (${name})`),
    ]),
  ];
}
