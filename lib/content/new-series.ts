import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { documentName, roots, templateName, templatesIn } from '../roots.ts';
import { seriesId } from '../templates/front-matter-schema.ts';
import type { StarterLanguage } from './starter-languages.ts';

/** A series cannot have this name; the message says why. */
export class SeriesNameError extends Error {
  override name = 'SeriesNameError';
}

/** What every new series begins as, a folder for each language. It lies beside `series/`, so that it is sent to nobody as it is. */
const starter = 'starter';

/**
 * Makes a small series that works: two lessons and every other mail.
 *
 * @param language - in which its lessons and emails are
 * @returns the files it has, with paths from the project's root
 * @throws SeriesNameError when the name is no id, or taken
 */
export async function makeSeries(
  projectRoot: string,
  name: string,
  language: StarterLanguage = 'en',
): Promise<string[]> {
  const id = seriesId.safeParse(name);
  if (!id.success) throw new SeriesNameError(`The name of a series ${id.error.issues[0]?.message}, not "${name}".`);
  const path = templateName('series', name);
  const folder = templatesIn(projectRoot, 'series', name);
  await mkdir(templatesIn(projectRoot, 'series'), { recursive: true });
  // Made here and nowhere before: who makes the folder has the name.
  await mkdir(folder).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== 'EEXIST') throw cause;
    throw new SeriesNameError(`There is a ${path} already: choose another name.`, { cause });
  });
  await cp(templatesIn(roots.engine, starter, language), folder, { recursive: true });
  await makeIdsItsOwn(name, folder);
  const about = join(folder, 'series.yaml');
  await writeFile(
    about,
    (await readFile(about, 'utf8')).replace(/^title: .*$/m, () => `title: ${titleOf(name)}`),
  );
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length).replaceAll('\\', '/'))
    .sort()
    .map((file) => path + file);
}

/**
 * Puts the name of the series before the ids of its lessons: an id means the same lesson in every series, and two that begin from the same starter have
 * different ones.
 */
async function makeIdsItsOwn(name: string, folder: string): Promise<void> {
  const lessons = join(folder, 'lessons');
  for (const file of await readdir(lessons)) {
    const [, number = '', id = ''] = /^(\d+)-(.*)\.md$/.exec(file) ?? [];
    const text = await readFile(join(lessons, file), 'utf8');
    await rm(join(lessons, file));
    const own = `${name}-${id}`;
    await writeFile(join(lessons, `${number}-${own}.md`), text.replace(`id: ${id}\n`, `id: ${own}\n`));
  }
}

/** What an author does with it next. */
export function nextSteps(name: string): string {
  const steps = {
    'npm run preview': 'every mail, as you write it',
    [`npx weekwise series check ${name}`]: 'lists what to fix, by file and line',
    [`SERIES=${name} npm start`]: 'sign up and be sent it, on this machine',
  };
  const width = Math.max(...Object.keys(steps).map(({ length }) => length));
  const lines = Object.entries(steps).map(([command, what]) => `  ${command.padEnd(width)}  ${what}`);
  return `Next:\n${lines.join('\n')}\n\n${documentName('authoring.md')} has the whole way.`;
}

/** "tea-breaks" as people write it: a title to begin with. In quotes, because YAML reads a bare "yes" or "null" as something else. */
function titleOf(name: string): string {
  const words = name.replaceAll('-', ' ');
  return JSON.stringify(words.charAt(0).toUpperCase() + words.slice(1));
}
