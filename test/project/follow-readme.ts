import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { pack } from '../../lib/pack/pack.ts';
import { makeProject } from '../../lib/project/make-project.ts';
import { packageName } from '../../lib/roots.ts';
import { startBrowser } from '../support/browser.ts';
import { stepsOf, type Action } from './readme-steps.ts';

/**
 * `npm run follow:readme`: makes a project in an empty folder and does what its README says, word for word: its commands, and what it says to open, type and
 * press, in a real browser. Says how long each step took; what needs an account is named and not done. The package comes from this clone, everything else
 * from npm's cache or the registry (`npm_config_offline=true`: from the cache alone). PORT takes the place of 8420.
 */

/** What the README promises. */
const minutesMax = 10;
const port = process.env['PORT'] ?? '8420';
const folder = await mkdtemp(join(tmpdir(), 'weekwise-follow-'));
const project = join(folder, 'my-course');
const running: ChildProcess[] = [];
let browser: Browser | undefined;
let page: Page | undefined;
try {
  const packed = join(folder, 'package');
  await pack(packed);
  const npm = ['pack', packed, '--pack-destination', folder, '--json'];
  const [{ filename }] = JSON.parse(execFileSync('npm', npm, { encoding: 'utf8' })) as [{ filename: string }];
  await makeProject(project);
  // The one thing that is not as it will be for others: this version is in no registry.
  const about = JSON.parse(await readFile(join(project, 'package.json'), 'utf8')) as { dependencies: object };
  about.dependencies = { [packageName]: `file:../${filename}` };
  await writeFile(join(project, 'package.json'), JSON.stringify(about, undefined, 2));

  const began = performance.now();
  for (const { title, actions, needs } of stepsOf(await readFile(join(project, 'README.md'), 'utf8'))) {
    if (needs !== undefined) {
      console.log(`not done  ${title}: ${actions.map(inWords).join(', ')}`);
      continue;
    }
    const from = performance.now();
    for (const action of actions) await follow(action);
    console.log(`${seconds(from)} s  ${title}: ${actions.map(inWords).join(', ')}`);
  }
  console.log(`${seconds(began)} s  in all`);
  if (performance.now() - began > minutesMax * 60_000) throw new Error(`It took more than ${minutesMax} minutes.`);
} finally {
  await browser?.close();
  for (const child of running) {
    // npm and what it started.
    process.kill(-child.pid!, 'SIGINT');
    await once(child, 'close');
  }
  await rm(folder, { recursive: true, force: true, maxRetries: 3 });
}

function seconds(from: number): string {
  return ((performance.now() - from) / 1000).toFixed(1).padStart(6);
}

function inWords(action: Action): string {
  return Object.entries(action)
    .map(([what, which]) => (what === 'command' ? which : `${what} ${which}`))
    .join(' ');
}

async function follow(action: Action): Promise<void> {
  if ('command' in action) return run(action.command);
  browser ??= await startBrowser();
  page ??= await newPage(browser);
  if ('open' in action) await page.goto(action.open.replace(':8420', `:${port}`));
  else if ('type' in action) await page.getByLabel(action.into).fill(action.type);
  else await press(action.press);
}

/** A page; a link that opens another one leads there, as it does a person. */
async function newPage(of: Browser): Promise<Page> {
  const context = await of.newContext();
  context.on('page', (opened) => (page = opened));
  return context.newPage();
}

/** Runs a command to its end, or until it says how to stop it. @throws when it fails */
async function run(command: string): Promise<void> {
  const env = { npm_config_prefer_offline: 'true', ...process.env, PORT: port };
  const child = spawn(command, { cwd: project, env, shell: true, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  const runs = new Promise<true>((resolve) => {
    child.stdout.on('data', (data) => {
      said += String(data);
      if (said.includes('Ctrl-C')) resolve(true);
    });
  });
  child.stderr.on('data', (data) => (said += String(data)));
  const code = await Promise.race([runs, once(child, 'close').then(([ended]) => ended as number)]);
  if (code === true) running.push(child);
  else if (code !== 0) throw new Error(`${command} ended with ${code}:\n${said}`);
}

/** Presses a button or a link, in an email that is shown too; loads the page again while it is not there yet, as the README says. */
async function press(name: string): Promise<void> {
  for (const until = Date.now() + 60_000; Date.now() < until;) {
    for (const frame of page!.frames()) {
      for (const role of ['button', 'link'] as const) {
        const found = frame.getByRole(role, { name }).first();
        if (!(await found.isVisible())) continue;
        const moved = Promise.race([page!.waitForEvent('framenavigated'), page!.context().waitForEvent('page')]);
        await found.click();
        await moved;
        await page!.waitForLoadState();
        return;
      }
    }
    await new Promise((done) => setTimeout(done, 1000));
    await page!.reload();
  }
  throw new Error(
    `There is nothing to press of the name "${name}" at ${page!.url()}:\n${await page!.innerText('body')}`,
  );
}
