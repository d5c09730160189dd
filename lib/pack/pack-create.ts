import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { engineFile, engineVersion, packageName } from '../roots.ts';
import { supportedNode } from './pack.ts';

/** What `npm create <name>` asks the registry for, by npm's rule. */
const createName = `create-${packageName}`;

/**
 * Writes the package that `npm create` runs: one file of some kilobytes, so that a project is installed once and not twice.
 *
 * @param folder - is emptied first
 */
export async function packCreate(folder: string): Promise<{ name: string; version: string }> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const version = engineVersion;
  const { license } = JSON.parse(await readFile(engineFile('package.json'), 'utf8')) as { license: string };
  await build({
    entryPoints: [engineFile('bin', 'create.ts')],
    define: { packedFor: JSON.stringify({ name: packageName, version }) },
    outfile: join(folder, 'create.js'),
    banner: { js: '#!/usr/bin/env node' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    logLevel: 'error',
  });
  const about = {
    name: createName,
    version,
    description: `Makes a project of your own with ${packageName}: npm create ${packageName} my-course`,
    license,
    type: 'module',
    bin: { [createName]: 'create.js' },
    engines: { node: supportedNode },
  };
  await writeFile(join(folder, 'package.json'), `${JSON.stringify(about, undefined, 2)}\n`);
  await writeFile(join(folder, 'README.md'), `# ${createName}\n\n${about.description}\n`);
  await cp(engineFile('LICENSE'), join(folder, 'LICENSE'));
  return { name: createName, version };
}
