import { execFileSync } from 'node:child_process';
import { mkdir, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { seriesAt, UnknownVersionError } from '../../lib/content/series-at.ts';
import { ProjectCopy } from '../templates/project-copy.ts';

let project: ProjectCopy;
beforeAll(async () => void (project = await ProjectCopy.make()));
afterAll(() => project.remove());

test('reads the series as they were at a commit, whatever lies there now', async () => {
  const { root } = project;
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', ...args], { cwd: root, stdio: 'pipe' });
  git('init', '-q');
  git('add', '-A');
  git('commit', '-q', '-m', 'as it was');
  await rm(join(root, 'templates'), { recursive: true });
  const [series] = await seriesAt('HEAD', root);
  expect(series?.lessons[0]?.id).toBe('spot-the-loop');
  await expect(seriesAt('no-such-version', root)).rejects.toThrow(UnknownVersionError);
});

test('also where the project is one folder of a repository; outside of any, a sentence says how to begin', async () => {
  const other = await ProjectCopy.make();
  const top = join(other.root, '..', `${basename(other.root)}-top`);
  const root = join(top, 'course');
  await mkdir(top);
  await rename(other.root, root);
  await expect(seriesAt('HEAD', root)).rejects.toThrow('Git does not know this folder');
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', ...args], { cwd: top, stdio: 'pipe' });
  git('init', '-q');
  git('add', '-A');
  git('commit', '-q', '-m', 'as it was');
  const [series] = await seriesAt('HEAD', root);
  expect(series?.lessons[0]?.id).toBe('spot-the-loop');
  await rm(top, { recursive: true });
});
