import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync } from 'node:fs';
import { createServer } from 'node:net';
import { afterEach, beforeAll, expect, test } from '@jest/globals';
import { freePort } from '../../lib/local/emulators/free-port.ts';
import { bundlePrograms } from '../support/bundled-programs.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** `npm start` itself: a process, with the deployed handlers. One of them is loaded as `npm start` loads it, which takes three times as long as the others. */

const place = temporaryFolder();
const asTyped = ['--import', 'tsx', 'bin/local.ts'];
const running = new Set<ChildProcess>();
let port: number;

/** Starts the program; answers once it greets or ends. */
async function start(dataDir: string, args = [place('programs/local.mjs')], more: Record<string, string> = {}) {
  const child = spawn(process.execPath, args, {
    env: { ...process.env, PORT: String(port), WEEKWISE_DATA: dataDir, ...more },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  const program = { child, out: '', err: '', exit: once(child, 'exit') as Promise<[number | null, string | null]> };
  const greeted = new Promise<void>((resolve) => {
    child.stdout.on('data', (data) => {
      program.out += String(data);
      if (program.out.includes('Press Ctrl-C')) resolve();
    });
  });
  child.stderr.on('data', (data) => (program.err += String(data)));
  await Promise.race([greeted, program.exit]);
  return program;
}
const api = async (path: string, init?: RequestInit) =>
  (await (await fetch(`http://127.0.0.1:${port}/local/api${path}`, init)).json()) as Record<string, unknown>;
const mailCount = async () => ((await api('/mails'))['mails'] as unknown[]).length;

beforeAll(async () => {
  port = await freePort();
  await bundlePrograms(place('programs'), ['bin/local.ts']);
});
afterEach(async () => {
  for (const child of running) if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
  running.clear();
});

test('greets, serves site and console, outlives kill -9, says where webhooks go, and ends cleanly at Ctrl-C', async () => {
  const dataDir = place('data');
  const first = await start(dataDir);
  expect(first.err).toBe('');
  const [site, consoleLine, data, stop] = first.out.split('\n');
  expect(site).toBe(`Site      http://localhost:${port}`);
  expect(consoleLine).toMatch(`Console   http://localhost:${port}/local `);
  expect(data).toMatch(`Data      ${dataDir} `);
  expect(stop).toBe('Press Ctrl-C to stop.');
  expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(200);

  const form = { email: 'ada@example.org', lessonDay: '1', sendTime: '07:00', zone: 'Europe/Berlin', consent: 'yes' };
  const signedUp = await fetch(`http://127.0.0.1:${port}/sign-up`, { method: 'POST', body: new URLSearchParams(form) });
  expect(signedUp.status).toBe(200);
  // Answers when all queues are empty: the confirmation has left.
  const { now } = await api('/clock');
  await api('/clock', { method: 'POST', body: JSON.stringify({ to: new Date(Date.parse(String(now)) + 60_000) }) });
  expect(await mailCount()).toBe(1);
  first.child.kill('SIGKILL');
  await first.exit;

  // As an earlier version left it.
  chmodSync(dataDir, 0o755);
  const second = await start(dataDir, asTyped, { WEBHOOK_URL: 'http://127.0.0.1:9/' });
  // Windows has no such rights.
  const tightened = process.platform === 'win32' ? '' : `Other users of this machine had access to ${dataDir}: now`;
  expect(second.out).toContain(tightened);
  expect(second.out).toContain('Webhooks  to http://127.0.0.1:9/\n');
  expect(await mailCount()).toBe(1);
  expect(Date.parse(String((await api('/clock'))['now']))).toBeGreaterThanOrEqual(Date.parse(String(now)) + 60_000);
  second.child.kill('SIGINT');
  expect(await second.exit).toEqual([0, null]);
  expect(second.out).toContain('Finishing what is under way.');
  expect(second.err).toBe('');
});

test('a taken port is one sentence and exit code 1', async () => {
  const other = createServer().listen(port, '127.0.0.1');
  await once(other, 'listening');
  const program = await start(place('other'));
  expect(await program.exit).toEqual([1, null]);
  expect(program.err).toBe(
    `Port ${port} is taken by another program: stop that program, or choose another port with PORT=${port + 1} npm start.\n`,
  );
  expect(program.out).toBe('');
  other.close();
  await once(other, 'close');
});
