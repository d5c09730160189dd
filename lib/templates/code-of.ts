import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { dependenciesFile, engineFile, moduleExtension, roots } from '../roots.ts';
import { filesUnder } from './digest.ts';

/** What names a module of ours in another; what is imported for its types alone does nothing. Other texts that look so do no harm. */
const forTypes = /^(?:import|export) type [^;]*?;/gm;
const named = /['"](\.\.?\/[^'"\n]+\.[jt]sx?)['"]/g;

/**
 * The modules of ours that others need, themselves among them, as absolute paths in order. Found by what is written in them, so that nobody has to
 * keep a list: what a module imports decides over what it does.
 */
export function modulesFrom(entries: readonly string[]): string[] {
  const found = new Set<string>();
  const open = [...entries];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (found.has(path) || !existsSync(path)) continue;
    found.add(path);
    const source = readFileSync(path, 'utf8').replaceAll(forTypes, '');
    for (const [, other = ''] of source.matchAll(named)) open.push(join(dirname(path), other));
  }
  return [...found].sort();
}

const known = new Map<string, string>();

/**
 * Names the code that does something: all modules of ours that it consists of, which packages there are, and which Node, with its data of languages and
 * dates. Worked out once in a process, which keeps the modules that it has loaded as well.
 *
 * @param paths - modules and folders of them, from Weekwise's own folder
 */
export function codeOf(...paths: string[]): string {
  const name = paths.join(' ');
  const hash = known.get(name) ?? hashOf(paths);
  known.set(name, hash);
  return hash;
}

function hashOf(paths: readonly string[]): string {
  const entries = paths.flatMap((path) =>
    path.endsWith('.ts')
      ? [engineFile(path.replace(/\.ts$/, moduleExtension))]
      : filesUnder(engineFile(path)).filter((file) => /(?<!\.d)\.[jt]sx?$/.test(file)),
  );
  const hash = createHash('sha256')
    .update(`${JSON.stringify(process.versions)}\0`)
    .update(textOf(dependenciesFile()));
  for (const path of modulesFrom(entries)) {
    hash.update(`\0${path.slice(roots.engine.length)}\0`).update(readFileSync(path));
  }
  return hash.digest('hex');
}

/** Of a file that may be missing. */
function textOf(path: string): string {
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}
