import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { roots } from '../../lib/roots.ts';
import { lastLines, run } from './command.ts';

const requirements = join(import.meta.dirname, 'requirements.txt');

/** Among what npm made, which is thrown away and made anew with `npm ci`. */
const folder = join(roots.project, 'node_modules', '.cache', 'weekwise-test-cloud');

/** Something that this machine does not have, and that is no fault of the project. */
export class Skipped extends Error {
  override name = 'Skipped';
}

export interface PythonTools {
  python: string;
  cfnLint: string;
}

/**
 * Python's tools in an environment of their own, made at the first run and again when the pinned versions change.
 *
 * @throws Skipped where there is no Python, or no package index
 */
export async function pythonTools(): Promise<PythonTools> {
  if (process.platform === 'win32') throw new Skipped('the emulator starts functions as POSIX systems do');
  const bin = join(folder, 'bin');
  const tools = { python: join(bin, 'python3'), cfnLint: join(bin, 'cfn-lint') };
  const wanted = await readFile(requirements, 'utf8');
  const mark = join(folder, 'installed.txt');
  if (existsSync(mark) && existsSync(tools.python) && (await readFile(mark, 'utf8')) === wanted) return tools;

  await pythonIsThere();
  await rm(folder, { recursive: true, force: true });
  await mkdir(join(folder, '..'), { recursive: true });
  const made = await run(['python3', '-m', 'venv', folder], { seconds: 60 });
  if (made.code !== 0) throw new Skipped(`python3 cannot make an environment (${lastLines(made.output, 1)})`);
  const pip = await run(
    [
      tools.python,
      '-m',
      'pip',
      'install',
      '--quiet',
      '--disable-pip-version-check',
      '--retries',
      '1',
      '-r',
      requirements,
    ],
    { seconds: 180 },
  );
  if (pip.code !== 0) {
    if (isUnreachable(pip.output)) throw new Skipped('the Python package index cannot be reached');
    throw new Error(`pip could not install ${requirements}:\n${lastLines(pip.output, 10)}`);
  }
  // Last, so that an interrupted run is not taken for a whole one.
  await writeFile(mark, wanted);
  return tools;
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
