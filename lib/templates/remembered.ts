import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import { buildIn, dependenciesFile, engineFile, roots } from '../roots.ts';
import { digest } from './digest.ts';

/** What nobody asked for in a month goes with the next build. */
const keptFor = 30 * 24 * 60 * 60 * 1000;

/** Of this process, so that no two drafts have one name. */
let drafts = 0;

/**
 * What was worked out of texts before, in this process or an earlier one. An author's save changes one email in a hundred, and MJML and the checks
 * take tens of milliseconds for each.
 *
 * @param folder - a file for each text
 * @param code - names the code and the libraries that do the work: with others it is done anew
 */
export function memoryIn(folder: string, code: () => Promise<string>) {
  let known: Promise<string> | undefined;

  /**
   * What was worked out of a text, or is now.
   *
   * @param kind - of what: two kinds of one text are two things
   * @param shape - of the result: what is kept and does not look so is worked out anew
   * @param work - throws what it likes: errors are not kept
   */
  async function remembered<T>(kind: string, text: string, shape: z.ZodType<T>, work: () => Promise<T>): Promise<T> {
    known ??= code();
    const name = createHash('sha256')
      .update(`${await known}\0${kind}\0${text}`)
      .digest('hex');
    const path = join(folder, `${name}.json`);
    const kept = shape.safeParse(await keptIn(path));
    if (kept.success) return kept.data;
    const fresh = await work();
    await mkdir(folder, { recursive: true });
    // Programs run side by side, and two emails may be of one text: each sees all of it or nothing.
    const draft = `${path}.${process.pid}-${(drafts += 1)}`;
    await writeFile(draft, JSON.stringify(fresh));
    await rename(draft, path);
    return fresh;
  }

  /** Throws away what nobody has asked for in a month. */
  async function forgetOld(now: number): Promise<void> {
    for (const name of await readdir(folder).catch(() => [])) {
      const path = join(folder, name);
      const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: now }));
      if (now - mtimeMs > keptFor) await rm(path, { force: true });
    }
  }

  return { remembered, forgetOld };
}

/** Undefined where nothing is kept, or nothing that can be read. */
async function keptIn(path: string): Promise<unknown> {
  try {
    const kept: unknown = JSON.parse(await readFile(path, 'utf8'));
    const now = new Date();
    await utimes(path, now, now);
    return kept;
  } catch {
    return undefined;
  }
}

export const { remembered, forgetOld } = memoryIn(buildIn(roots.project, 'remembered'), () =>
  digest([engineFile('lib/templates'), engineFile('lib/content')], dependenciesFile()),
);
