import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { watch } from 'node:fs';
import { fileURLToPath } from 'node:url';

export interface RestartOptions {
  /** Folder in which the programs run and to which the others are relative. */
  root: URL;
  /** Watched with everything in them. */
  folders: string[];
  /** Arguments of Node for the program that is restarted. */
  program: string[];
  /** Run before, at the start and whenever something in `folder` has changed. */
  compile: { folder: string; program: string[] };
}

/** Editors write a file in several steps; this long after the last of them it is done. */
const settleMs = 200;

/**
 * Runs a program and restarts it when a file changes, until this process is interrupted. A program that ends by itself, or does not
 * compile, is tried again at the next change.
 */
export function restartOnChange({ root, folders, program, compile }: RestartOptions): void {
  const cwd = fileURLToPath(root);
  const run = (programArguments: string[]) => spawn(process.execPath, programArguments, { cwd, stdio: 'inherit' });
  let child: ChildProcess | undefined;
  let compileFirst = true;
  let timer: NodeJS.Timeout | undefined;
  let turn = Promise.resolve();

  const restart = async () => {
    await stop(child);
    child = undefined;
    if (compileFirst) {
      compileFirst = false;
      const [code] = (await once(run(compile.program), 'exit')) as [number | null];
      // Still to be done, then; what is wrong stands above.
      if (code !== 0) return void (compileFirst = true);
    }
    child = run(program);
  };
  const inTurn = () => void (turn = turn.then(restart).catch((error: unknown) => console.error(error)));

  for (const folder of folders) {
    watch(new URL(folder, root), { recursive: true }, () => {
      compileFirst ||= folder === compile.folder;
      clearTimeout(timer);
      timer = setTimeout(inTurn, settleMs);
    });
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      clearTimeout(timer);
      if (child === undefined || child.exitCode !== null || child.signalCode !== null) process.exit(0);
      child.once('exit', () => process.exit(0));
      // Ctrl-C reaches the program by itself; this signal does, too, and twice is no more than once.
      child.kill('SIGTERM');
    });
  }
  inTurn();
}

async function stop(child: ChildProcess | undefined): Promise<void> {
  if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
  child.kill();
  await once(child, 'exit');
}
