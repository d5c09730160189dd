import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { idFrom, newPackageFile, pnpmSettings, strangersIn, yarnSettings } from '../project/new-folder.ts';

/** Which Weekwise the project is to depend on. */
export interface Weekwise {
  name: string;
  version: string;
}

/**
 * `npm create weekwise my-course`: what is published as create-weekwise, in one file without packages. It installs Weekwise into the new folder, once, and
 * has it make the project there (`weekwise init`). Where Weekwise is installed already, nothing is fetched.
 *
 * @param words - what was typed: the folder, then options of `weekwise init`
 * @param agent - `npm_config_user_agent`: which of npm, pnpm and yarn runs it
 * @param say - what is wrong, and what takes a while
 * @returns the exit code
 */
export async function create(
  weekwise: Weekwise,
  [named, ...options]: readonly string[],
  agent: string | undefined,
  say: (sentence: string) => void = console.error,
): Promise<number> {
  if (named === undefined || named.startsWith('-')) {
    say(`Name a folder: npm create ${weekwise.name} my-course`);
    return 2;
  }
  const folder = resolve(named);
  const program = join(folder, 'node_modules', weekwise.name, 'bin', 'weekwise.js');
  if (!existsSync(program)) {
    const why = await whyNot(folder, weekwise);
    if (why !== undefined) {
      say(why);
      return 2;
    }
    const manager = managerOf(agent);
    try {
      await begin(folder, weekwise, manager);
    } catch (error) {
      say(`${folder} cannot be made into a project: ${(error as Error).message}`);
      return 2;
    }
    say(`${manager} install, for ${weekwise.name} ${weekwise.version} …`);
    // By a shell, which alone starts package managers on Windows: they are scripts there. Nothing that was typed is in this line.
    const installed = await exitOf(spawn(`${manager} install`, { cwd: folder, stdio: 'inherit', shell: true }));
    if (installed !== 0) {
      say(`${manager} install failed. Once it succeeds in ${folder}, npx weekwise init there makes the project.`);
      return installed;
    }
  }
  return exitOf(spawn(process.execPath, [program, 'init', named, ...options], { stdio: 'inherit' }));
}

/** What runs it, and so is to install: npm, pnpm or yarn. */
export function managerOf(agent = ''): string {
  return /^(pnpm|yarn)\//.exec(agent)?.[1] ?? 'npm';
}

/** Why a folder cannot become a project, where it cannot. Known before anything is fetched. */
async function whyNot(folder: string, weekwise: Weekwise): Promise<string | undefined> {
  const strangers = await strangersIn(folder);
  if (strangers.length > 0) {
    return `${folder} holds something else (${strangers.join(', ')}): name a new folder, or move it away.`;
  }
  const about = await readFile(join(folder, 'package.json'), 'utf8').catch(() => undefined);
  // An installation that failed, such as without a network, is tried again.
  if (about !== undefined && about !== packageFile(folder, weekwise)) {
    return `${folder} has a package.json: run npm install ${weekwise.name} and npx weekwise init there.`;
  }
  if (idFrom(basename(folder)) === '') {
    return `"${basename(folder)}" has no letter from a to z and no digit: name another folder, from whose name lessons can get theirs.`;
  }
  return undefined;
}

/** Writes what a package manager reads before it installs. */
async function begin(folder: string, weekwise: Weekwise, manager: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), packageFile(folder, weekwise));
  const settings = manager === 'pnpm' ? pnpmSettings : manager === 'yarn' ? yarnSettings : undefined;
  if (settings !== undefined) await writeFile(join(folder, settings.file), settings.text);
}

/** The package.json that installs Weekwise. */
function packageFile(folder: string, { name, version }: Weekwise): string {
  const about = newPackageFile(idFrom(basename(folder)), { [name]: `^${version}` });
  return `${JSON.stringify(about, undefined, 2)}\n`;
}

/** 1 where it was ended by a signal. */
async function exitOf(child: ChildProcess): Promise<number> {
  const [code] = (await once(child, 'exit')) as [number | null];
  return code ?? 1;
}
