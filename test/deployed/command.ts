import { spawn } from 'node:child_process';

export interface CommandResult {
  code: number;
  /** Both streams, as they came. */
  output: string;
}

/** Runs a command to its end, at most for so many seconds; answers whatever it said. */
export function run(
  [command, ...args]: [string, ...string[]],
  { env, seconds }: { env?: NodeJS.ProcessEnv; seconds: number },
): Promise<CommandResult> {
  return new Promise((done, failed) => {
    const child = spawn(command, args, { env: env ?? process.env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (output += text));
    }
    const watch = setTimeout(() => {
      output += `\n(ended after ${seconds} s)`;
      child.kill('SIGKILL');
    }, seconds * 1000);
    child.once('error', failed);
    child.once('close', (code) => {
      clearTimeout(watch);
      done({ code: code ?? 1, output });
    });
  });
}

/**
 * Runs a command that has to succeed.
 *
 * @throws Error with the end of what it said
 */
export async function runWell(
  command: [string, ...string[]],
  options: { env?: NodeJS.ProcessEnv; seconds: number },
): Promise<string> {
  const { code, output } = await run(command, options);
  if (code !== 0) throw new Error(`${command.join(' ')} failed (${code}):\n${lastLines(output, 30)}`);
  return output;
}

/** The end of a text, where programs say what went wrong. */
export function lastLines(text: string, count: number): string {
  return text.trimEnd().split('\n').slice(-count).join('\n');
}
