import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { handlerNames } from '../../lib/cloud/bundling.ts';
import { roots } from '../../lib/roots.ts';
import { buildBundles, type Bundles, withMutation } from './bundles.ts';
import { allFaultKinds, dice, Fates, type FaultKind } from './faults.ts';
import { madeSmaller, mutants } from './mutants.ts';
import { problemsOf } from './report.ts';
import { runCase } from './run-case.ts';
import { openStage, type Stage } from './stage.ts';

/** A few of the cases that `npm run chaos` can make; the others have to hold as well. */

/** Functions that these cases call: nobody is told of changes in them, and nobody counts. */
const called = handlerNames.filter((name) => name !== 'count');

/** Real processes that are killed and started again: half a minute, and several on a busy machine. */
const caseMsMax = 300_000;

let folder: string;
let whole: Bundles;
let stage: Stage | undefined;
beforeAll(async () => {
  // Within the project: a bundle finds its packages from where it lies.
  await mkdir(join(roots.project, 'build'), { recursive: true });
  folder = await mkdtemp(join(roots.project, 'build', 'chaos-test-'));
  whole = await buildBundles(folder, madeSmaller, called);
});
afterEach(async () => {
  await stage?.stop();
  stage = undefined;
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function live(seed: number, faults: readonly FaultKind[], bundles: Bundles, days?: number) {
  stage ??= await openStage(bundles);
  return runCase(seed, new Set(faults), stage, days);
}

test(
  'no fault makes a lesson arrive twice, never, after its reader left, or at night',
  async () => {
    // The faults are over after six days: a whole week follows, in which all has to come right.
    const report = await live(12, allFaultKinds, whole, 13);
    expect(problemsOf(report)).toEqual([]);
    expect(report.owed).toBeGreaterThan(0);
    expect(report.injected.size).toBeGreaterThan(5);
  },
  caseMsMax,
);

/** By then somebody has been mailed twice in the surest case. Nothing else is asked of so few days: what is owed may still be on its way. */
const daysUntilTwice = 2;

// One safeguard shows that what goes wrong in the processes is found. Each of the others is taken out by npm run chaos -- --mutants
test(
  'the suite notices when a safeguard is missing',
  async () => {
    const { seeds, faults, ...mutation } = mutants['no-claim'];
    // A claim is taken before a mail, and mails are sent by one function.
    const bundles = await withMutation(whole, join(folder, 'no-claim'), mutation, ['send']);
    const early = problemsOf(await live(seeds[0], faults, bundles, daysUntilTwice));
    let problems = early.filter((problem) => problem.startsWith('duplicated'));
    // Real processes race: the first of these cases that breaks is enough, and nearly always it is the first.
    for (const seed of seeds) {
      if (problems.length === 0) problems = problemsOf(await live(seed, faults, bundles));
    }
    expect(problems).not.toEqual([]);
  },
  caseMsMax,
);

describe('fate', () => {
  const span = { from: 0, until: 1_000 };
  const ask = (fates: Fates, about: string) => fates.request(['request-dropped', 'slowed'], 500, about);

  test('decides by the seed and what is asked, not by the order of asking', () => {
    const questions = Array.from({ length: 200 }, (_, index) => `call ${index}`);
    const one = new Fates(7, new Set(allFaultKinds), span);
    const other = new Fates(7, new Set(allFaultKinds), span);
    const forwards = new Map(questions.map((about) => [about, ask(one, about)]));
    const backwards = new Map(questions.toReversed().map((about) => [about, ask(other, about)]));
    for (const about of questions) expect(backwards.get(about)).toBe(forwards.get(about));
    expect([...forwards.values()].some((fault) => fault !== undefined)).toBe(true);
  });

  test('spares what is outside its span', () => {
    const fates = new Fates(7, new Set(allFaultKinds), span);
    for (let n = 0; n < 500; n += 1) expect(fates.request(['slowed'], 1_000, `call ${n}`)).toBeUndefined();
  });

  test('falls evenly', () => {
    const rolls = Array.from({ length: 1_000 }, (_, index) => dice(1).roll(index));
    const mean = rolls.reduce((sum, roll) => sum + roll, 0) / rolls.length;
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.05);
  });
});
