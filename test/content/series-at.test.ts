import { execFileSync } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
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
