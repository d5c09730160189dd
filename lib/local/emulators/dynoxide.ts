import { spawn, type ChildProcess } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { createRequire } from 'node:module';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandToAccept } from '../accepted-losses.ts';
import { DataFolderError } from '../data-folder.ts';
import { StorageError } from '../storage.ts';
import { freePort } from './free-port.ts';
import { guardChild } from './guard.ts';
import { damageOfWal } from './sqlite-wal.ts';

/** A running dynoxide and the address at which it answers everyone. */
export interface Dynoxide {
  host: string;
  port: number;
  stop: () => Promise<void>;
}

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
 * Starts `program` on an address that is hard to find, with its database in `dataDir` (in memory without). It ends with this process.
 *
 * It answers everyone who asks, web pages too, so keep the address secret and let callers come through a guard.
 *
 * @param acceptLoss - the operator gives up what a damaged log of the database held last
 * @throws DataFolderError when it cannot open its database, or only a part of it
 * @throws StorageError when the disk is full
 */
export async function startDynoxide(
  program: string,
  dataDir: string | undefined,
  { acceptLoss = false }: { acceptLoss?: boolean | undefined } = {},
): Promise<Dynoxide> {
  const databaseFile = dataDir === undefined ? undefined : join(dataDir, 'dynoxide.db');
  if (databaseFile !== undefined && !acceptLoss) checkLog(`${databaseFile}-wal`);
  const triesMax = 5;
  for (let tries = 1; ; tries++) {
    const address = await hiddenAddress();
    const started = await launch(program, address, databaseFile);
    if (started.listening) return { ...address, stop: started.stop };
    // It takes a port by number only, and between our finding a free one and its opening it, somebody else may have taken it.
    const portTaken = /in use|AddrInUse|os error (98|48|10048)/i.test(started.said);
    if (portTaken && tries < triesMax) continue;
    if (databaseFile !== undefined && /disk is full/.test(started.said))
      throw new StorageError(databaseFile, { code: 'ENOSPC' });
    if (dataDir !== undefined && !portTaken) throw DataFolderError.damaged(dataDir, started.said);
    throw new Error(`dynoxide did not start: ${started.said}`);
  }
}

/** @throws DataFolderError when the emulator would pass over a part of its log in silence */
function checkLog(file: string): void {
  const damage = existsSync(file) ? damageOfWal(readFileSync(file)) : undefined;
  if (damage === undefined) return;
  throw new DataFolderError(
    `The log of the table, ${file}, cannot be read whole: ${damage}. Put back a copy of the whole data folder, or begin with what can be read: ${commandToAccept('table')}`,
  );
}

/**
 * Picks a random loopback address and a free port of it. All of 127.0.0.0/8 is loopback on Linux and Windows, and with the port that is too many
 * addresses for a page to try. macOS has only 127.0.0.1, so there only the port is random.
 */
async function hiddenAddress(): Promise<{ host: string; port: number }> {
  const byte = () => randomInt(1, 255);
  const host = `127.${byte()}.${byte()}.${byte()}`;
  try {
    return { host, port: await freePort(host) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRNOTAVAIL') throw error;
    return { host: '127.0.0.1', port: await freePort() };
  }
}

type Launch = { listening: true; stop: () => Promise<void> } | { listening: false; said: string };

async function launch(
  program: string,
  { host, port }: { host: string; port: number },
  databaseFile: string | undefined,
): Promise<Launch> {
  const child = spawn(
    program,
    ['--host', host, '--port', String(port), ...(databaseFile === undefined ? [] : ['--db-path', databaseFile])],
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
