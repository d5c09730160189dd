import { spawn } from 'node:child_process';
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
    const strangers = await strangersIn(folder);
    if (strangers.length > 0) {
      say(`${folder} holds something else (${strangers.join(', ')}): name a new folder, or move it away.`);
      return 2;
    }
    const about = await readFile(join(folder, 'package.json'), 'utf8').catch(() => undefined);
    // An installation that failed, such as without a network, is tried again.
    if (about !== undefined && about !== packageFile(folder, weekwise)) {
      say(`${folder} has a package.json: run npm install ${weekwise.name} and npx weekwise init there.`);
      return 2;
    }
    const manager = managerOf(agent);
    say(`${manager} install, for ${weekwise.name} ${weekwise.version} …`);
    const installed = await install(folder, weekwise, manager);
    if (installed !== 0) return installed;
  }
  return run(process.execPath, [program, 'init', named, ...options]);
}

/** What runs it, and so is to install: npm, pnpm or yarn. */
export function managerOf(agent = ''): string {
  return /^(pnpm|yarn)\//.exec(agent)?.[1] ?? 'npm';
}

async function install(folder: string, weekwise: Weekwise, manager: string): Promise<number> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), packageFile(folder, weekwise));
  const settings = settingsOf(manager);
  if (settings !== undefined) await writeFile(join(folder, settings.file), settings.text);
  return run(manager, ['install'], folder);
}

/** The package.json that installs Weekwise. */
function packageFile(folder: string, { name, version }: Weekwise): string {
  const about = newPackageFile(idFrom(basename(folder)), { [name]: `^${version}` });
  return `${JSON.stringify(about, undefined, 2)}\n`;
}

/** What a manager has to be told before it installs. */
function settingsOf(manager: string): { file: string; text: string } | undefined {
  return manager === 'pnpm' ? pnpmSettings : manager === 'yarn' ? yarnSettings : undefined;
}

async function run(program: string, args: readonly string[], cwd?: string): Promise<number> {
  // Package managers are scripts on Windows, which only a shell starts. Nothing that was typed is among their arguments.
  const shell = process.platform === 'win32' && program !== process.execPath;
  const child = spawn(program, args, { ...(cwd !== undefined && { cwd }), stdio: 'inherit', shell });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code ?? 1;
}
