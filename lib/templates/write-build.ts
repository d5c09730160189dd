import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildIn, engineVersion } from '../roots.ts';
import { codeOf } from './code-of.ts';
import { projectMemory } from './remembered.ts';
import { templatesState } from './templates-state.ts';

/** Remembers what the last build was made of. */
const inputsFile = 'templates.inputs';

/**
 * Compiles `templates/` into `build/`. Nothing is compiled when nothing has changed: the build runs before most npm scripts, and loading
 * MJML alone takes half a second. Files that come out the same are left alone.
 *
 * @param about.drafts - languages that are drafts are there as well; such a build is none for {@link isBuilt}
 * @returns names of the files that were written
 */
export async function writeBuild(projectRoot: string, about: { drafts?: boolean } = {}): Promise<string[]> {
  const to = buildIn(projectRoot);
  const inputs = inputsOf(projectRoot, about);
  if ((await textOf(join(to, inputsFile))) === inputs) return [];
  const { compileTemplates } = await import('./compile-templates.ts');
  const { proofScript } = await import('./proof-script.ts');
  const build = {
    ...(await compileTemplates(projectRoot, about)),
    'proof-script.js': `export const proofScript = ${JSON.stringify(await proofScript(projectMemory))};\n`,
    'proof-script.d.ts': 'export const proofScript: string;\n',
  };
  await mkdir(to, { recursive: true });
  // Modules, whatever the project's own package.json says of its files.
  await replace(join(to, 'package.json'), '{ "type": "module" }\n');
  const written = await Promise.all(Object.entries(build).map(([name, source]) => replace(join(to, name), source)));
  // Where an author saved meanwhile, nobody knows what it was made of.
  if (inputsOf(projectRoot, about) === inputs) await replace(join(to, inputsFile), inputs);
  projectMemory.forgetOld(Date.now());
  return Object.keys(build).filter((_, index) => written[index]);
}

/** Is what `build/` has made of the templates as they are now? */
export async function isBuilt(projectRoot: string): Promise<boolean> {
  return (await textOf(join(buildIn(projectRoot), inputsFile))) === inputsOf(projectRoot);
}

/** Is there a build of this Weekwise, whatever has become of the templates since? */
export async function hasBuild(projectRoot: string): Promise<boolean> {
  return (await textOf(join(buildIn(projectRoot), inputsFile)))?.startsWith(`${engineVersion} `) ?? false;
}

/** What a build is made of: this Weekwise, its templates and the project's, and which of its series are asked for. */
function inputsOf(projectRoot: string, { drafts = false } = {}): string {
  // All modules here: some are written into the build as they are.
  const made = [engineVersion, codeOf('lib/templates'), templatesState(projectRoot)];
  return [...made, ...(drafts ? ['drafts'] : [])].join(' ');
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
