import { execFile } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync, type Dirent } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { simpleParser } from 'mailparser';
import { makeSeries } from '../../lib/content/new-series.ts';
import { pack } from '../../lib/pack/pack.ts';
import { packCreate } from '../../lib/pack/pack-create.ts';
import { buildIn, engineFile, roots } from '../../lib/roots.ts';
import { writeBuild } from '../../lib/templates/write-build.ts';
import { configurations } from '../analysis/configurations.ts';
import { clockAt } from '../support/clock-at.ts';
import { consoleOf, type StoredMail } from '../support/console.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { deploymentOf } from './deployment.ts';
import { fillStore, install } from './installed.ts';
import { start, weekwise } from './service.ts';

/** A project of one's own lives with the package, through an upgrade: offline, and with no package at hand that Weekwise does not declare. */

const place = temporaryFolder();
const packed = place('package');
const shortCourse = 'templates/series/short-course';
const project = place('my-course');
/** The package as projects have it. */
let placed: string;

beforeAll(async () => {
  await pack(packed);
  // A series that Weekwise brings, smaller than the one that it does.
  await makeSeries(packed, 'short-course');
  placed = await fillStore(packed, place('store'));
  await install(placed, project);
});

/** Runs a program in the folder of the test; answers what it said. */
async function run(program: string, args: string[]): Promise<string> {
  // npm is a script of the shell on Windows.
  const options = { cwd: place('.'), shell: process.platform === 'win32' };
  return (await promisify(execFile)(program, args, options)).stdout;
}

interface PackageFile {
  version: string;
  exports: object;
  dependencies: Record<string, string>;
}

function packageFile(folder: string): PackageFile {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as PackageFile;
}

/** Makes another version of the same code: a layout is written otherwise, and a lesson and the foot of reminders say something else. */
function makeNextVersion(folder: string): void {
  write(join(folder, 'package.json'), JSON.stringify({ ...packageFile(folder), version: '1.1.0' }));
  const air = join(folder, 'templates/partials/air.mjml');
  write(air, `<!-- Changed. -->\n${readFileSync(air, 'utf8')}`);
  const lesson = `${shortCourse}/lessons/02-short-course-walk-to-a-window.md`;
  replace(join(folder, lesson), 'at your own pace', 'as fast as you can');
  replace(
    join(folder, 'templates/words/en/mails.yaml'),
    'Change or stop reminders',
    'Change your reminders, or stop them',
  );
}

function replace(file: string, from: string, to: string): void {
  const text = readFileSync(file, 'utf8');
  expect(text).toContain(from);
  write(file, text.replace(from, to));
}

/** As a new file: the store holds the same one. */
function write(file: string, text: string): void {
  rmSync(file);
  writeFileSync(file, text);
}

/**
 * A little more than npm does: whatever begins with a dot, and names that it leaves out in one place only. `files` of a package.json may leave out more, and
 * the package has none. https://docs.npmjs.com/cli/v11/configuring-npm/package-json#files
 */
const leftOutByNpm =
  /^(?:\..*|CVS|node_modules|archived-packages|config\.gypi|npm-debug\.log|.*\.orig|(?:package-lock|npm-shrinkwrap)\.json|pnpm-lock\.yaml|yarn\.lock|bun\.lockb?)$|[*\\]/;

