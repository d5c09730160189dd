import { existsSync, linkSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, rm, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { engineFile } from '../../lib/roots.ts';

/** What is kept of a package.json here. */
interface Declared {
  dependencies: Record<string, string>;
  optionalDependencies: Record<string, string>;
  /** The CDK, which only a project that deploys has. */
  peerDependencies: Record<string, string>;
}

/**
 * Puts a package into a store as pnpm does: with nothing beside it but what it declares. Whatever imports a package that is not declared, or imports one from
 * the project, fails here; npm would let it pass, and so needs no try. No registry is asked.
 *
 * @param packed - on the same disk
 * @param store - a folder to make
 * @param deploys - with the CDK
 * @returns where the package is
 */
export async function fillStore(packed: string, store: string, { deploys = false } = {}): Promise<string> {
  const packages = join(store, 'node_modules');
  const placed = join(packages, 'weekwise');
  linkFiles(packed, placed);
  const { dependencies, optionalDependencies, peerDependencies } = JSON.parse(
    readFileSync(join(packed, 'package.json'), 'utf8'),
  ) as Declared;
  for (const name of Object.keys({ ...dependencies, ...optionalDependencies, ...(deploys && peerDependencies) })) {
    const from = engineFile('node_modules', name);
    if (!existsSync(from)) continue;
    await mkdir(dirname(join(packages, name)), { recursive: true });
    await symlink(from, join(packages, name), 'junction');
  }
  return placed;
}

/**
 * Lets a project have the package of a store, in place of the one that it had.
 *
 * @param placed - as {@link fillStore} answers it
 */
export async function install(placed: string, project: string): Promise<void> {
  const link = join(project, 'node_modules', 'weekwise');
  await mkdir(dirname(link), { recursive: true });
  await rm(link, { force: true });
  await symlink(placed, link, 'junction');
}

/** One file in two folders, as pnpm does it: to copy some thousand takes many times as long. */
function linkFiles(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) linkFiles(source, target);
    else linkSync(source, target);
  }
}
