import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { formatTranslations, translationReports } from '../../lib/content/translation-report.ts';
import { hashOfSource } from '../../lib/templates/languages/translated-files.ts';
import { roots } from '../../lib/roots.ts';
import { ProjectCopy, seriesPath } from '../templates/project-copy.ts';
import { translateSeries } from '../templates/translate-series.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** `npx weekwise series languages`. */

const place = temporaryFolder();
let project: ProjectCopy;
beforeEach(async () => {
  project = await ProjectCopy.make();
});
afterEach(() => project.remove());
const report = async (tag: string) => (await translationReports(project.root, tag))[0]!;
const en = 'templates/words/en/merged.yaml';
const fr = 'templates/words/fr/merged.yaml';

test('the languages that this repository has are whole, and of the present English', async () => {
  const reports = await translationReports(roots.project);
  expect(reports.map(({ tag }) => tag)).toEqual(['de', 'es']);
  expect(reports.flatMap(({ missing, outdated, code }) => [...missing, ...outdated, ...code])).toEqual([]);
});

test('a language that nobody has begun is told every file, what to write on top of it, and what a programmer does', async () => {
  const { missing, outdated, code } = await report('fr');
  expect(missing[0]).toMatchObject({ file: 'templates/words/fr/language.yaml' });
  const hash = hashOfSource(await project.read(en));
  expect(missing).toContainEqual({
    file: fr,
    line: 1,
    message: `is not there: translate ${en}, and begin with of: "${hash}"`,
  });
  expect(outdated).toEqual([]);
  expect(code).toHaveLength(2);
});

test('what is begun is told what it lacks, what is still in English, and what changed since', async () => {
  const english = await project.read(en);
  await project.write('templates/words/fr/language.yaml', 'draft: true\n');
  const danger = /danger: .*/.exec(english)![0];
  await project.write(fr, `of: "00000000"\ncall:\n  ${danger}\n  call: "{name} : appelez le {number}"\n`);
  const { draft, missing, outdated } = await report('fr');
  const own = (problems: typeof missing) =>
    problems.filter(({ file }) => file === fr).map((one) => [one.line, one.message]);
  expect(draft).toBe(true);
  expect(own(missing)).toEqual(
    expect.arrayContaining([
      [1, 'lacks call.anywhere'],
      [3, 'call.danger: is as in English'],
    ]),
  );
  expect(own(missing).flat()).not.toContain('lacks call.call');
  expect(own(outdated)).toEqual([
    [1, `the English changed after this translation: compare it with ${en}, then write of: "${hashOfSource(english)}"`],
  ]);
  expect(formatTranslations([await report('fr')])).toMatch(
    /^fr, a draft that nobody gets: \d+ left to do\.\n {2}templates/,
  );
});

test('what a project says otherwise in a language that Weekwise has lacks nothing and is older than nothing', async () => {
  const before = await report('es');
  await project.write('templates/words/es/mails.yaml', 'greeting: Buenas, {{firstName}}\n');
  await project.edit('templates/words/en/mails.yaml', 'greeting: ', '# Ours\ngreeting: ');
  await project.write('templates/words/es/pages/help.md', '---\ntitle: Ayuda\n---\n\n# Ayuda\n');
  expect(await report('es')).toEqual(before);
  await project.write('templates/words/es/mails.yaml', 'of: "00000000"\ngreeting: Buenas, {{firstName}}\n');
  expect((await report('es')).outdated.map((one) => one.file)).toEqual(['templates/words/es/mails.yaml']);
});

test('a series in that language is told the same, draft or not', async () => {
  await translateSeries(project, seriesPath, 'es', { draft: true });
  expect((await report('es')).missing).toEqual([]);
  const file = `${seriesPath}/languages/es/mails/welcome.mjml`;
  await project.delete(file);
  expect((await report('es')).missing.map((one) => one.file)).toEqual([file]);
  await project.edit(`${seriesPath}/languages/es/series.yaml`, 'draft: true\n', '');
  expect((await report('es')).missing.map((one) => one.file)).toContain(file);
});

test('a project that says a few words otherwise is told nothing of files that it cannot change', async () => {
  const own = place('own');
  await mkdir(join(own, 'templates/words/en'), { recursive: true });
  await mkdir(join(own, 'templates/words/de'));
  await writeFile(join(own, 'templates/words/en/mails.yaml'), 'lesson:\n  care: Mind yourself\n');
  await writeFile(join(own, 'templates/words/de/mails.yaml'), 'lesson:\n  care: Obacht\n');
  const reports = await translationReports(own);
  expect(reports.map(({ tag, outdated }) => [tag, outdated])).toEqual([
    ['de', []],
    ['es', []],
  ]);
});

test.each(['en', '../es', 'Spanish'])('%s is refused in a sentence', async (tag) => {
  await expect(translationReports(project.root, tag)).rejects.toThrow(/name one by its tag/);
});
