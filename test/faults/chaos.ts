import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { projectRoot } from '../../lib/cloud/bundling.ts';
import { buildBundles } from './bundles.ts';
import { allFaultKinds, type FaultKind } from './faults.ts';
import { runInLanes } from './lanes.ts';
import { mutants, type MutantName } from './mutants.ts';
import { problemsOf, table } from './report.ts';

const usage = `Tries to break the promises of docs/guarantees.md with real processes and real faults.

  npm run chaos -- --seeds 300             cases 1 to 300
  npm run chaos -- --seeds 250-300         cases 250 to 300
  npm run chaos -- --seed 17               case 17 once more
  npm run chaos -- --faults answer-dropped,killed-after-call
  npm run chaos -- --mutant no-claim       with a safeguard taken out: has to fail

Faults: ${allFaultKinds.join(', ')}
Mutants: ${Object.keys(mutants).join(', ')}
`;

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '20' },
    seed: { type: 'string' },
    faults: { type: 'string', default: allFaultKinds.join() },
    mutant: { type: 'string' },
    lanes: { type: 'string', default: String(availableParallelism()) },
    help: { type: 'boolean', default: false },
  },
});
const faults = values.faults.split(',').filter(Boolean) as FaultKind[];
const unknown = faults.find((kind) => !allFaultKinds.includes(kind));
if (values.help || unknown !== undefined || (values.mutant !== undefined && !(values.mutant in mutants))) {
  console.log(usage);
  process.exit(values.help ? 0 : 2);
}
const seeds = values.seed === undefined ? seedsIn(values.seeds) : [Number(values.seed)];

function seedsIn(words: string): number[] {
  const numbers = words.split('-').map(Number);
  const [first = 1, last = 1] = numbers.length === 1 ? [1, ...numbers] : numbers;
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

// Within the project: a bundle finds its packages from where it lies.
const folder = await mkdtemp(join(projectRoot, 'build', 'chaos-'));
let failed = 0;
try {
  const bundles = await buildBundles(
    folder,
    values.mutant === undefined ? undefined : mutants[values.mutant as MutantName],
  );
  let done = 0;
  const reports = await runInLanes({ bundles, seeds, faults, lanes: Number(values.lanes) }, (report) => {
    done += 1;
    const problems = problemsOf(report);
    if (problems.length > 0) failed += 1;
    for (const problem of problems) console.log(`seed ${report.seed}: ${problem}`);
    if (process.stdout.isTTY) process.stdout.write(`\r${done} of ${seeds.length} cases\r`);
  });
  console.log(table(reports));
  if (failed > 0) {
    console.log(`${failed} of ${reports.length} cases broke a promise; npm run chaos -- --seed <number> repeats one.`);
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
process.exitCode = failed > 0 ? 1 : 0;
