import { execFileSync } from 'node:child_process';
import { mkdir, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { wordChanges } from '../../lib/content/reviews/word-changes.ts';
import { seriesAt, UnknownVersionError } from '../../lib/content/series-at.ts';
import { ProjectCopy, seriesPath } from '../templates/project-copy.ts';
import { translateSeries } from '../templates/translate-series.ts';

let project: ProjectCopy;
beforeAll(async () => void (project = await ProjectCopy.make()));
afterAll(() => project.remove());

/** Keeps the project in git as it is. */
function commit(root: string): void {
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', ...args], { cwd: root, stdio: 'pipe' });
  git('init', '-q');
  git('add', '-A');
  git('commit', '-q', '-m', 'as it was');
}

test('says nothing of words that a project says otherwise, as long as they are the same', async () => {
  const own = await ProjectCopy.make();
  await own.edit('templates/words/en/coaching.yaml', 'your week was very hard.', 'it was a very hard week.');
  commit(own.root);
  expect(await wordChanges(own.root, ['stress-and-back-pain'], 'HEAD')).toEqual([
    { series: 'stress-and-back-pain', changes: [], signed: [] },
  ]);
  await own.remove();
});

test('reads the series as they were at a commit, whatever lies there now', async () => {
  const { root } = project;
  // A language of their own, whose words are gone since.
  await translateSeries(project, seriesPath, 'es');
  await project.write('templates/words/fr/language.yaml', '');
  await rename(join(root, seriesPath, 'languages/es'), join(root, seriesPath, 'languages/fr'));
  commit(root);
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
  commit(top);
  const [series] = await seriesAt('HEAD', root);
  expect(series?.lessons[0]?.id).toBe('spot-the-loop');
  await rm(top, { recursive: true });
});
