import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { countryOf, offeredZones } from '../../lambdas/core/time/zones.ts';
import {
  contactsInLanguages,
  hashOfContacts,
  readCrisisContacts,
  uncheckedContacts,
} from '../../lib/templates/crisis-contacts.ts';
import { countryNames } from '../../lib/templates/country-names.ts';
import { TemplateFolder } from '../../lib/templates/template-folder.ts';
import { engineFile } from '../../lib/roots.ts';
import { countriesOfNode } from '../../lib/zones/countries-of-node.ts';
import { ProjectCopy } from './project-copy.ts';

const list = 'templates/crisis-contacts.yaml';
const own = 'templates/crisis-contacts.own.yaml';

let project: ProjectCopy;
beforeEach(async () => {
  project = await ProjectCopy.make();
});
afterEach(() => project.remove());
const read = () => readCrisisContacts(new TemplateFolder(project.root), ['en', 'es']);
const emergencyIn = async (code: string) =>
  (await read()).countries.find(({ codes }) => codes.includes(code))?.emergency.number;

test('a number without the date of its check stops the build, with its line', async () => {
  await project.edit(
    list,
    "{ name: Tele-MANAS, call: '14416', checked: never }",
    "{ name: Tele-MANAS, call: '14416' }",
  );
  await expect(read()).rejects.toThrow(/crisis-contacts\.yaml:\d+: countries 7, lines 1, checked: .*or never/);
});

test.each([
  ['a country that is there twice', 'codes: [NZ]', 'codes: [AU]', /country AU is there twice/],
  ['a date that is none', "number: '999', checked: never", "number: '999', checked: soon", /checked: must be the date/],
  [
    'a fact that no language has words for',
    'about: [mayCost]',
    'about: [cheap]',
    /must be a fact that is known here.*mayCost/,
  ],
  ['a sentence in one language', 'about: [mayCost]', 'about: a call may cost something', /must be a list of facts/],
  [
    'words of our own that a language of the site does not have',
    'about: [mayCost]',
    'about: [{ says: { fr: payant } }]',
    /says: must have words in each language of your series: en, es/,
  ],
  ['a code that is no country’s', 'codes: [NZ]', 'codes: [XX]', /codes \d: must be the code of a country/],
  ['a line without a way to reach it', "Tele-MANAS, call: '14416'", 'Tele-MANAS', /must have call or text/],
])('%s stops the build', async (_, from, to, message) => {
  await project.edit(list, from, to);
  await expect(read()).rejects.toThrow(message);
});

test('an operator’s own list replaces countries and adds some, in one file', async () => {
  await project.write(
    own,
    `countries:
  - codes: [DE, JP]
    emergency: { number: '110', checked: 2026-11-01 }
    lines: [{ name: A line, call: '1', checked: 2026-11-01 }]
`,
  );
  expect(await emergencyIn('DE')).toBe('110');
  expect(await emergencyIn('JP')).toBe('110');
  expect(await emergencyIn('FR')).toBe('112');
  expect((await read()).everywhere[0]!.site).toBe('findahelpline.com');
});

test('words of our own are said in each language', async () => {
  await project.edit(
    list,
    '{ name: Lifeline, call: 0808 808 8000,',
    '{ name: Lifeline, call: 0808 808 8000, about: [{ says: { en: Mondays, es: los lunes } }],',
  );
  const { en, es } = await contactsInLanguages(await read(), new TemplateFolder(project.root));
  const lifeline = (all: typeof en) =>
    all?.countries.find(({ code }) => code === 'GB')?.regions?.find(({ lines }) => lines[0]?.name === 'Lifeline');
  expect(lifeline(en)).toMatchObject({ name: 'Northern Ireland', lines: [{ about: 'Mondays' }] });
  expect(lifeline(es)).toMatchObject({ name: 'Irlanda del Norte', lines: [{ about: 'los lunes' }] });
});

test('what was never checked, or not in half a year, is named', async () => {
  await project.edit(list, "number: '999', checked: never", "number: '999', checked: 2026-11-01");
  const contacts = await read();
  const { unchecked, all } = uncheckedContacts(contacts, '2026-11-23');
  expect(unchecked).toEqual(
    expect.arrayContaining(['Samaritans (United Kingdom)', 'Breathing Space (United Kingdom)', 'Find A Helpline']),
  );
  expect(unchecked).not.toContain('999 (United Kingdom)');
  expect(unchecked).toHaveLength(all - 1);
  expect(uncheckedContacts(contacts, '2027-05-02').unchecked).toHaveLength(all);
});

test('the hash of the list changes with what readers see, and not with the date of a check', async () => {
  const before = hashOfContacts(await read());
  await project.edit(list, "number: '999', checked: never", "number: '999', checked: 2026-11-01");
  expect(hashOfContacts(await read())).toBe(before);
  await project.edit(
    list,
    "call: '116 123', about: [free, dayAndNight]",
    "call: '116 124', about: [free, dayAndNight]",
  );
  expect(hashOfContacts(await read())).not.toBe(before);
});

test('every country of the list is somewhere: a zone leads to it', async () => {
  const known = new Set(offeredZones.map(countryOf));
  const codes = (await read()).countries.flatMap((country) => country.codes);
  expect(codes.filter((code) => !known.has(code))).toEqual([]);
  const member = 'AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE IS LI NO';
  expect(member.split(' ').filter((code) => !codes.includes(code))).toEqual([]);
});

test('every country that has a zone has a name in every language, as CLDR has it', () => {
  const ofNode = countriesOfNode();
  expect(Object.keys(countryNames)).toEqual(Object.keys(ofNode));
  for (const [language, names] of Object.entries(countryNames))
    expect(Object.keys(names)).toEqual(Object.keys(ofNode[language]!));
  // Names change between editions of CLDR.
  const written = readFileSync(engineFile('lib/templates/country-names.ts'), 'utf8');
  const isSameEdition = written.includes(`CLDR ${process.versions['cldr']} `);
  expect(isSameEdition ? countryNames : ofNode).toEqual(ofNode);
});
