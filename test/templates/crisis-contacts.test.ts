import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { readCrisisContacts, uncheckedContacts } from '../../lib/templates/crisis-contacts.ts';
import { TemplateFolder } from '../../lib/templates/template-folder.ts';
import { ProjectCopy } from './project-copy.ts';

const list = 'templates/crisis-contacts.yaml';
const own = 'templates/crisis-contacts.own.yaml';

let project: ProjectCopy;
beforeEach(async () => {
  project = await ProjectCopy.make();
});
afterEach(() => project.remove());
const read = () => readCrisisContacts(new TemplateFolder(project.root));
const emergencyIn = async (code: string) =>
  (await read()).countries.find(({ codes }) => codes.includes(code))?.emergency.number;

test('a number without the date of its check stops the build, with its line', async () => {
  await project.edit(list, "        call: '14416'\n        checked: never", "        call: '14416'");
  await expect(read()).rejects.toThrow(/crisis-contacts\.yaml:\d+: countries\.6\.lines\.0\.checked: .*or never/);
});

test.each([
  ['a country that is there twice', 'codes: [NZ]', 'codes: [AU]', /country AU is there twice/],
  ['a date that is none', "number: '999', checked: never", "number: '999', checked: soon", /checked: must be the date/],
  ['a line without a way to reach it', "        call: '14416'\n", '', /must have call or text/],
])('%s stops the build', async (_, from, to, message) => {
  await project.edit(list, from, to);
  await expect(read()).rejects.toThrow(message);
});

test('an operator’s own list replaces countries and adds some, in one file', async () => {
  await project.write(
    own,
    `countries:
  - codes: [DE, JP]
    name: Ours
    emergency: { number: '110', checked: 2026-11-01 }
    lines: [{ name: A line, call: '1', checked: 2026-11-01 }]
`,
  );
  expect(await emergencyIn('DE')).toBe('110');
  expect(await emergencyIn('JP')).toBe('110');
  expect(await emergencyIn('FR')).toBe('112');
  expect((await read()).everywhere.site).toBe('findahelpline.com');
});

test('what was never checked, or not in half a year, is named', async () => {
  await project.edit(list, "number: '999', checked: never", "number: '999', checked: 2026-11-01");
  const contacts = await read();
  const lateNovember = uncheckedContacts(contacts, '2026-11-23');
  expect(lateNovember).toContain('Samaritans (United Kingdom)');
  expect(lateNovember).toContain('Find A Helpline');
  expect(lateNovember).not.toContain('999 (United Kingdom)');
  expect(uncheckedContacts(contacts, '2027-05-02')).toContain('999 (United Kingdom)');
});
