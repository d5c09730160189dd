import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildIn, dependenciesFile, engineFile, engineVersion, roots, templatesIn } from '../roots.ts';
import { digest } from './digest.ts';
import { namedSeries } from './stages-say.ts';
import { forgetOld } from './remembered.ts';

/** Remembers what the last build was made of. */
const inputsFile = 'templates.inputs';

/**
 * Compiles `templates/` into `build/`. Nothing is compiled when nothing has changed: the build runs before most npm scripts, and loading
 * MJML alone takes half a second. Files that come out the same are left alone.
 *
 * @returns names of the files that were written
 */
export async function writeBuild(projectRoot: string): Promise<string[]> {
  const to = buildIn(projectRoot);
  const inputs = await inputsOf(projectRoot);
  if ((await textOf(join(to, inputsFile))) === inputs) return [];
  const { compileTemplates } = await import('./compile-templates.ts');
  const { proofScript } = await import('./proof-script.ts');
  const build = {
    ...(await compileTemplates(projectRoot)),
    'proof-script.js': `export const proofScript = ${JSON.stringify(await proofScript())};\n`,
    'proof-script.d.ts': 'export const proofScript: string;\n',
  };
  await mkdir(to, { recursive: true });
  // Modules, whatever the project's own package.json says of its files.
  await replace(join(to, 'package.json'), '{ "type": "module" }\n');
  const written = await Promise.all(Object.entries(build).map(([name, source]) => replace(join(to, name), source)));
  await replace(join(to, inputsFile), inputs);
  await forgetOld(Date.now());
  return Object.keys(build).filter((_, index) => written[index]);
}

/** Is what `build/` has made of the templates as they are now? */
export async function isBuilt(projectRoot: string): Promise<boolean> {
  return (await textOf(join(buildIn(projectRoot), inputsFile))) === (await inputsOf(projectRoot));
}

/** Is there a build of this Weekwise, whatever has become of the templates since? */
export async function hasBuild(projectRoot: string): Promise<boolean> {
  return (await textOf(join(buildIn(projectRoot), inputsFile)))?.startsWith(`${engineVersion} `) ?? false;
}

/** What a build is made of: this Weekwise, its templates and the project's, and which of its series are asked for. */
async function inputsOf(projectRoot: string): Promise<string> {
  const folders = new Set([templatesIn(projectRoot), templatesIn(roots.engine), engineFile('lib/templates')]);
  const made = await digest([...folders], dependenciesFile());
  return [engineVersion, made, ...namedSeries(projectRoot)].join(' ');
}

/** Two builds may run side by side while a third program imports what they write: it sees the old file or the new one, never half of one. */
async function replace(path: string, text: string): Promise<boolean> {
  if ((await textOf(path)) === text) return false;
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, text);
  await rename(draft, path);
  return true;
}

async function textOf(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch(() => undefined);
}
