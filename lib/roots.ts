import { join, posix } from 'node:path';

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

export const roots: Readonly<Roots> = { engine, project: engine };

/** A file of Weekwise itself, by its path from there. */
export function engineFile(...path: string[]): string {
  return join(roots.engine, ...path);
}

/** A file of the operator's, by its path from their folder. */
export function projectFile(...path: string[]): string {
  return join(roots.project, ...path);
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
