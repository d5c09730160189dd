import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Series } from '../../lambdas/core/course/series.ts';
import { templatesIn, templatesName } from '../roots.ts';
import { loadSeries } from '../templates/load-series.ts';

/** Git knows nothing by this name, or not the folder at all; the message says so. */
export class UnknownVersionError extends Error {
  override name = 'UnknownVersionError';
}

const run = promisify(execFile);

/**
 * The series as they were at a commit, in their first language.
 *
 * @param version - whatever git takes for a commit: a tag, a branch, HEAD
 * @throws UnknownVersionError
 */
export async function seriesAt(version: string, projectRoot: string): Promise<Series[]> {
  return withTemplatesAt(version, projectRoot, loadSeries);
}

/**
 * Works with the templates as they were at a commit, without translations, and with the words of the site as they are now.
 *
 * @param version - whatever git takes for a commit: a tag, a branch, HEAD
 * @param work - is given a folder that holds `templates/`, which is there until it ends
 * @throws UnknownVersionError
 */
export async function withTemplatesAt<T>(
  version: string,
  projectRoot: string,
  work: (root: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'weekwise-series-'));
  try {
    const { stdout: place } = await run('git', ['rev-parse', '--show-toplevel', '--show-prefix'], {
      cwd: projectRoot,
    }).catch((cause: unknown) => {
      throw new UnknownVersionError(
        'Git does not know this folder, so nobody can say how it was: git init and a first commit begin that. series diff --approved and --from go without.',
        { cause },
      );
    });
    // A project may be one folder of a repository; git archives from its top.
    const [top, within = ''] = place.split('\n');
    const { stdout } = await run('git', ['archive', '--format=tar', `${version}:${within}${templatesName}`], {
      cwd: top!,
      encoding: 'buffer',
      maxBuffer: 256 * 1024 * 1024,
    }).catch((cause: unknown) => {
      throw new UnknownVersionError(`Git knows no ${templatesName}/ at "${version}".`, { cause });
    });
    const archive = join(folder, 'series.tar');
    await writeFile(archive, stdout);
    const templates = templatesIn(folder);
    await mkdir(templates);
    await run('tar', ['-xf', archive, '-C', templates]);
    // Today's compiler says today's words around them, and finds the series of Weekwise's own that a stage offers.
    await rm(templatesIn(folder, 'words'), { recursive: true, force: true });
    for (const today of [join(templatesName, 'words'), 'stages.json']) {
      if (existsSync(join(projectRoot, today)))
        await cp(join(projectRoot, today), join(folder, today), { recursive: true });
    }
    // A language may have no words of today, and nobody asks for one here.
    for (const id of await readdir(templatesIn(folder, 'series')).catch(() => []))
      await rm(templatesIn(folder, 'series', id, 'languages'), { recursive: true, force: true });
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
