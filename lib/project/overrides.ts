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
import { messagesIn } from '../templates/words/catalogue.ts';

/** A file, a series or a message that the project has in place of one of Weekwise's, or by the side of them. */
export interface Override {
  /** From `templates/`; of a message with its name: `words/en/site.yaml#home`. */
  path: string;
  /** Whether Weekwise has one. */
  replaces: boolean;
  /** The version of Weekwise that it was last compared with; undefined where nobody said. */
  comparedWith?: string;
  /** What to do about it, if anything. */
  toDo?: string;
}

/** What was taken from Weekwise, or compared with it, and how it was then. Kept with the templates, so that it goes where they go. */
const Compared = z.record(z.string(), z.strictObject({ weekwise: z.string(), sha256: z.string() }));
type Compared = z.output<typeof Compared>;

const comparedFile = 'overrides.json';

/** Files that stand in place of nothing. */
const ofTheirOwn = /^(?:overrides\.json|crisis-contacts\.own\.yaml|README\.md|words\/[^/]+\/language\.yaml)$/;

/** Files of which a project has only the messages that it says otherwise. */
const ofMessages = /^words\/.*\.yaml$/;

/** Everything that the project has in place of what Weekwise brings, by path. In a clone there is nothing of the kind. */
export async function readOverrides({ engine, project }: Roots): Promise<Override[]> {
  if (engine === project) return [];
  const compared = await readCompared(project);
  const own = new TemplateFolder(project, { engine, named: [] });
  const beneath = new TemplateFolder(engine, { engine });
  const common = (await beneath.files()).filter((path) => !path.startsWith('series/'));
  const files = (await own.files()).filter((path) => !path.startsWith('series/') && !ofTheirOwn.test(path));
  const whole = files.filter((path) => !ofMessages.test(path));
  const series = (await own.list('series')).map((id) => `series/${id}`).filter((path) => beneath.hasOwn(path));
  const messages = files.filter((path) => ofMessages.test(path) && beneath.hasOwn(path));
  const compare = (path: string, now: string, mine: string): Override => {
    const before = compared[path];
    const about = { path, replaces: true, ...(before && { comparedWith: before.weekwise }) };
    if (now === mine) return { ...about, toDo: 'is the same as Weekwise’s: delete yours' };
    return before === undefined || before.sha256 === now ? about : { ...about, toDo: changed(path, before.weekwise) };
  };
  const all = [
    ...[...whole, ...series].map(async (path) => {
      if (beneath.hasOwn(path)) return [compare(path, await hashOf(engine, path), await hashOf(project, path))];
      const meant = common.find((other) => distance(path, other) <= 2);
      if (meant === undefined || (await isNamed(path, own))) return [{ path, replaces: false }];
      const toDo = `stands for nothing that Weekwise has, and nothing of yours names it: did you mean ${meant}?`;
      return [{ path, replaces: false, toDo }];
    }),
    ...messages.map(async (path) => {
      const theirs = await messageHashes(path, beneath);
      // A message that Weekwise does not have stops the build, which says so.
      return [...(await messageHashes(path, own))].flatMap(([name, mine]) => {
        const now = theirs.get(name);
        return now === undefined ? [] : [compare(name, now, mine)];
      });
    }),
  ];
  return (await Promise.all(all)).flat();
}

/** The messages of a file by their paths, each as its hash. */
async function messageHashes(path: string, folder: TemplateFolder): Promise<Map<string, string>> {
  const messages = await messagesIn(path, folder);
  return new Map(
    messages.map(([names, text]) => [`${path}#${names.join('.')}`, createHash('sha256').update(text).digest('hex')]),
  );
}

/** What is to be done about them, as findings of `npm test`. */
export async function overrideFindings(of: Roots): Promise<Problem[]> {
  const overrides = await readOverrides(of);
  return overrides.flatMap(({ path, toDo }) =>
    toDo === undefined
      ? []
      : [{ file: templateName(path.replace(/#.*/, '')), line: 1, message: messageOf(path, toDo) }],
  );
}

function messageOf(path: string, toDo: string): string {
  const [, name] = path.split('#');
  return name === undefined ? toDo : `${name}: ${toDo}`;
}

/** Does a template of the project include the file? */
async function isNamed(path: string, own: TemplateFolder): Promise<boolean> {
  const texts = await Promise.all((await own.files()).map((file) => own.read(file)));
  return texts.some((text) => text.includes(`"${path}"`));
}

function changed(path: string, version: string): string {
  const versions = `--diff ${packageName}@${version} --diff ${packageName}@${engineVersion}`;
  const file = templateName(path.replace(/#.*/, ''));
  return `Weekwise’s has changed since ${version}: npm diff ${versions} ${file} shows how; then npx weekwise overrides --accept ${path}`;
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
  const there = await readOverrides({ engine, project });
  await remember(
    { engine, project },
    chosen.flatMap((path) => overridesBelow(path, there)),
  );
  return chosen.map((path) => templateName(path));
}

/** Says that files of the project have been compared with Weekwise's as they are now. @throws OperatorError where one is no such file */
export async function acceptOverrides(roots: Roots, named: readonly string[]): Promise<void> {
  const there = await readOverrides(roots);
  const paths = named.map(fromTemplates).flatMap((wanted) => {
    const found = overridesBelow(wanted, there);
    if (found.length > 0) return found;
    const known = there.filter(({ replaces }) => replaces).map(({ path }) => path);
    throw new OperatorError(`${wanted} is in place of nothing${didYouMean(wanted, known)}.`);
  });
  await remember(roots, paths);
}

/** What stands in place of something of Weekwise: a file, a series or a message itself, the messages of a file, everything in a folder. */
function overridesBelow(wanted: string, overrides: readonly Override[]): string[] {
  const isBelow = (path: string) => path === wanted || path.startsWith(`${wanted}#`) || path.startsWith(`${wanted}/`);
  return overrides.filter(({ path, replaces }) => replaces && isBelow(path)).map(({ path }) => path);
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

/** Of a file, of a message, or of the names and contents of everything in a folder. */
async function hashOf(root: string, path: string): Promise<string> {
  const [file = '', message] = path.split('#');
  if (message !== undefined) return (await messageHashes(file, new TemplateFolder(root, { engine: root }))).get(path)!;
  const hash = createHash('sha256');
  const isFolder = (await stat(templatesIn(root, path))).isDirectory();
  const files = isFolder ? await new TemplateFolder(root, { engine: root }).files(path) : [path];
  for (const one of files) hash.update(`\0${one}\0`).update(await readFile(join(templatesIn(root), one)));
  return hash.digest('hex');
}

export function formatOverrides(overrides: readonly Override[]): string {
  if (overrides.length === 0) return 'Nothing stands in place of a file of Weekwise.';
  const lines = overrides.map(({ path, replaces, comparedWith, toDo }) => {
    const not = replaces ? '  (not compared yet: --accept remembers how Weekwise’s is now, and a change is told)' : '';
    const since = comparedWith === undefined ? not : `  (compared with ${comparedWith})`;
    return `${templateName(path)}${toDo === undefined ? since : `: ${toDo}`}`;
  });
  return lines.join('\n');
}
