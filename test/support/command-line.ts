import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { jest } from '@jest/globals';
import type { Command } from 'commander';
import { endingOf, sayEnding } from '../../lib/operator/commands/ending.ts';
import { personActions } from '../../lambdas/core/actions/actions.ts';
import { wantsJson, weekwiseProgram } from '../../lib/operator/commands/program.ts';
import { withIdsMarked } from '../../lib/operator/subscriber/marked-ids.ts';

/** What a command left behind. */
export interface Ran {
  code: number;
  out: string;
  err: string;
}

/** Runs a command in this process: a hundred times faster than one of its own. What it writes to streams itself is not caught. */
export async function runHere(...args: string[]): Promise<Ran> {
  const out: string[] = [];
  const err: string[] = [];
  const spies = [
    jest.spyOn(console, 'log').mockImplementation((line: string) => void out.push(`${line}\n`)),
    jest.spyOn(console, 'error').mockImplementation((line: string) => void err.push(`${line}\n`)),
  ];
  const codeBefore = process.exitCode;
  process.exitCode = 0;
  try {
    await catching(weekwiseProgram(personActions, wantsJson(args)), { out, err }).parseAsync(withIdsMarked(args), {
      from: 'user',
    });
    return { code: Number(process.exitCode), out: out.join(''), err: err.join('') };
  } catch (error) {
    const ending = endingOf(error);
    // A fault of ours: the test shows its stack.
    if (ending.fault !== undefined) throw error;
    const code = sayEnding(ending, wantsJson(args));
    return { code, out: out.join(''), err: err.join('') };
  } finally {
    process.exitCode = codeBefore;
    for (const spy of spies) spy.mockRestore();
  }
}

/** Errors of a command line are thrown instead of ending the process. */
function catching(command: Command, { out, err }: { out: string[]; err: string[] }): Command {
  for (const one of command.commands) catching(one, { out, err });
  return command
    .exitOverride()
    .configureOutput({ writeOut: (text) => void out.push(text), writeErr: (text) => void err.push(text) });
}

/** Runs a command as operators do: a process of its own. */
export async function runProcess(env: NodeJS.ProcessEnv, ...args: string[]): Promise<Ran> {
  const program = join(import.meta.dirname, '../../bin/weekwise.js');
  return promisify(execFile)(process.execPath, [program, ...args], { env }).then(
    ({ stdout, stderr }) => ({ code: 0, out: stdout, err: stderr }),
    ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({
      code,
      out: stdout,
      err: stderr,
    }),
  );
}
