import { dirname, relative, resolve, sep } from 'node:path';
import { buildIn, roots, sourceFile } from '../roots.ts';

/**
 * Names the sources of a source map by what they are and not by where they lay: `lambdas/web.ts`, `build/words.js`, `zod/v4/core/core.js`. Stack traces are
 * shorter by it, and the same service is the same asset in whatever folder it was bundled.
 *
 * @param map - as esbuild writes it
 * @param file - where it is
 */
export function nameSources(map: string, file: string): string {
  const { sources, ...rest } = JSON.parse(map) as { sources: string[] };
  return JSON.stringify({ ...rest, sources: sources.map((source) => nameOf(resolve(dirname(file), source))) });
}

function nameOf(path: string): string {
  const ours = [sourceFile('lambdas'), buildIn(roots.project)].find((folder) => path.startsWith(folder + sep));
  const name = ours === undefined ? path.split(`node_modules${sep}`).at(-1)! : relative(dirname(ours), path);
  return name.replaceAll('\\', '/');
}
