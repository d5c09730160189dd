import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { lastLines } from './command.ts';
import { emulatedEnvironment, region } from './emulated-account.ts';
import { clockScript } from './moved-clock.ts';
import { until } from './until.ts';

export interface Emulator {
  endpoint: string;
  /** Name and version, for the summary. */
  name: string;
  log: () => string;
  stop: () => Promise<void>;
}

/**
 * Starts the emulator on a free port of the loopback.
 *
 * @param folder - for its files
 * @param smtp - where it relays mails to, with their headers, which its own store of mails leaves out
 */
export async function startEmulator(python: string, folder: string, smtp: string): Promise<Emulator> {
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const logFile = join(folder, 'emulator.log');
  const log = openSync(logFile, 'w');
  const child = spawn(python, [join(import.meta.dirname, 'emulator.py')], {
    stdio: ['ignore', log, log],
    // A group of its own, which ends with it: its functions are processes, too.
    detached: true,
    env: {
      ...emulatedEnvironment(endpoint),
      PATH: `${await nodeOnMovedClock(folder)}:${process.env['PATH']}`,
      TMPDIR: folder,
      BIND_HOST: '127.0.0.1',
      GATEWAY_PORT: String(port),
      MINISTACK_REGION: region,
      // The host of its HTTP APIs is then the one that links in mails name.
      MINISTACK_HOST: `${region}.amazonaws.com`,
      // Roles and policies decide, as in AWS.
      AUTH: 'true',
      SMTP_HOST: smtp,
      SFTP_ENABLED: '0',
      IOT_MTLS_ENABLED: '0',
      PERSIST_STATE: '0',
    },
  });
  closeSync(log);
  const readLog = () => readFileSync(logFile, 'utf8');
  let ended = false;
  child.once('exit', () => (ended = true));
  const stop = async () => {
    const gone = ended ? undefined : once(child, 'exit');
    signal(child.pid, 'SIGTERM');
    const watch = setTimeout(() => signal(child.pid, 'SIGKILL'), 5_000);
    await gone;
    clearTimeout(watch);
    // Functions that outlived it.
    signal(child.pid, 'SIGKILL');
  };
  try {
    const { version } = await until('the emulator is ready', 60, async () => {
      if (ended) throw new Error(lastLines(readLog(), 10));
      const response = await fetch(`${endpoint}/_ministack/health`);
      return response.ok ? ((await response.json()) as { version: string }) : undefined;
    });
    return { endpoint, name: `MiniStack ${version}`, log: readLog, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The emulator starts functions by the command `node`: here is one that loads the moved clock first. */
async function nodeOnMovedClock(folder: string): Promise<string> {
  const bin = join(folder, 'bin');
  await mkdir(bin);
  const command = join(bin, 'node');
  await writeFile(command, `#!/bin/sh\nexec '${process.execPath}' --require '${clockScript}' "$@"\n`);
  await chmod(command, 0o755);
  return bin;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

/** Signals the whole group. */
function signal(pid: number | undefined, name: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, name);
  } catch {
    // Nobody is left.
  }
}
