import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { jsonIn } from '../json-in.ts';
import { didYouMean, distance } from '../nearest.ts';
import { OperatorError } from '../operator/operator-error.ts';
import { engineVersion, packageName, templateName, templatesIn, type Roots } from '../roots.ts';
import type { Problem } from '../templates/source-location.ts';
import { TemplateFolder } from '../templates/template-folder.ts';

/** A file or a series that the project has in place of one of Weekwise's. */
export interface Override {
  /** From `templates/`. */
  path: string;
  /** The version of Weekwise that it was last compared with; undefined where nobody said. */
  comparedWith?: string;
  /** What to do about it, if anything. */
  toDo?: string;
}

/** What was taken from Weekwise, or compared with it, and how it was then. Kept with the templates, so that it goes where they go. */
const Compared = z.record(z.string(), z.strictObject({ weekwise: z.string(), sha256: z.string() }));
type Compared = z.output<typeof Compared>;

const comparedFile = 'overrides.json';

/** Files that a project says only in part, or that are nobody's original: there is nothing to compare. */
const ofTheirOwn = /^(?:overrides\.json|crisis-contacts\.own\.yaml|words\/.*\.yaml|README\.md)$/;

/** Everything that the project has in place of what Weekwise brings, by path. In a clone there is nothing of the kind. */
export async function readOverrides({ engine, project }: Roots): Promise<Override[]> {
  if (engine === project) return [];
  const compared = await readCompared(project);
  const own = new TemplateFolder(project, { engine, named: [] });
  const beneath = new TemplateFolder(engine, { engine });
  const common = (await beneath.files()).filter((path) => !path.startsWith('series/'));
  const files = (await own.files()).filter((path) => !path.startsWith('series/') && !ofTheirOwn.test(path));
  const series = (await own.list('series')).map((id) => `series/${id}`).filter((path) => beneath.hasOwn(path));
  return Promise.all(
    [...files, ...series].map(async (path): Promise<Override> => {
      const before = compared[path];
      const about = { path, ...(before && { comparedWith: before.weekwise }) };
      if (!beneath.hasOwn(path)) {
        const meant = common.find((other) => distance(path, other) <= 2);
        if (meant === undefined || (await isNamed(path, own))) return about;
        return {
          ...about,
          toDo: `stands for nothing that Weekwise has, and nothing of yours names it: did you mean ${meant}?`,
        };
      }
      const now = await hashOf(engine, path);
      if (now === (await hashOf(project, path))) return { ...about, toDo: 'is the same as Weekwise’s: delete yours' };
      if (before === undefined || before.sha256 === now) return about;
      return { ...about, toDo: changed(path, before.weekwise) };
    }),
  );
}

/** What is to be done about them, as findings of `npm test`. */
export async function overrideFindings(of: Roots): Promise<Problem[]> {
  const overrides = await readOverrides(of);
  return overrides.flatMap(({ path, toDo }) =>
    toDo === undefined ? [] : [{ file: templateName(path), line: 1, message: toDo }],
  );
}

/** Does a template of the project include the file? */
async function isNamed(path: string, own: TemplateFolder): Promise<boolean> {
  const texts = await Promise.all((await own.files()).map((file) => own.read(file)));
  return texts.some((text) => text.includes(`"${path}"`));
}

function changed(path: string, version: string): string {
  const versions = `--diff ${packageName}@${version} --diff ${packageName}@${engineVersion}`;
  return `Weekwise’s has changed since ${version}: npm diff ${versions} ${templateName(path)} shows how; then npx weekwise overrides --accept ${path}`;
}

/**
 * Copies files or whole series of Weekwise into the project, and remembers how they were.
 *
 * @returns what was copied, as messages name it
 * @throws OperatorError where there is no such file, or the project has one
 */
export async function eject({ engine, project }: Roots, paths: readonly string[]): Promise<string[]> {
  if (engine === project)
    throw new OperatorError('This is a clone: its templates are Weekwise’s own. Change them as they are.');
  const all = await new TemplateFolder(engine, { engine }).files();
  const chosen = paths.map(fromTemplates);
  for (const path of chosen) {
    if (!isFileOrSeries(path) || !existsSync(templatesIn(engine, path))) {
      throw new OperatorError(`Weekwise has no ${templateName(path)}${didYouMean(path, all)}.`);
    }
    if (existsSync(templatesIn(project, path))) throw new OperatorError(`There is a ${templateName(path)} already.`);
  }
  for (const path of chosen) {
    await mkdir(dirname(templatesIn(project, path)), { recursive: true });
    await cp(templatesIn(engine, path), templatesIn(project, path), { recursive: true });
  }
  await remember({ engine, project }, chosen);
  return chosen.map((path) => templateName(path));
}

/** Says that files of the project have been compared with Weekwise's as they are now. @throws OperatorError where one is no such file */
export async function acceptOverrides(roots: Roots, named: readonly string[]): Promise<void> {
  const paths = named.map(fromTemplates);
  const known = (await readOverrides(roots)).map(({ path }) => path);
  const strange = paths.find((path) => !known.includes(path) || !existsSync(templatesIn(roots.engine, path)));
  if (strange !== undefined) throw new OperatorError(`${strange} is in place of nothing${didYouMean(strange, known)}.`);
  await remember(roots, paths);
}

/** A path as people may type or copy it, counted from `templates/`. */
function fromTemplates(path: string): string {
  return path.replace(/^templates\//, '').replace(/\/$/, '');
}

async function remember({ engine, project }: Roots, paths: readonly string[]): Promise<void> {
  const compared = await readCompared(project);
  for (const path of paths) compared[path] = { weekwise: engineVersion, sha256: await hashOf(engine, path) };
  const sorted = Object.fromEntries(Object.entries(compared).toSorted(([one], [other]) => (one < other ? -1 : 1)));
  await writeFile(templatesIn(project, comparedFile), `${JSON.stringify(sorted, undefined, 2)}\n`);
}

async function readCompared(project: string): Promise<Compared> {
  const file = templatesIn(project, comparedFile);
  if (!existsSync(file)) return {};
  const { data } = Compared.safeParse(jsonIn(await readFile(file, 'utf8')));
  if (data === undefined)
    throw new OperatorError(`${templateName(comparedFile)} cannot be read: take it from git again.`);
  return data;
}

function isFileOrSeries(path: string): boolean {
  return /^series(?:\/|$)/.test(path) ? /^series\/[a-z0-9-]+$/.test(path) : !path.includes('..');
}

/** Of a file, or of the names and contents of everything in a folder. */
async function hashOf(root: string, path: string): Promise<string> {
  const hash = createHash('sha256');
  const isFolder = (await stat(templatesIn(root, path))).isDirectory();
  const files = isFolder ? await new TemplateFolder(root, { engine: root }).files(path) : [path];
  for (const file of files) hash.update(`\0${file}\0`).update(await readFile(join(templatesIn(root), file)));
  return hash.digest('hex');
}

export function formatOverrides(overrides: readonly Override[]): string {
  if (overrides.length === 0) return 'Nothing stands in place of a file of Weekwise.';
  const lines = overrides.map(({ path, comparedWith, toDo }) => {
    const since = comparedWith === undefined ? '' : `  (compared with ${comparedWith})`;
    return `${templateName(path)}${toDo === undefined ? since : `: ${toDo}`}`;
  });
  return lines.join('\n');
}
