import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import * as z from 'zod';
import { makeSeries } from '../content/new-series.ts';
import type { StarterLanguage } from '../content/starter-languages.ts';
import { OperatorError } from '../operator/operator-error.ts';
import { engineFile, engineVersion, packageName, templatesIn } from '../roots.ts';
import { allowedScripts, idFrom, newPackageFile, pnpmSettings, strangersIn } from './new-folder.ts';

/** What `init` did, with paths from the project's folder. */
export interface Made {
  folder: string;
  series: string;
  files: string[];
  /** Was there already, and stays as it is. */
  kept: string[];
}

/** Files as they are written, and where they lie in `skeleton/`: npm packs no file of the name `.gitignore`. */
const skeleton = {
  '.gitignore': '_gitignore',
  'README.md': 'README.md',
  '.github/workflows/check.yml': 'check.yml',
  '.github/workflows/deploy.yml': 'deploy.yml',
  '.github/dependabot.yml': 'dependabot.yml',
};

/**
 * Makes a project: what depends on Weekwise, a small working series, and what a repository of its own needs. It may be run again, and writes over nothing;
 * a package.json gets what it lacks.
 *
 * @param about - its first series: `series` is its id, by default the name of the folder; `agent` is which package manager runs it, as each says of itself
 * @throws OperatorError where something else lies in the folder, SeriesNameError where the series cannot have that name
 */
export async function makeProject(
  folder: string,
  {
    series = idFrom(basename(folder)),
    language,
    agent = process.env['npm_config_user_agent'],
  }: { series?: string; language?: StarterLanguage; agent?: string | undefined } = {},
): Promise<Made> {
  await mkdir(folder, { recursive: true });
  await refuseStrangers(folder);
  const [files, kept]: [string[], string[]] = [[], []];
  const write = async (path: string, text: string) => {
    if (existsSync(join(folder, path))) return void kept.push(path);
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
    files.push(path);
  };
  const hasSeries = (await readdir(templatesIn(folder, 'series')).catch(() => [])).length > 0;
  // First, since its name may be refused.
  if (!hasSeries) files.push(...(await makeSeries(folder, series, language)));
  const whole = `${JSON.stringify(await packageFile(folder), undefined, 2)}\n`;
  if ((await textOf(join(folder, 'package.json'))) === whole) kept.push('package.json');
  else {
    await writeFile(join(folder, 'package.json'), whole);
    files.push('package.json');
  }
  await write(
    'stages.json',
    `${JSON.stringify({ production: { series: [series], senderName: titleOf(series) } }, undefined, 2)}\n`,
  );
  for (const [path, from] of Object.entries(skeleton)) {
    const text = await readFile(engineFile('lib/project/skeleton', from), 'utf8');
    const words = { name: basename(folder), series, package: packageName };
    await write(
      path,
      text.replaceAll(/\{\{(name|series|package)\}\}/g, (_, word: keyof typeof words) => words[word]),
    );
  }
  // Its file would make other programs believe that everybody here uses pnpm.
  if (isOfPnpm(folder, agent)) await write(pnpmSettings.file, pnpmSettings.text);
  return { folder, series, files, kept };
}

function isOfPnpm(folder: string, agent = ''): boolean {
  return agent.startsWith('pnpm/') || existsSync(join(folder, 'pnpm-lock.yaml'));
}

/** @throws OperatorError over files that a project does not have */
async function refuseStrangers(folder: string): Promise<void> {
  const strangers = await strangersIn(folder);
  if (strangers.length > 0) {
    const names = strangers.slice(0, 8).join(', ') + (strangers.length > 8 ? ', …' : '');
    throw new OperatorError(`${folder} holds something else (${names}): choose a new folder, or move it away.`);
  }
  const there = await readPackageFile(folder);
  if (there !== undefined && !(packageName in { ...there.dependencies, ...there.devDependencies })) {
    throw new OperatorError(
      `${folder} has a package.json that does not depend on ${packageName}: run npm install ${packageName} there first.`,
    );
  }
}

/**
 * One dependency, and the scripts that people type; of a package.json that is there, what it says itself. npm 12 runs install scripts only of packages that
 * are named here.
 */
async function packageFile(folder: string): Promise<object> {
  const there = await readPackageFile(folder);
  const scripts = Object.entries(there?.scripts ?? {}).filter(([, script]) => !script.includes(npmPlaceholder));
  return {
    ...(there ?? newPackageFile(idFrom(basename(folder)), { [packageName]: `^${engineVersion}` })),
    scripts: {
      start: 'weekwise start',
      test: 'weekwise series check',
      preview: 'weekwise preview',
      deploy: 'weekwise deploy',
      ...Object.fromEntries(scripts),
    },
    allowScripts: { ...allowedScripts, ...there?.allowScripts },
  };
}

const Names = z.record(z.string(), z.string());

/** A package.json as far as it matters here. */
const PackageFile = z.looseObject({
  scripts: Names.optional(),
  dependencies: Names.optional(),
  devDependencies: Names.optional(),
  allowScripts: z.record(z.string(), z.boolean()).optional(),
});

/** Undefined where there is none. @throws OperatorError where it cannot be read */
async function readPackageFile(folder: string): Promise<z.output<typeof PackageFile> | undefined> {
  const file = join(folder, 'package.json');
  const text = await textOf(file);
  if (text === undefined) return undefined;
  try {
    return PackageFile.parse(JSON.parse(text));
  } catch (cause) {
    throw new OperatorError(`${file} cannot be read as a package.json.`, { cause });
  }
}

/** In the script of a test that `npm init` writes. */
const npmPlaceholder = 'no test specified';

async function textOf(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch(() => undefined);
}

/** "my-course" as people write it: the name that emails come from, to begin with. */
function titleOf(id: string): string {
  const words = id.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** @param typed - the folder as its operator named it */
export function formatMade({ folder, series, files, kept }: Made, typed: string | undefined): string {
  const steps = {
    ...(typed !== undefined && typed !== '.' && { [`cd ${typed}`]: '' }),
    ...(!existsSync(join(folder, 'node_modules', packageName)) && { 'npm install': 'fetches Weekwise' }),
    'npm start': 'sign up, and be sent what you wrote, on this machine',
    'npm test': 'says what to fix in your texts, by file and line',
  };
  const width = Math.max(...Object.keys(steps).map(({ length }) => length));
  const lines = Object.entries(steps).map(([command, what]) => `  ${command.padEnd(width)}  ${what}`.trimEnd());
  const left = kept.length === 0 ? [] : [`Left as they were: ${kept.join(', ')}`];
  return [...files, ...left, '', `Next, for ${series}:`, ...lines].join('\n');
}
