import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { Command } from 'commander';
import { engineFile, projectFile, roots } from '../lib/roots.ts';
import { ConfigurationError } from '../lib/cloud/configuration.ts';
import { accountDeps } from '../lib/operator/deploy/account.ts';
import { deployStage } from '../lib/operator/deploy/deploy.ts';
import { CdkFailed } from '../lib/operator/deploy/deps.ts';
import { countReviews } from '../lib/content/reviews/review-states.ts';
import { readStages } from '../lib/cloud/stages.ts';
import { examine } from '../lib/operator/doctor/examine.ts';
import { readReviews } from '../lib/operator/deploy/reviews-of-app.ts';
import { systemResolver } from '../lib/operator/resolver.ts';
import { hashOfContacts, readCrisisContacts, uncheckedContacts } from '../lib/templates/crisis-contacts.ts';
import { TemplateFolder } from '../lib/templates/template-folder.ts';
import { openStage } from '../lib/operator/connection.ts';
import { newerPackage } from '../lib/operator/time-zones.ts';

/** `npm run deploy`: from a clone to a deployed stage, asking for what is missing. */

const program = new Command('npm run deploy --')
  .description('Deploys a stage with the credentials and region of the AWS SDK. What it asks is kept in stages.json.')
  .option('--stage <name>', 'which stage', 'production')
  .option('--stages <file>', 'where the stages are written down', projectFile('stages.json'))
  .option('--app <folder>', 'an assembly that was synthesized before, as in a pipeline')
  .option(
    '--take-up <names...>',
    'tables and ARN of the keys that an earlier stack of the stage has left, where there is more than one of a kind',
  )
  .option('--adopt-restored', 'make the restored table of the stage the stack’s own, which later releases manage')
  .option('--yes', 'ask nothing: change permissions without a question, and fail where a key is missing')
  .showHelpAfterError()
  .addHelpText('after', '\nExamples:\n  npm run deploy\n  npm run deploy -- --stage test')
  .parse();
const { stage, stages, app, yes, takeUp, adoptRestored } = program.opts<{
  stage: string;
  stages: string;
  app?: string;
  yes?: true;
  takeUp?: string[];
  adoptRestored?: true;
}>();

const terminal =
  process.stdin.isTTY && yes === undefined
    ? createInterface({ input: process.stdin, output: process.stdout })
    : undefined;
const today = new Date().toISOString().slice(0, 10);
const contacts = await readCrisisContacts(new TemplateFolder(roots.project));
const { unchecked, all } = uncheckedContacts(contacts, today);
const cloudFormation = new CloudFormationClient({});
const ses = new SESv2Client({});
const dynamo = new DynamoDBClient({});
const secrets = new SecretsManagerClient({});
const options = [...(app === undefined ? [] : ['--app', app]), ...(yes ? ['--require-approval', 'never'] : [])];

try {
  await deployStage(stage, options, {
    stagesFile: stages,
    ask: terminal && ((question) => terminal.question(question)),
    say: (words) => console.log(words),
    contacts: { hash: hashOfContacts(contacts), all, unchecked: unchecked.length },
    today,
    // What is deployed is in the assembly, whatever texts are on this disk.
    reviewsOf: async (series) =>
      app === undefined ? countReviews(roots.project, series, today) : readReviews(app, stage),
    cdk,
    ...accountDeps({ cloudFormation, ses, dynamo, secrets }),
    takeUp: takeUp ?? [],
    adoptsRestored: adoptRestored === true,
    resolver: systemResolver,
    toMend: async () => {
      const connection = await openStage(stage);
      const lines = await examine(connection, newerPackage, { stage, written: readStages(stages)[stage] });
      connection.close();
      return lines.filter(({ ok }) => !ok);
    },
  });
} catch (error) {
  if (error instanceof ConfigurationError || (error as Error).name === 'CredentialsProviderError') {
    console.error((error as Error).message);
    process.exitCode = 2;
  } else if (error instanceof CdkFailed) process.exitCode = 1;
  else throw error;
} finally {
  terminal?.close();
  for (const client of [cloudFormation, ses, dynamo, secrets]) client.destroy();
}

async function cdk(...args: string[]): Promise<void> {
  // It asks questions of its own.
  terminal?.pause();
  const bin = engineFile('node_modules/aws-cdk/bin/cdk');
  const child = spawn(process.execPath, [bin, ...args], { cwd: roots.project, stdio: 'inherit' });
  const [code] = (await once(child, 'close')) as [number | null];
  terminal?.resume();
  if (code !== 0) throw new CdkFailed();
}
