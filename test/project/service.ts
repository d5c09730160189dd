import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { promisify } from 'node:util';

const program = (project: string) => join(project, 'node_modules', 'weekwise', 'bin', 'weekwise.js');

/** Runs a command of the Weekwise that a project depends on, in the project, as its scripts do. */
export async function weekwise(
  project: string,
  args: readonly string[],
  cwd = project,
): Promise<{ code: number; out: string; err: string }> {
  const options = { cwd, env: { ...process.env, WEEKWISE_PROJECT: '' } };
  return promisify(execFile)(process.execPath, [program(project), ...args], options).then(
    ({ stdout, stderr }) => ({ code: 0, out: stdout, err: stderr }),
    ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({
      code,
      out: stdout,
      err: stderr,
    }),
  );
}

/** `npm start` in a project, until it says where it is. */
export async function start(project: string): Promise<{ url: string; stop: () => Promise<void> }> {
  const child = spawn(process.execPath, [program(project), 'start'], {
    cwd: project,
    env: { ...process.env, PORT: '0', WEEKWISE_PROJECT: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const exit = once(child, 'exit');
  child.stderr.on('data', (data) => (said += String(data)));
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (data) => {
      said += String(data);
      if (said.includes('Ctrl-C')) resolve();
    });
    void exit.then(() => reject(new Error(`It did not start: ${said}`)));
  });
  return {
    url: /^Site +(\S+)/m.exec(said)![1]!,
    stop: async () => {
      child.kill('SIGINT');
      await exit;
    },
  };
}
