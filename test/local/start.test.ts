import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { bundlePrograms } from '../support/bundled-programs.ts';
import { ProjectCopy, projectRoot, seriesPath } from '../templates/project-copy.ts';

/** `npm start` refuses a series that fails: in a copy of the whole project, whose templates can be spoilt. */

let project: ProjectCopy;
beforeAll(async () => {
  project = await ProjectCopy.make();
  const copied = ['bin', 'lib', 'lambdas', 'package.json', 'package-lock.json', 'tsconfig.json'];
  for (const name of copied) await cp(join(projectRoot, name), join(project.root, name), { recursive: true });
  await symlink(join(projectRoot, 'node_modules'), join(project.root, 'node_modules'), 'junction');
  await bundlePrograms(join(project.root, 'programs'), ['bin/start.ts'], project.root);
});
afterAll(() => project.remove());

/** Runs `npm start` to its end. */
async function start() {
  const child = spawn(process.execPath, ['programs/start.mjs'], {
    cwd: project.root,
    env: { ...process.env, PORT: '0', WEEKWISE_DATA: join(project.root, 'data') },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, err] = ['', ''];
  child.stdout.on('data', (data) => (out += String(data)));
  child.stderr.on('data', (data) => (err += String(data)));
  // Nobody waits for a service that starts after all.
  const timer = setTimeout(() => child.kill(), 60_000);
  const [code] = (await once(child, 'close')) as [number | null];
  clearTimeout(timer);
  return { code, out, err };
}

test('a template that is broken stops it, and the message says where and why', async () => {
  const lesson = `${seriesPath}/lessons/01-spot-the-loop.md`;
  await project.edit(lesson, 'minutes: 5', 'minutes: 45');
  const { code, out, err } = await start();
  expect(err).toMatch(new RegExp(`^${lesson}:\\d+: minutes: .+\\n$`));
  expect(code).toBe(1);
  // Not with what was compiled before, either.
  expect(out).toBe('');
});
