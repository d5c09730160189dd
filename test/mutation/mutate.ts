import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Stryker } from '@stryker-mutator/core';
import { pieces, type Piece } from './pieces.ts';
import { scoreMin, scoreOf, scoresIn, tally, textOf, withScores, type Score } from './scores.ts';

/*
 * `npm run mutate`: changes the files that decide who is mailed, when and how often (pieces.ts), one small thing at a time, and looks whether a test
 * notices. Add words to run only the pieces or files whose names have one of them in it, `--stale` to run only the files whose text changed since their
 * row was written, and `--incremental` to try again only what changed since the last run on this machine. It writes the table in docs/mutation.md, names
 * what survived, and ends with 1 where too much did.
 */

const root = join(import.meta.dirname, '../..');
const document = join(root, 'docs/mutation.md');
const words = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const isIncremental = process.argv.includes('--incremental');
const onlyStale = process.argv.includes('--stale');

const incrementalFileOf = ({ name }: Piece) => `.mutation/${name}.json`;

const run = (piece: Piece, files: string[]) =>
  new Stryker({
    mutate: files,
    packageManager: 'npm',
    plugins: ['@stryker-mutator/jest-runner', './test/mutation/runner/no-log-texts.js'],
    ignorers: ['no-log-texts'],
    testRunner: 'jest',
    coverageAnalysis: 'perTest',
    jest: {
      configFile: 'jest.config.js',
      enableFindRelatedTests: false,
      config: {
        testMatch: piece.tests.map((test) => `<rootDir>/${test}`),
        testRunner: '<rootDir>/test/mutation/runner/jest-circus-afresh.js',
        testEnvironment: './test/runner/environment.js',
        setupFilesAfterEnv: ['<rootDir>/test/mutation/runner/short-properties.js'],
      },
    },
    // TypeScript 7 has not the API with which Stryker would rewrite it.
    tsconfigFile: 'no-such-tsconfig.json',
    disableTypeChecks: false,
    ignorePatterns: ['**', '!lambdas/**', '!lib/**', '!build/**', '!test/**', '!*.json', '!*.js'],
    tempDirName: '.mutation/sandbox',
    concurrency: 1,
    // Node never forgets a module: some megabytes a mutant.
    maxTestRunnerReuse: 100,
    // What runs in circles is ended by a count of its hits. This is for whatever hangs, and leaves a busy machine its time to start.
    timeoutMS: 10_000,
    timeoutFactor: 3,
    incremental: true,
    force: !isIncremental,
    incrementalFile: incrementalFileOf(piece),
    reporters: ['progress-append-only'],
    allowConsoleColors: false,
  }).runMutationTest();

/** What ran out of time is tried again: the machine may have been busy. */
function forgetTimeouts(incrementalFile: string): void {
  if (!existsSync(incrementalFile)) return;
  const report = JSON.parse(readFileSync(incrementalFile, 'utf8')) as {
    files: Record<string, { mutants: { status: string }[] }>;
  };
  for (const file of Object.values(report.files))
    file.mutants = file.mutants.filter(({ status }) => status !== 'Timeout');
  writeFileSync(incrementalFile, JSON.stringify(report));
}

type Mutant = Awaited<ReturnType<Stryker['runMutationTest']>>[number];

const textNow = (file: string) => textOf(readFileSync(join(root, file), 'utf8'));
const textsTried = new Map(scoresIn(readFileSync(document, 'utf8')).map(({ file, text }) => [file, text]));

const survivors: string[] = [];
const scores: Score[] = [];
for (const piece of pieces) {
  const files = piece.files.filter(
    (file) =>
      (words.length === 0 || words.some((word) => `${piece.name} ${file}`.includes(word))) &&
      !(onlyStale && textsTried.get(file) === textNow(file)),
  );
  if (files.length === 0) continue;
  forgetTimeouts(incrementalFileOf(piece));
  // Before the run, which may take minutes.
  const texts = new Map(files.map((file) => [file, textNow(file)]));
  const results = (await run(piece, [...files])).map((one) => ({ ...one, fileName: relative(root, one.fileName) }));
  const on = new Date().toISOString().slice(0, 10);
  const found = files.map((file) => tally(file, results, { on, text: texts.get(file)! }));
  scores.push(...found);
  survivors.push(...results.filter(({ status }) => status === 'Survived' || status === 'NoCoverage').map(inWords));
  const order = pieces.flatMap((one) => one.files);
  writeFileSync(document, withScores(readFileSync(document, 'utf8'), found, order));
}

console.log(survivors.map((name) => `SURVIVED  ${name}`).join('\n'));
const tooLow = scores.filter((score) => scoreOf(score) < scoreMin);
for (const score of tooLow) console.log(`${score.file}: ${scoreOf(score).toFixed(1)} %, less than ${scoreMin} %`);
process.exitCode = tooLow.length === 0 ? 0 : 1;

function inWords({ fileName, location: { start }, mutatorName, replacement }: Mutant): string {
  return `${fileName}:${start.line}:${start.column} ${mutatorName}: ${replacement}`;
}
