import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createInterface, type Interface } from 'node:readline/promises';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { engineFile, inProject, isPackaged, programArguments, roots } from '../../roots.ts';
import { ConfigurationError } from '../../cloud/configuration.ts';
import { accountDeps } from './account.ts';
import { deployStage } from './deploy.ts';
import { CdkFailed } from './deps.ts';
import { unlessDenied } from './unless-denied.ts';
import { otherwiseThanApproved } from '../../content/approved/email-changes.ts';
import { countReviews } from '../../content/reviews/review-states.ts';
import { readReviews } from './reviews-of-app.ts';
import { readStages } from '../../cloud/stages.ts';
import { examine } from '../doctor/examine.ts';
import { systemResolver } from '../resolver.ts';
import { hashOfContacts, readCrisisContacts, uncheckedContacts } from '../../templates/crisis-contacts.ts';
import { TemplateFolder } from '../../templates/template-folder.ts';
import { openStage } from '../connection.ts';
import { OperatorError } from '../operator-error.ts';
import { newest } from '../newest.ts';

export interface DeployOptions {
  stage: string;
  /** Where the stages are written down. */
  stages: string;
  app?: string;
  yes?: true;
  takeUp?: string[];
  adoptRestored?: true;
}

/** `npm run deploy`: from a project to a deployed stage, asking for what is missing. Sets the exit code. */
export async function runDeploy({ stage, stages, app, yes, takeUp, adoptRestored }: DeployOptions): Promise<void> {
  // Before anything is asked.
  const program = cdkProgram();
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
      approvedOf: async (series) => (app === undefined ? otherwiseThanApproved(roots.project, series) : undefined),
      cdk: (...args) => cdk(program, terminal, ...args),
      ...accountDeps({ cloudFormation, ses, dynamo, secrets }),
      takeUp: takeUp ?? [],
      adoptsRestored: adoptRestored === true,
      resolver: systemResolver,
      toMend: async () =>
        unlessDenied(stage, async () => {
          const connection = await openStage(stage);
          try {
            const lines = await examine(connection, newest, { stage, written: readStages(stages)[stage] });
            return lines.filter(({ ok }) => !ok);
          } finally {
            connection.close();
          }
        }),
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
}

/** Writes the assembly of a stage, which `deploy --app` deploys exactly as it is. It needs no account. Sets the exit code. */
export async function synthesize(stage: string, stages: string, output: string): Promise<void> {
  const context = ['--context', `stage=${stage}`, '--context', `stages=${stages}`];
  try {
    await cdk(cdkProgram(), undefined, 'synth', '--quiet', '--strict', '--output', output, ...context);
  } catch (error) {
    if (!(error instanceof CdkFailed)) throw error;
    process.exitCode = 1;
  }
}

/** The CDK's program. A project has it only if it deploys: its packages are as large as all others together. */
function cdkProgram(): string {
  try {
    const { resolve } = createRequire(engineFile('package.json'));
    return join(dirname(resolve('aws-cdk/package.json')), 'bin', 'cdk');
  } catch (cause) {
    throw new OperatorError(`Deploying needs the CDK, which nothing else does: ${installCdk()}`, { cause });
  }
}

/** In the versions that this Weekwise was tested with. */
function installCdk(): string {
  const { peerDependencies = {} } = JSON.parse(readFileSync(engineFile('package.json'), 'utf8')) as {
    peerDependencies?: Record<string, string>;
  };
  const packages = Object.entries(peerDependencies).map(([name, version]) => `${name}@${version}`);
  return `npm install --save-dev ${packages.join(' ')}`;
}

/** Runs the CDK to its end, with the app of Weekwise: a project has no `cdk.json` that would name it. */
async function cdk(program: string, terminal: Interface | undefined, ...args: string[]): Promise<void> {
  // It asks questions of its own.
  terminal?.pause();
  // The CDK takes quotes away that are around the whole: the last word has none.
  const app = [...[process.execPath, ...programArguments('cloud')].map((part) => `"${part}"`), 'synth'].join(' ');
  const own = !isPackaged ? [] : ['--no-notices', ...(args.includes('--app') ? [] : ['--app', app])];
  // What `cdk.json` says of telemetry.
  const { cwd, env } = inProject();
  env['CDK_DISABLE_CLI_TELEMETRY'] = 'true';
  const child = spawn(process.execPath, [program, ...args, ...own], { cwd, env, stdio: 'inherit' });
  const [code] = (await once(child, 'close')) as [number | null];
  terminal?.resume();
  if (code !== 0) throw new CdkFailed();
}
