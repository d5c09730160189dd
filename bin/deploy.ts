import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { Command } from 'commander';
import { engineFile, projectFile, roots } from '../lib/roots.ts';
import { ConfigurationError } from '../lib/cloud/configuration.ts';
import { deployStage } from '../lib/operator/deploy/deploy.ts';
import { examine } from '../lib/operator/doctor/examine.ts';
import { hashOfContacts, readCrisisContacts, uncheckedContacts } from '../lib/templates/crisis-contacts.ts';
import { TemplateFolder } from '../lib/templates/template-folder.ts';
import { openStage } from '../lib/operator/connection.ts';
import { newerPackage } from '../lib/operator/time-zones.ts';

/** `npm run deploy`: from a clone to a deployed stage, asking for what is missing. */

/** It has said why. */
class CdkFailed extends Error {}

const program = new Command('npm run deploy --')
  .description('Deploys a stage with the credentials and region of the AWS SDK. What it asks is kept in stages.json.')
  .option('--stage <name>', 'which stage', 'production')
  .option('--stages <file>', 'where the stages are written down', projectFile('stages.json'))
  .option('--app <folder>', 'an assembly that was synthesized before, as in a pipeline')
  .option('--yes', 'ask nothing: change permissions without a question, and fail where a key is missing')
  .showHelpAfterError()
  .addHelpText('after', '\nExamples:\n  npm run deploy\n  npm run deploy -- --stage test')
  .parse();
const { stage, stages, app, yes } = program.opts<{ stage: string; stages: string; app?: string; yes?: true }>();

const terminal =
  process.stdin.isTTY && yes === undefined
    ? createInterface({ input: process.stdin, output: process.stdout })
    : undefined;
const today = new Date().toISOString().slice(0, 10);
const contacts = await readCrisisContacts(new TemplateFolder(roots.project));
const { unchecked, all } = uncheckedContacts(contacts, today);
const client = new CloudFormationClient({});
const options = [...(app === undefined ? [] : ['--app', app]), ...(yes ? ['--require-approval', 'never'] : [])];

try {
  await deployStage(stage, options, {
    stagesFile: stages,
    ask: terminal && ((question) => terminal.question(question)),
    say: (words) => console.log(words),
    contacts: { hash: hashOfContacts(contacts), all, unchecked: unchecked.length },
    today,
    cdk,
    outputsOf: async (StackName) => {
      try {
        return (await client.send(new DescribeStacksCommand({ StackName }))).Stacks?.[0]?.Outputs ?? [];
      } catch (error) {
        if ((error as Error).message.includes('does not exist')) return undefined;
        throw error;
      }
    },
    toMend: async () => {
      const connection = await openStage(stage);
      const lines = await examine(connection, newerPackage);
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
  client.destroy();
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
