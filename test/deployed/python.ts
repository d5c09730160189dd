import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { roots } from '../../lib/roots.ts';
import { lastLines, run } from './command.ts';

/** Something that this machine does not have, and that is no fault of the project. */
export class Skipped extends Error {
  override name = 'Skipped';
}

/**
 * Python's tools in an environment of their own, made at the first run and again when the pinned versions change. It is among what npm made, which is
 * thrown away and made again with `npm ci`.
 *
 * @param name - of the environment
 * @param requirements - file of what is in it
 * @returns its folder of programs, Python itself among them
 * @throws Skipped where there is no Python, or no package index
 */
export async function pythonTools(name: string, requirements: string): Promise<string> {
  if (process.platform === 'win32') throw new Skipped('Python’s environments are looked for as on POSIX systems');
  const folder = join(roots.project, 'node_modules', '.cache', `weekwise-${name}`);
  const bin = join(folder, 'bin');
  const python = join(bin, 'python3');
  const wanted = await readFile(requirements, 'utf8');
  const mark = join(folder, 'installed.txt');
  if (existsSync(mark) && existsSync(python) && (await readFile(mark, 'utf8')) === wanted) return bin;

  await pythonIsThere();
  await rm(folder, { recursive: true, force: true });
  await mkdir(join(folder, '..'), { recursive: true });
  const made = await run(['python3', '-m', 'venv', folder], { seconds: 60 });
  if (made.code !== 0) throw new Skipped(`python3 cannot make an environment (${lastLines(made.output, 1)})`);
  const pip = await run(
    [python, '-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--retries', '1', '-r', requirements],
    { seconds: 300 },
  );
  if (pip.code !== 0) {
    if (isUnreachable(pip.output)) throw new Skipped('the Python package index cannot be reached');
    throw new Error(`pip could not install ${requirements}:\n${lastLines(pip.output, 10)}`);
  }
  // Last, so that an interrupted run is not taken for a whole one.
  await writeFile(mark, wanted);
  return bin;
}

async function pythonIsThere(): Promise<void> {
  const missing = new Skipped('python3 3.10 or later is not here');
  const said = await run(['python3', '-c', 'import sys; print(sys.version_info >= (3, 10))'], { seconds: 20 }).catch(
    () => undefined,
  );
  if (said?.code !== 0 || !said.output.includes('True')) throw missing;
}

/** pip says "from versions: none" when it saw no index at all; a version that an index does not have is our mistake. */
function isUnreachable(output: string): boolean {
  return /NewConnectionError|ConnectTimeout|Name or service not known|from versions: none|Temporary failure|ProxyError|ended after/.test(
    output,
  );
}
