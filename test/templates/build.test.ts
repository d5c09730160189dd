import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { writeBuild } from '../../lib/templates/write-build.ts';
import { ProjectCopy } from './project-copy.ts';

let project: ProjectCopy;
beforeEach(async () => {
  project = await ProjectCopy.make();
});
afterEach(() => project.remove());

const built = [
  'templates.js',
  'templates.d.ts',
  'words.js',
  'words.d.ts',
  'tokens.js',
  'tokens.d.ts',
  'crisis-contacts.js',
  'crisis-contacts.d.ts',
  'proof-script.js',
  'proof-script.d.ts',
];

test('the build is written once, and left alone while nothing changes', async () => {
  expect(await writeBuild(project.root)).toEqual(built);
  const before = await stat(join(project.root, 'build/templates.js'));
  expect(await writeBuild(project.root)).toEqual([]);
  expect((await stat(join(project.root, 'build/templates.js'))).mtimeMs).toBe(before.mtimeMs);
});

test('a changed template is compiled anew, and compiles to the same while it says the same', async () => {
  await writeBuild(project.root);
  await project.edit('templates/partials/air.mjml', '<!-- ', '<!-- In short: ');
  expect(await writeBuild(project.root)).toEqual([]);
  await project.edit(
    'templates/series/stress-and-back-pain/partials/other-signs.mjml',
    '<ul>',
    '<p>One sign more.</p>\n<ul>',
  );
  expect(await writeBuild(project.root)).toEqual(['templates.js']);
});
