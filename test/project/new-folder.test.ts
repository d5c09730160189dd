import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { create, managerOf } from '../../lib/create/create.ts';
import { newerThan } from '../../lib/operator/newest.ts';
import { makeProject } from '../../lib/project/make-project.ts';
import { allowedScripts } from '../../lib/project/new-folder.ts';
import { packageName } from '../../lib/roots.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const place = temporaryFolder();

test('a project says which install scripts may run: to npm always, and to pnpm in its own file where it is used', async () => {
  const made = await makeProject(place('by-npm'), { series: 'tea', agent: 'npm/11.19.1 node/v24.21.0 linux x64' });
  expect(made.files).not.toContain('pnpm-workspace.yaml');
  expect(JSON.parse(readFileSync(place('by-npm/package.json'), 'utf8'))).toMatchObject({
    allowScripts: allowedScripts,
  });
  // After `pnpm install weekwise`.
  mkdirSync(place('by-pnpm'));
  const about = { name: 'tea', dependencies: { [packageName]: '^1.0.0' } };
  for (const [name, text] of [
    ['package.json', JSON.stringify(about)],
    ['pnpm-lock.yaml', ''],
    ['.yarnrc.yml', ''],
  ] as const) {
    writeFileSync(join(place('by-pnpm'), name), text);
  }
  expect((await makeProject(place('by-pnpm'), { series: 'tea', agent: '' })).files).toContain('pnpm-workspace.yaml');
  const settings = readFileSync(place('by-pnpm/pnpm-workspace.yaml'), 'utf8');
  expect(parse(settings)).toEqual({ allowBuilds: allowedScripts });
});

test('npm create goes on with the package manager that runs it', () => {
  expect(managerOf('pnpm/12.21.0 npm/? node/v24.21.0 linux x64')).toBe('pnpm');
  expect(managerOf('yarn/4.18.1 npm/? node/v24.21.0 linux x64')).toBe('yarn');
  expect([managerOf('npm/11.19.1 node/v24.21.0'), managerOf('bun/1'), managerOf(undefined)]).toEqual(
    Array.from({ length: 3 }, () => 'npm'),
  );
});

test('npm create changes no package.json that is there, and wants a name', async () => {
  mkdirSync(place('theirs'));
  writeFileSync(place('theirs/package.json'), '{}');
  const weekwise = { name: packageName, version: '1.0.0' };
  const said: string[] = [];
  const codeOf = (...words: string[]) => create(weekwise, words, undefined, (sentence) => said.push(sentence));
  expect([await codeOf(place('theirs')), await codeOf('--series', 'tea')]).toEqual([2, 2]);
  expect(said).toEqual([
    expect.stringContaining('has a package.json: run npm install weekwise and npx weekwise init there.'),
    'Name a folder: npm create weekwise my-course',
  ]);
  expect(readFileSync(place('theirs/package.json'), 'utf8')).toBe('{}');
});

test('npm create tries an installation again that failed', async () => {
  const said: string[] = [];
  const path = process.env['PATH'];
  // No npm is found.
  process.env['PATH'] = '';
  try {
    for (let times = 0; times < 2; times += 1) {
      const ends = create({ name: packageName, version: '1.0.0' }, [place('again')], undefined, (one) =>
        said.push(one),
      );
      await expect(ends).rejects.toThrow('ENOENT');
    }
  } finally {
    process.env['PATH'] = path;
  }
  const installs = `npm install, for ${packageName} 1.0.0 …`;
  expect(said).toEqual([installs, installs]);
});

test.each([
  ['1.0.0', '1.0.1', true],
  ['1.9.0', '1.10.0', true],
  ['2.0.0', '1.10.0', false],
  ['1.0.0', '1.0.0', false],
  ['1.0.0-rc.1', '1.0.0', true],
  ['1.0.0', '1.1.0-rc.1', false],
  ['1.1.0-rc.1', '1.0.0', false],
  ['1.0.0', undefined, false],
  ['1.0.0', '', false],
])('of %s here, %s is told of: %s', (here, out, isTold) => {
  expect(newerThan(here, out)).toBe(isTold ? out : undefined);
});
