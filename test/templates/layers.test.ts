import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { namedSeries, seriesByDefault } from '../../lib/templates/stages-say.ts';
import { TemplateFolder } from '../../lib/templates/template-folder.ts';
import { readMessages } from '../../lib/templates/words/catalogue.ts';
import { projectAbove } from '../../lib/roots.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** A project's templates over the engine's. */

const place = temporaryFolder();
const engine = place('engine');
const project = place('project');
const folder = new TemplateFolder(project, { engine, named: ['built-in', 'both'] });

async function write(root: string, files: Record<string, string>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
}

beforeAll(async () => {
  await write(engine, {
    'package.json': '{ "name": "weekwise" }',
    'templates/partials/title.mjml': 'its title',
    'templates/partials/air.mjml': 'its air',
    'templates/words/en/site.yaml': 'hello: Hello\nbye: Goodbye\n',
    'templates/series/built-in/lessons/01-one.md': 'its one',
    'templates/series/both/lessons/01-one.md': 'its one',
    'templates/series/both/lessons/02-two.md': 'its two',
    'templates/series/unasked/lessons/01-one.md': 'its one',
    'outside.txt': 'secret',
  });
  await write(project, {
    'package.json': '{ "dependencies": { "weekwise": "^1.0.0" } }',
    'templates/partials/title.mjml': 'my title',
    'templates/partials/more.mjml': 'my partial',
    'templates/words/en/site.yaml': 'bye: So long\n',
    'templates/words/de/site.yaml': 'hello: Hallo\nbye: Tschüs\n',
    'templates/series/both/lessons/01-one.md': 'my one',
    'templates/series/mine/lessons/01-one.md': 'my one',
    'stages.json': JSON.stringify({ test: { series: 'mine' }, production: { series: ['built-in', 'mine'] } }),
  });
});

describe('a project’s templates', () => {
  test('go before the engine’s file by file, and messages say whose file it is', async () => {
    expect(await folder.read('partials/title.mjml')).toBe('my title');
    expect(await folder.read('partials/air.mjml')).toBe('its air');
    expect(await folder.list('partials')).toEqual(['air.mjml', 'more.mjml', 'title.mjml']);
    const [line] = await folder.lines('partials/air.mjml');
    expect(line!.place).toEqual({ file: 'weekwise: templates/partials/air.mjml', line: 1 });
    expect(folder.name('partials/title.mjml')).toBe('templates/partials/title.mjml');
    expect(folder.name('partials/nowhere.mjml')).toBe('templates/partials/nowhere.mjml');
  });

  test('have nothing in them that editors and file managers hide', async () => {
    await write(project, { 'templates/.DS_Store': '', 'templates/series/.DS_Store': '', 'templates/.x/a.md': '' });
    await symlink('me@here.1', join(project, 'templates/partials/.#more.mjml'));
    const now = new TemplateFolder(project, { engine, named: [] });
    expect(await now.list('series')).toEqual(['both', 'mine']);
    expect(await now.list('partials')).toEqual(['air.mjml', 'more.mjml', 'title.mjml']);
    expect(await now.list('.')).not.toContain('.DS_Store');
    expect(await now.files()).toContain('series/mine/lessons/01-one.md');
    expect((await now.files()).filter((file) => file.includes('.DS_Store') || file.startsWith('.x'))).toEqual([]);
  });

  test('have a series whole or not at all, and the engine’s only where it is asked for', async () => {
    expect(await folder.list('series')).toEqual(['both', 'built-in', 'mine']);
    expect(await folder.list('series/both/lessons')).toEqual(['01-one.md']);
    expect(await folder.read('series/both/lessons/01-one.md')).toBe('my one');
    expect(await folder.read('series/built-in/lessons/01-one.md')).toBe('its one');
    await expect(folder.read('series/unasked/lessons/01-one.md')).rejects.toThrow('cannot be read');
    expect(await new TemplateFolder(project, { engine, named: [] }).list('series')).toEqual(['both', 'mine']);
  });

  test('say only what they say otherwise, message by message', async () => {
    const said = async (language: string) =>
      (await readMessages(`words/${language}/site.yaml`, folder)).map(([names, text]) => [names.join('.'), text]);
    expect(await said('en')).toEqual([
      ['hello', 'Hello'],
      ['bye', 'So long'],
    ]);
    expect(await said('de')).toEqual([
      ['hello', 'Hallo'],
      ['bye', 'Tschüs'],
    ]);
  });

  test('lead out of neither folder', async () => {
    for (const path of ['../outside.txt', 'partials/../../outside.txt', '../../engine/outside.txt']) {
      await expect(folder.read(path)).rejects.toThrow('lies outside templates/');
    }
  });
});

test('a series is named by a stage or by SERIES; by default production’s are offered, or else all that the project has', () => {
  expect(namedSeries(project, {})).toEqual(['built-in', 'mine']);
  expect(namedSeries(project, { SERIES: 'both, one' })).toEqual(['both', 'one', 'built-in', 'mine']);
  expect(namedSeries(engine, {})).toEqual([]);
  expect(seriesByDefault(project)).toEqual(['built-in', 'mine']);
  expect(seriesByDefault(engine)).toEqual(['both', 'built-in', 'unasked']);
});

test('the project is the nearest folder upwards that depends on Weekwise, or the one that is named', () => {
  expect(projectAbove(join(project, 'templates/series/mine'))).toBe(project);
  expect(projectAbove(engine)).toBeUndefined();
  expect(projectAbove(engine, { WEEKWISE_PROJECT: project })).toBe(project);
  expect(projectAbove(engine, { WEEKWISE_PROJECT: '../project' })).toBe(project);
});
