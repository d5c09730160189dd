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
 * Puts a package into a project as pnpm does: in a store of its own, with nothing beside it but what it declares. Whatever imports a package that is not
 * declared, or imports one from the project, fails here; npm would let it pass, and so needs no try. No registry is asked.
 *
 * @param packed - on the same disk
 * @param deploys - with the CDK
 */
export async function install(packed: string, project: string, { deploys = false } = {}): Promise<void> {
  const store = join(project, 'node_modules', '.store', 'node_modules');
  await rm(join(project, 'node_modules'), { recursive: true, force: true });
  await mkdir(store, { recursive: true });
  linkFiles(packed, join(store, 'weekwise'));
  const { dependencies, optionalDependencies, peerDependencies } = JSON.parse(
    readFileSync(join(packed, 'package.json'), 'utf8'),
  ) as Declared;
  for (const name of Object.keys({ ...dependencies, ...optionalDependencies, ...(deploys && peerDependencies) })) {
    const from = engineFile('node_modules', name);
    if (!existsSync(from)) continue;
    await mkdir(dirname(join(store, name)), { recursive: true });
    await symlink(from, join(store, name), 'junction');
  }
  await symlink(join(store, 'weekwise'), join(project, 'node_modules', 'weekwise'), 'junction');
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
