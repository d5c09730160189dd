import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { isBuilt, writeBuild } from '../../lib/templates/write-build.ts';
import { ProjectCopy } from './project-copy.ts';

let project: ProjectCopy;
beforeAll(async () => {
  project = await ProjectCopy.make();
});
afterAll(() => project.remove());

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

test('the build is written once, left alone while nothing changes, compiled anew when a template does, and the same while it says the same', async () => {
  expect(await writeBuild(project.root)).toEqual(built);
  const before = await stat(join(project.root, 'build/templates.js'));
  expect(await writeBuild(project.root)).toEqual([]);
  expect((await stat(join(project.root, 'build/templates.js'))).mtimeMs).toBe(before.mtimeMs);

  await project.edit('templates/partials/air.mjml', '<!-- ', '<!-- In short: ');
  expect(await writeBuild(project.root)).toEqual([]);
  expect((await stat(join(project.root, 'build/templates.js'))).mtimeMs).toBe(before.mtimeMs);
  await project.edit(
    'templates/series/stress-and-back-pain/partials/other-signs.mjml',
    '<ul>',
    '<p>One sign more.</p>\n<ul>',
  );
  expect(await isBuilt(project.root)).toBe(false);
  expect(await writeBuild(project.root)).toEqual(['templates.js']);
  expect(await isBuilt(project.root)).toBe(true);
});
