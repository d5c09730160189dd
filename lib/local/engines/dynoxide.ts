import { spawn, type ChildProcess } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { DataFolderError } from '../data-folder.ts';
import type { DynamoEngine } from './dynamo.ts';
import { freePort } from './free-port.ts';
import { guardChild } from './guard.ts';

/** Where the dynoxide program for this platform is, or undefined when its optional package is not installed. */
export function findDynoxide(): string | undefined {
  const program = process.platform === 'win32' ? 'dynoxide.exe' : 'dynoxide';
  try {
    return createRequire(import.meta.url).resolve(`@dynoxide/${process.platform}-${process.arch}/${program}`);
  } catch {
    return undefined;
  }
}

/**
 * Starts `program` on a free port of 127.0.0.1, with its database in `dataDir` (in memory without). It ends with this process.
 *
 * @throws DataFolderError when it cannot open its database
 */
export async function startDynoxide(program: string, dataDir: string | undefined): Promise<DynamoEngine> {
  const triesMax = 5;
  for (let tries = 1; ; tries++) {
    const port = await freePort();
    const started = await launch(program, port, dataDir === undefined ? undefined : join(dataDir, 'dynoxide.db'));
    if (started.listening) {
      return { url: `http://127.0.0.1:${port}`, engine: 'dynoxide', stop: started.stop };
    }
    // It takes a port by number only, and between our finding a free one and its opening it, somebody else may have taken it.
    const portTaken = /in use|AddrInUse|os error (98|48|10048)/i.test(started.said);
    if (portTaken && tries < triesMax) continue;
    if (dataDir !== undefined && !portTaken) throw DataFolderError.damaged(dataDir, started.said);
    throw new Error(`dynoxide did not start: ${started.said}`);
  }
}

type Launch = { listening: true; stop: () => Promise<void> } | { listening: false; said: string };

async function launch(program: string, port: number, databaseFile: string | undefined): Promise<Launch> {
  const child = spawn(
    program,
    ['--host', '127.0.0.1', '--port', String(port), ...(databaseFile === undefined ? [] : ['--db-path', databaseFile])],
    // Detached on POSIX, so that Ctrl-C reaches us alone and we can still finish our work with the database; the guard sees to the end.
    { stdio: ['ignore', 'ignore', 'pipe'], windowsHide: true, detached: process.platform !== 'win32' },
  );
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const unguard = guardChild(child);
  let said = '';
  const listening = await new Promise<boolean>((resolve) => {
    child.once('error', (error) => {
      said += error.message;
      resolve(false);
    });
    child.once('close', () => resolve(false));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      // Kept only until it listens: afterwards nobody reads it, but it must be drained or the program would block.
      if (said.length < 10_000) said += text;
      if (said.includes('listening on')) resolve(true);
    });
  });
  if (!listening) {
    unguard();
    return { listening, said: said.trim().replace(/^error: /, '') || 'it ended without a word' };
  }
  letProcessEnd(child);
  return {
    listening,
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        child.ref();
        child.kill();
        await exited;
      }
      unguard();
    },
  };
}

/** A forgotten child must not keep this process alive; the guard ends it when we go. */
function letProcessEnd(child: ChildProcess): void {
  child.unref();
  (child.stderr as { unref?: () => void } | null)?.unref?.();
}
