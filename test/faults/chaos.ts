import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { roots } from '../../lib/roots.ts';
import { buildBundles, withMutation } from './bundles.ts';
import { allFaultKinds, everyFaultKind, type FaultKind, faultsNotYetOn } from './faults.ts';
import { runInLanes } from './lanes.ts';
import { mutantNames, mutants } from './mutants.ts';
import { problemsOf, table } from './report.ts';

const usage = `Tries to break the promises of docs/guarantees.md with real processes and real faults.

  npm run chaos -- --seeds 300             cases 1 to 300
  npm run chaos -- --seeds 250-300         cases 250 to 300
  npm run chaos -- --seeds 3,7,11-13       just these
  npm run chaos -- --seed 17               case 17 once more, with what people did
  npm run chaos -- --faults answer-dropped,killed-after-call
  npm run chaos -- --mutants               with one safeguard after the other taken out: each has to be noticed
  npm run chaos -- --mutants no-claim      with just this one

Faults: ${allFaultKinds.join(', ')}
Not yet survived, and only with --faults: ${Object.keys(faultsNotYetOn).join(', ') || 'none'}
Mutants: ${mutantNames.join(', ')}
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seeds: { type: 'string', default: '20' },
    seed: { type: 'string' },
    faults: { type: 'string', default: allFaultKinds.join() },
    mutants: { type: 'boolean', default: false },
    lanes: { type: 'string', default: String(availableParallelism()) },
    help: { type: 'boolean', default: false },
  },
});
const faults = values.faults.split(',').filter(Boolean) as FaultKind[];
const unknown =
  faults.find((kind) => !everyFaultKind.includes(kind)) ??
  positionals.find((name) => !values.mutants || !mutantNames.some((one) => one === name));
if (values.help || unknown !== undefined) {
  console.log(usage);
  process.exit(values.help ? 0 : 2);
}
const lanes = Number(values.lanes);

/** "20" is the first 20, "250-300" is from one to the other, and "3,7,11-13" is each of these. */
function seedsIn(words: string): number[] {
  const isOne = /^\d+$/.test(words);
  return words
    .split(',')
    .filter(Boolean)
    .flatMap((part) => {
      const [first = 1, last = first] = (isOne ? `1-${part}` : part).split('-').map(Number);
      return Array.from({ length: last - first + 1 }, (_, index) => first + index);
    });
}

/** Says what the cases of some seeds came to; false when a promise was broken. */
async function keepsPromises(folder: string): Promise<boolean> {
  const seeds = values.seed === undefined ? seedsIn(values.seeds) : [Number(values.seed)];
  const bundles = await buildBundles(folder);
  const began = performance.now();
  let done = 0;
  let failed = 0;
  const reports = await runInLanes({ bundles, seeds, faults, lanes }, (report) => {
    done += 1;
    const problems = problemsOf(report);
    if (problems.length > 0) failed += 1;
    for (const problem of problems) console.log(`seed ${report.seed}: ${problem}`);
    if (values.seed !== undefined) console.log(report.story.join('\n'));
    if (process.stdout.isTTY) process.stdout.write(`\r${done} of ${seeds.length} cases\r`);
  });
  console.log(table(reports));
  console.log(`${(reports.length / ((performance.now() - began) / 60_000)).toFixed(1)} cases a minute`);
  if (failed > 0) {
    console.log(`${failed} of ${reports.length} cases broke a promise; npm run chaos -- --seed <number> repeats one.`);
  }
  return failed === 0;
}

/** Takes one safeguard after the other out, and says which case noticed; false when none did. */
async function noticesMutants(folder: string): Promise<boolean> {
  const whole = await buildBundles(folder);
  let all = true;
  for (const name of mutantNames.filter((one) => positionals.length === 0 || positionals.includes(one))) {
    const { seeds, faults: only, ...mutation } = mutants[name];
    const bundles = await withMutation(whole, join(folder, name), mutation);
    let noticed: string | undefined;
    for (let next = 0; noticed === undefined && next < seeds.length; next += lanes) {
      await runInLanes({ bundles, seeds: seeds.slice(next, next + lanes), faults: [...only], lanes }, (report) => {
        const [problem] = problemsOf(report);
        if (problem !== undefined) noticed ??= `seed ${report.seed}: ${problem}`;
      });
    }
    all &&= noticed !== undefined;
    console.log(`${name.padEnd(22)} ${noticed ?? `NOT NOTICED by seeds ${seeds.join(', ')}`}`);
  }
  return all;
}

await mkdir(join(roots.project, 'build'), { recursive: true });
// Within the project: a bundle finds its packages from where it lies.
const folder = await mkdtemp(join(roots.project, 'build', 'chaos-'));
try {
  process.exitCode = (await (values.mutants ? noticesMutants(folder) : keepsPromises(folder))) ? 0 : 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
