import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { compileSeriesPages } from '../../lib/templates/series-pages.ts';
import { TemplateFolder } from '../../lib/templates/template-folder.ts';
import { ProjectCopy, seriesPath } from './project-copy.ts';

/** Pages of what a series is about. */

let project: ProjectCopy;
beforeAll(async () => void (project = await ProjectCopy.make()));
afterAll(() => project.remove());

const compile = (path = 'series/stress-and-back-pain') =>
  compileSeriesPages(path, 'en', new TemplateFolder(project.root).ofSeries(path));

test('a series has those that it brings', async () => {
  expect(Object.keys(await compile())).toEqual(['help', 'badDay']);
  expect(await compile('starter/en')).toEqual({});
});

test.each([
  ['help without whom to call', 'help.md', '{Crisis}', '', 4, 'the page lacks {Crisis}'],
  ['help without the emergency number', 'help.md', '{EmergencyNumber}', '', 4, 'the page lacks {EmergencyNumber}'],
  ['a bad day without whom to call', 'bad-day.md', '{FirstNumbers}', 'us', 15, 'the page lacks {FirstNumbers}'],
  ['a part that no page has', 'help.md', '{Crisis}', '{Crises}\n\n{Crisis}', 4, 'nothing gives the page "Crises"'],
  ['a card without its words', 'bad-day.md', /lesson:[\s\S]*?\n---/, '---', 5, '{Lesson} stands for a card'],
  ['words without their card', 'bad-day.md', '{Lesson}', '', 5, 'lesson: {Lesson} must stand in the page'],
  [
    'a word of the card that is missing',
    'bad-day.md',
    /  button:.*\n/,
    '',
    5,
    'lesson, button: is missing. Write button: …',
  ],
  ['a value that the card is not given', 'bad-day.md', 'Mail it', 'Mail {name} it', 8, 'nothing gives it "name"'],
])('%s stops the build, by file and line', async (_, page, from, to, line, message) => {
  const path = `${seriesPath}/pages/${page}`;
  const before = await project.read(path);
  await project.write(path, before.replace(from, to));
  const outcome: unknown = await compile().catch((error: unknown) => error);
  await project.write(path, before);
  expect(String((outcome as Error).message)).toMatch(`${path}:${line}: `);
  expect(String((outcome as Error).message)).toContain(message);
});

test('a page of another name is none', async () => {
  await project.write(`${seriesPath}/pages/helping.md`, '');
  await expect(compile()).rejects.toThrow(
    `${seriesPath}/pages/helping.md:1: a series has the pages help.md and bad-day.md`,
  );
});
