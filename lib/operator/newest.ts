import { exec } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import { engineVersion, isPackaged, packageName } from '../roots.ts';

/** Asks for a version that is out and later than the one here; undefined where there is none, or it is not to be learnt, as without a network. */
export type Newer = () => Promise<string | undefined>;

/** What is asked of the registry of packages, by what it is about. */
export const newest = {
  /** Of Weekwise. A clone is updated by git, and its name says nothing about packages. */
  weekwise: async () => (isPackaged ? newerThan(engineVersion, await published(packageName)) : undefined),
  /** Of the package that time zones are taken from. In a project they come with Weekwise. */
  clocks: async () => (isPackaged ? undefined : newerClocks().catch(() => undefined)),
} satisfies Record<string, Newer>;

async function newerClocks(): Promise<string | undefined> {
  const file = createRequire(import.meta.url).resolve('moment-timezone/package.json');
  const { version } = JSON.parse(await readFile(file, 'utf8')) as { version: string };
  return newerThan(version, await published('moment-timezone'));
}

async function published(name: string): Promise<string | undefined> {
  // npm's own setting. It would take half a second to say no.
  if (process.env['npm_config_offline'] === 'true') return undefined;
  // By a shell, which alone starts it on Windows: npm is a script there.
  return promisify(exec)(`npm view ${name} version`, { timeout: 10_000 }).then(
    ({ stdout }) => stdout.trim(),
    () => undefined,
  );
}

const version = /^(\d+)\.(\d+)\.(\d+)(-[\w.]+)?$/;

/** The version that is out where it is later than the one here, by Semantic Versioning 2.0.0, section 11. Candidates are not offered. */
export function newerThan(here: string, out: string | undefined): string | undefined {
  const [, ...was] = version.exec(here) ?? [];
  const [, ...is] = version.exec(out ?? '') ?? [];
  if (was.length === 0 || is.length === 0 || is[3] !== undefined) return undefined;
  const other = [0, 1, 2].find((place) => was[place] !== is[place]);
  // A candidate comes before the version that it is one of.
  const isLater = other === undefined ? was[3] !== undefined : Number(is[other]) > Number(was[other]);
  return isLater ? out : undefined;
}