describe('the package', () => {
  test('holds programs, templates and documents, and pins what it was tested with', () => {
    expect(readdirSync(packed).sort()).toEqual(
      'CHANGELOG.md LICENSE README.md bin cdk.json docs fonts lambdas lib licences package.json sources templates'.split(
        ' ',
      ),
    );
    const { exports, dependencies } = packageFile(packed);
    expect(exports).toEqual({ './package.json': './package.json' });
    expect(Object.values(dependencies).filter((version) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
    for (const own of ['mjml', 'esbuild', 'zod']) expect(dependencies).toHaveProperty([own]);
    for (const not of ['tsx', 'typescript', 'jest', 'echarts', 'aws-cdk-lib'])
      expect(dependencies).not.toHaveProperty([not]);
    const files = readdirSync(packed, { recursive: true, encoding: 'utf8' }).filter((name) =>
      statSync(join(packed, name)).isFile(),
    );
    expect(files.filter((name) => /^(?!sources\b).*\.tsx?$|(?:^|\/)test\//.test(name))).toEqual([]);
    expect(files.filter((name) => statSync(join(packed, name)).size > 1_500_000)).toEqual([]);
  });

  test('has no file of a name that npm leaves out when it packs', () => {
    const entries = readdirSync(packed, { recursive: true, withFileTypes: true });
    expect(entries.length).toBeGreaterThan(1_000);
    expect(entries.filter((entry) => leftOutByNpm.test(entry.name)).map(({ name }) => name)).toEqual([]);
    expect(packageFile(packed)).not.toHaveProperty('files');
    // Nor anything else than files, such as links.
    expect(entries.filter((entry) => !entry.isFile() && !entry.isDirectory())).toEqual([]);
  });
});

/** In build/, beside what others made of it. */
function isContent(entry: Dirent): boolean {
  return entry.isFile() || entry.name === 'pictures';
}

test('a project deploys what a clone deploys: the same templates, and handlers that are the same byte by byte', async () => {
  const same = place('same');
  // In a store of its own: with the CDK, and modules that believe themselves in this project.
  const weekwise = await fillStore(packed, place('store-of-deploying'), { deploys: true });
  // The same content, as it was compiled.
  for (const { name } of readdirSync(buildIn(roots.project), { withFileTypes: true }).filter(isContent)) {
    cpSync(buildIn(roots.project, name), buildIn(same, name), { recursive: true });
  }
  const given = { ...configurations['full'], series: ['stress-and-back-pain'] };
  const ours = await deploymentOf(engineFile('lib'), '.ts', given, place('ours'));
  process.env['WEEKWISE_PROJECT'] = same;
  const theirs = await deploymentOf(join(weekwise, 'lib'), '.js', given, place('theirs'));
  delete process.env['WEEKWISE_PROJECT'];
  expect(Object.keys(ours.templates).length).toBeGreaterThan(3);
  expect(Object.keys(ours.assets).length).toBeGreaterThan(20);
  expect(theirs).toEqual(ours);
});

describe('a project', () => {
  const lessons = join(project, 'templates/series/my-course/lessons');

  test('is made once, written over never, and not among the files of somebody else', async () => {
    writeFileSync(place('letter.txt'), 'Dear Ada,');
    const strange = await weekwise(project, ['init', '..']);
    expect([strange.code, strange.err]).toEqual([2, expect.stringContaining('letter.txt')]);
    const made = await weekwise(project, ['init', '.']);
    expect([made.code, made.err]).toEqual([0, '']);
    expect(existsSync(join(project, '.gitignore'))).toBe(true);
    expect(packageFile(project).dependencies).toEqual({ weekwise: `^${packageFile(packed).version}` });
    // As after npm init and npm install, with a script of somebody's own.
    const { dependencies } = packageFile(project);
    const scripts = { test: 'echo "Error: no test specified" && exit 1', start: 'mine' };
    writeFileSync(join(project, 'package.json'), JSON.stringify({ type: 'commonjs', scripts, dependencies }));
    writeFileSync(join(project, 'README.md'), 'Mine.\n');
    const stages = JSON.parse(readFileSync(join(project, 'stages.json'), 'utf8')) as object;
    writeFileSync(join(project, 'stages.json'), JSON.stringify({ ...stages, trial: { series: ['short-course'] } }));
    expect((await weekwise(project, ['init', '.'])).code).toBe(0);
    expect(readFileSync(join(project, 'README.md'), 'utf8')).toBe('Mine.\n');
    expect(packageFile(project)).toMatchObject({
      type: 'commonjs',
      scripts: { start: 'mine', test: 'weekwise series check', deploy: 'weekwise deploy' },
      dependencies,
    });
    expect(readdirSync(join(project, 'templates/series'))).toEqual(['my-course']);
  });

  test('is made by npm create, which fetches nothing where Weekwise is there', async () => {
    const tarball = place('create.tgz');
    await packCreate(place('create'));
    // As npm packs it, in a tenth of the time.
    await run('tar', ['-czf', tarball, 'create']);
    expect(statSync(tarball).size).toBeLessThan(10_000);
    expect(readdirSync(place('create')).filter((name) => leftOutByNpm.test(name))).toEqual([]);
    expect(packageFile(place('create'))).not.toHaveProperty('files');
    await install(placed, place('tea'));
    const npm = ['exec', '--offline', '--yes', '--cache', place('npm'), '--package', tarball];
    const said = await run('npm', [...npm, '--', 'create-weekwise', 'tea', '--series', 'tea-breaks']);
    expect(said).toMatch(/Next, for tea-breaks:\n {2}cd tea\n {2}npm start/);
    expect(packageFile(place('tea')).dependencies).toEqual({ weekwise: `^${packageFile(packed).version}` });
    expect((await weekwise(project, ['--version'])).out).toBe(`${packageFile(packed).version}\n`);
  });

  test('outside of which nothing is done', async () => {
    const { code, err } = await weekwise(project, ['status'], place('.'));
    expect([code, err]).toEqual([2, expect.stringContaining('npx weekwise init my-course')]);
  });

  test('keeps what a clinician has signed and approved, of its own course and of that of Weekwise', async () => {
    const signing = ['series', 'review', 'sign', 'my-course', '--all', '--by', 'Ada Example', '--role', 'nurse'];
    expect((await weekwise(project, signing)).err).toBe('');
    expect((await weekwise(project, ['series', 'approve', 'short-course', '--by', 'Ada Example'])).err).toBe('');
    await install(placed, place('deployed'));
    for (const path of ['package.json', 'stages.json', 'templates', 'build/remembered']) {
      cpSync(join(project, path), place(`deployed/${path}`), { recursive: true });
    }
  });

  test('makes the same emails and pages of its texts as a clone', async () => {
    // Compiles first: there is nothing yet that a command could read.
    const before = await weekwise(project, ['status'], lessons);
    expect([before.code, before.err]).toEqual([2, expect.stringContaining('No service runs')]);
    const clone = place('clone');
    for (const path of ['templates', 'stages.json'])
      cpSync(join(project, path), join(clone, path), { recursive: true });
    cpSync(join(packed, shortCourse), join(clone, shortCourse), { recursive: true });
    const written = await writeBuild(clone);
    const made = ({ name }: Dirent) => /\.(?:js|ts)$/.test(name);
    const names = readdirSync(buildIn(project), { withFileTypes: true }).filter(made);
    expect(names.map(({ name }) => name).toSorted()).toEqual(written.toSorted());
    const differing = written.filter(
      (name) => readFileSync(buildIn(project, name)).compare(readFileSync(buildIn(clone, name))) !== 0,
    );
    expect([written.length > 4, differing]).toEqual([true, []]);
  });

  test('goes on with the same people through a new lesson and an upgrade; nobody gets anything twice', async () => {
    const ann = 'ann@example.org';
    let service = await start(project);
    let local = consoleOf(service.url);
    const later = async (days: number) =>
      local.advanceTo(
        Temporal.Instant.from(await local.now())
          .add({ hours: 24 * days })
          .toString(),
      );
    const lessonsOf = (mails: StoredMail[]) =>
      mails.filter(({ to, delivery }) => to === ann && delivery?.startsWith('lesson')).map(({ subject }) => subject);

    // Tomorrow: no day is lived for nothing.
    const today = clockAt(Temporal.Instant.from(await local.now()), 'Europe/Berlin').dayOfWeek;
    const lessonDay = String((today % 7) + 1);
    const form = { email: ann, lessonDay, sendTime: '07:00', zone: 'Europe/Berlin', consent: 'yes' };
    expect((await fetch(`${service.url}/sign-up`, { method: 'POST', body: new URLSearchParams(form) })).status).toBe(
      200,
    );
    const { raw } = await local.mailTo(ann, 'confirmation');
    const { text = '', from } = await simpleParser(raw);
    expect(from!.text).toContain('My course');
    const link = new RegExp(`${service.url}/confirm/\\S+`).exec(text)![0];
    expect((await fetch(link, { method: 'POST' })).status).toBe(200);
    await later(2);
    expect(lessonsOf(await local.mails())).toHaveLength(1);
    const status = await weekwise(project, ['status'], lessons);
    expect(status.out).toContain(`Weekwise     ${packageFile(packed).version}, stored format`);
    await service.stop();

    // A lesson more, a layout of one's own, and the next version.
    const second = readFileSync(join(lessons, '02-my-course-walk-to-a-window.md'), 'utf8');
    const third = second
      .replace('id: my-course-walk-to-a-window', 'id: my-course-third')
      .replace(/^subject: .*$/m, 'subject: The third lesson of this course is here');
    writeFileSync(join(lessons, '03-my-course-third.md'), third);
    expect((await weekwise(project, ['eject', 'partials/air.mjml'])).out).toBe('templates/partials/air.mjml\n');
    makeNextVersion(packed);
    await install(await fillStore(packed, place('next-store')), project);
    const overrides = await weekwise(project, ['overrides']);
    expect(overrides.code).toBe(1);
    expect(overrides.out).toContain('has changed since');
    expect(overrides.out).toContain('npm diff --diff weekwise@');

    service = await start(project);
    local = consoleOf(service.url);
    await later(14);
    const mails = await local.mails();
    const all = lessonsOf(mails);
    expect(all.at(-1)).toBe('The third lesson of this course is here');
    expect([all.length, new Set(all).size]).toEqual([3, 3]);
    const deliveries = mails.map(({ delivery }) => delivery);
    expect(new Set(deliveries).size).toBe(deliveries.length);
    expect((await weekwise(project, ['status'])).out).toContain('Weekwise     1.1.0, stored format');
    await service.stop();

    // Data of a later version: nothing is done to it.
    writeFileSync(join(project, '.weekwise/weekwise.json'), JSON.stringify({ version: '3.0.0', format: 99 }));
    await expect(start(project)).rejects.toThrow('npm install weekwise@3.0.0');
  });

  test('says after the upgrade what emails say otherwise than was approved, and than the deployed ones', async () => {
    const headings = {
      '--approved': 'what was approved, 4 otherwise; approved by nobody yet: my-course-third,',
      '--from=../deployed': 'what they say in ../deployed, 4 otherwise; new: my-course-third',
    };
    const against = Object.keys(headings).map((which) => weekwise(project, ['series', 'diff', which]));
    for (const [index, diff] of (await Promise.all(against)).entries()) {
      const heading = Object.values(headings)[index]!;
      expect([diff.code, diff.out]).toEqual([1, expect.stringContaining(heading)]);
      const foot =
        '  Text: was “Change or stop reminders Stop all emails”, now “Change your reminders, or stop them Stop all emails”';
      expect(diff.out.match(/^ {2}.*$/gm)).toEqual([
        foot,
        foot,
        '  Step 2: was “Go to a window, at your own pace.”, now “Go to a window, as fast as you can.”',
      ]);
    }
  });
});
