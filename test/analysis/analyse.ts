import { readFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { pythonTools, Skipped } from '../deployed/python.ts';
import { cfnLint } from './cfn-lint.ts';
import { checkov } from './checkov.ts';
import { configurations } from './configurations.ts';
import { Answers, idle, unanswered, type Finding } from './findings.ts';
import { synthesize, type Synthesized } from './synthesize.ts';

/**
 * `npm run analyse`: asks cdk-nag, cfn-lint and checkov about the templates of every kind of deployment. Each finding has an answer, for cdk-nag in
 * the code and otherwise in answers.yaml; fails for a finding without one, and for an answer to nothing.
 */
const folder = await mkdtemp(join(tmpdir(), 'weekwise-analysed-'));
const faults: string[] = [];
try {
  const deployments: Synthesized[] = [];
  for (const [name, given] of Object.entries(configurations)) {
    deployments.push(await synthesize(name, given, join(folder, name)));
  }
  const answered = new Set(deployments.flatMap((one) => [...one.answered]));
  const answersInCode = new Set(deployments.flatMap(({ answers }) => answers));
  report(
    'cdk-nag',
    answersInCode.size,
    deployments.flatMap(({ nag }) => nag),
    {},
    [...answersInCode].filter((answer) => !answered.has(answer)),
  );

  const answers = Answers.parse(parse(await readFile(join(import.meta.dirname, 'answers.yaml'), 'utf8')));
  const programs = await pythonTools('analyse', join(import.meta.dirname, 'requirements.txt'));
  const templates = deployments.flatMap((one) => one.templates);
  const found = {
    'cfn-lint': await cfnLint(join(programs, 'cfn-lint'), templates),
    checkov: await checkov(join(programs, 'checkov'), folder),
  };
  for (const [analyser, findings] of Object.entries(found)) {
    const own = { [analyser]: answers[analyser] ?? {} };
    report(analyser, Object.keys(own[analyser]!).length, findings, own, idle(findings, own));
  }
  const others = Object.keys(answers).filter((analyser) => !(analyser in found));
  faults.push(...others.map((analyser) => `answers.yaml: ${analyser} is not an analyser`));
} catch (error) {
  if (!(error instanceof Skipped)) throw error;
  console.log(`cfn-lint and checkov skipped: ${error.message}`);
} finally {
  await rm(folder, { recursive: true, force: true });
}
for (const fault of faults) console.error(`✗ ${fault}`);
if (faults.length > 0) process.exitCode = 1;

function report(
  analyser: string,
  rules: number,
  findings: readonly Finding[],
  answers: Answers,
  answersToNothing: string[],
): void {
  const open = unanswered(findings, answers);
  faults.push(
    ...open.map(
      ({ rule, type, path, says, configurations: where }) =>
        `${analyser} ${rule} has no answer: ${type} ${path} (${where.join(', ')}): ${says}`,
    ),
    ...answersToNothing.map((answer) => `an answer to nothing: ${answer}`),
  );
  const inAll = `${rules} answers, ${Object.keys(configurations).length} deployments`;
  console.log(`${analyser}: findings without an answer: ${open.length} (${inAll})`);
}
