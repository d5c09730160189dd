import { readFileSync } from 'node:fs';
import { dirname, extname, join, posix, relative, resolve } from 'node:path';

/**
 * The two folders that everything of a service lies in, and the only module that knows where they are: programs pass what they need from here to
 * the functions that they call. A test holds that no other module asks for its own place or the folder it was started in.
 */
export interface Roots {
  /** Weekwise itself: its programs, its handlers, the templates that every series may use, and the flags of the CDK. */
  engine: string;
  /** What an operator keeps: series, `stages.json`, and what is built from them. In a clone it is the same folder. */
  project: string;
}

const engine = join(import.meta.dirname, '..');

/** Of Weekwise's modules, as they lie here. */
export const moduleExtension = extname(import.meta.filename);

/** Weekwise as it was installed: compiled, in the `node_modules` of a project. In a clone it is TypeScript. */
export const isPackaged = moduleExtension === '.js';

/** Of Weekwise itself. The name is that under which projects depend on it. */
export const { name: packageName, version: engineVersion } = readPackage(engine) as { name: string; version: string };

/**
 * The folder of the operator: what WEEKWISE_PROJECT names, or the nearest one from the working folder upwards whose package.json depends on Weekwise.
 * Undefined where there is none: whoever made no project yet can only make one.
 */
export function projectAbove(folder: string, environment: Readonly<NodeJS.ProcessEnv> = {}): string | undefined {
  const named = environment['WEEKWISE_PROJECT'];
  if (named !== undefined && named !== '') return resolve(folder, named);
  const { dependencies = {}, devDependencies = {} } = readPackage(folder);
  if (packageName in dependencies || packageName in devDependencies) return folder;
  return dirname(folder) === folder ? undefined : projectAbove(dirname(folder));
}

/** A clone is its own project: its handlers import its own build. */
const project = isPackaged ? projectAbove(process.cwd(), process.env) : engine;

export const hasProject = project !== undefined;

export const roots: Readonly<Roots> = { engine, project: project ?? process.cwd() };

/** A file of Weekwise itself, by its path from there. */
export function engineFile(...path: string[]): string {
  return join(roots.engine, ...path);
}

/** Which versions of packages Weekwise works with: in a clone its lock file, in a package the exact ones that it declares. */
export function dependenciesFile(): string {
  return engineFile(isPackaged ? 'package.json' : 'package-lock.json');
}

/** A source that is bundled or built in, and so has to be the same text in a clone and in a package, which has it beside its compiled modules. */
export function sourceFile(...path: string[]): string {
  return engineFile(isPackaged ? 'sources' : '', ...path);
}

/** A file of the operator's, by its path from their folder. */
export function projectFile(...path: string[]): string {
  return join(roots.project, ...path);
}

/** What Node is called with to run one of Weekwise's own programs, by its name in `bin/`. */
export function programArguments(name: string): string[] {
  return [...(isPackaged ? [] : ['--import', 'tsx']), engineFile('bin', `${name}${moduleExtension}`)];
}

/** How such a program is started: in the project's folder, wherever the operator is, and for this project. */
export function inProject(): { cwd: string; env: NodeJS.ProcessEnv } {
  return { cwd: roots.project, env: { ...process.env, WEEKWISE_PROJECT: roots.project } };
}

/** Where the service on this machine keeps its data, as people are told: WEEKWISE_DATA, or `.weekwise` of the project, from wherever in it one is. */
export function dataFolder(): string {
  return process.env['WEEKWISE_DATA'] || relative(process.cwd(), projectFile('.weekwise'));
}

/** A folder that somebody named, from the one they are in. */
export function namedFolder(path: string): string {
  return resolve(process.cwd(), path);
}

/** A document of Weekwise as people find it from their project. */
export function documentName(name: string): string {
  return posix.join(isPackaged ? `node_modules/${packageName}` : '', 'docs', name);
}

/** The name that the folder of templates has below a root, also in what authors are told. */
export const templatesName = 'templates';

/** A template as messages name it, with forward slashes: `templates/series/tea-breaks/series.yaml`. */
export function templateName(...path: string[]): string {
  return posix.join(templatesName, ...path);
}

/** A file under the templates of a root. */
export function templatesIn(root: string, ...path: string[]): string {
  return join(root, templatesName, ...path);
}

/** A file under what was built for a project. Everything in it can be thrown away and built again. */
export function buildIn(project: string, ...path: string[]): string {
  return join(project, 'build', ...path);
}

interface PackageFile {
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
}

/** A package.json as far as it matters here; nothing where there is none, or it is not to be read. */
function readPackage(folder: string): PackageFile {
  try {
    return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as PackageFile;
  } catch {
    return {};
  }
}
