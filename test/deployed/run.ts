import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { roots } from '../../lib/roots.ts';
import { domain, forEmulator, synthesize } from './assembly.ts';
import { awsCall } from './aws-call.ts';
import { lastLines } from './command.ts';
import { startReceiver } from '../support/receiver.ts';
import { knowIdentity, startBeside } from './beside.ts';
import { compareClocks } from './compare-clocks.ts';
import { deploy, destroy, runDeploy, type Deployment } from './deployment.ts';
import { startEmulator, type Emulator } from './emulator.ts';
import { linkTo, mailboxes } from './mailbox.ts';
import { catchMails } from './mail-catcher.ts';
import { openMovedClock } from './moved-clock.ts';
import { peopleIn } from './people.ts';
import { pythonTools, Skipped } from './python.ts';
import { queuesOf } from './queues.ts';
import { ada, live } from './story.ts';
import { visitor } from './visitor.ts';

/** `npm run test:cloud`: deploys the service to an emulator of AWS on this machine, and lives the story through what was deployed. */
process.chdir(roots.project);
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
const begun = performance.now();
const folder = await mkdtemp(join(tmpdir(), 'weekwise-deployed-'));
let emulator: Emulator | undefined;
let deployment: Deployment | undefined;
let steps = 0;

const cleanUp = async () => {
  await emulator?.stop();
  await rm(folder, { recursive: true, force: true, maxRetries: 3 });
};
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void cleanUp().finally(() => process.exit(130)));
}

try {
  await test();
} catch (error) {
  if (error instanceof Skipped) {
    console.log(`test:cloud skipped: ${error.message}`);
  } else {
    console.error(error);
    await tellWhy();
    process.exitCode = 1;
  }
} finally {
  await cleanUp();
}
// Whatever still holds a connection holds it to what is gone.
process.exit();

async function test(): Promise<void> {
  const python = join(await pythonTools('test-cloud', join(import.meta.dirname, 'requirements.txt')), 'python3');
  const assembly = join(folder, 'assembly');
  await step('synthesized', async () => void (await synthesize(assembly)));
  await step('our clocks are those of Python, in every zone to 2037', () => compareClocks(python));

  const clock = openMovedClock(join(folder, 'clock'));
  const catcher = await catchMails();
  const receiver = await startReceiver();
  await step('the emulator is started', async () => {
    emulator = await startEmulator(python, folder, catcher.address);
  });
  const { endpoint, name } = emulator!;
  const adapted = await forEmulator(assembly, join(folder, 'adapted'), receiver.url);
  await step('SES knows the domain from the console', () => knowIdentity(endpoint));
  const beside = await startBeside({ folder, endpoint, receiver: receiver.url, step });
  await step('deployed by CloudFormation beside it, on the same domain', async () => {
    deployment = await deploy(adapted, endpoint);
  });
  const { resources, physicalIds, physicalId, siteUrl } = deployment!;
  const tableName = physicalId('AWS::DynamoDB::Table', 'Subscribers');
  const keys = physicalId('AWS::SecretsManager::Secret', 'Keys');
  let tableInUse = tableName;
  const mail = mailboxes(endpoint, catcher);
  await live({
    endpoint,
    deployment: deployment!,
    site: visitor(endpoint),
    mail,
    receiver,
    people: peopleIn(tableName, endpoint),
    queues: queuesOf(physicalIds('AWS::SQS::Queue'), endpoint),
    moveTo: clock.moveTo,
    redeploy: async (more) => {
      tableInUse = more.restoredTable;
      const again = await synthesize(join(folder, 'again'), more);
      await runDeploy(await forEmulator(again, join(folder, 'again-adapted'), receiver.url), endpoint);
    },
    meanwhile: () => beside.live({ deployment: deployment!, mail, people: peopleIn(tableName, endpoint) }),
    step,
  });
  await step('destroying the stack leaves the people, and the domain known to SES', async () => {
    await destroy(adapted, endpoint);
    for (const table of [tableName, tableInUse]) {
      if ((await peopleIn(table, endpoint).find(ada)) === undefined) throw new Error(`Ada is lost from ${table}`);
    }
    await awsCall(endpoint, { service: 'ses', method: 'GET', path: `/v2/email/identities/${domain}` });
  });
  await step(
    'a new stack takes up the people and the keys, the restored table as its own; a link of before opens',
    async () => {
      const again = await deploy(adapted, endpoint, { takeUp: [tableInUse] });
      deployment = again;
      assert.equal(again.physicalId('AWS::DynamoDB::Table', 'Subscribers'), tableInUse);
      assert.equal(again.physicalId('AWS::SecretsManager::Secret', 'Keys'), keys);
      const { pathname } = new URL(linkTo('unsubscribe', await mail.nth(ada, 5), siteUrl));
      const { status, text } = await visitor(endpoint).get(`${again.siteUrl}${pathname}`);
      assert.equal(status, 200, text.slice(0, 500));
    },
  );
  console.log(`test:cloud passed: ${steps} steps, ${resources} resources at ${siteUrl} on ${name}, ${seconds(begun)}`);
}

async function step(what: string, work: () => Promise<void>): Promise<void> {
  const start = performance.now();
  try {
    await work();
  } catch (cause) {
    throw new Error(`✗ ${what}`, { cause });
  }
  steps += 1;
  console.log(`✓ ${what} (${seconds(start)})`);
}

/** What the deployed functions and the emulator said last. */
async function tellWhy(): Promise<void> {
  const logs = (await deployment?.logs().catch(() => undefined)) ?? [];
  for (const { group, lines } of logs) {
    const last = lines.slice(-15).map(({ text }) => text.slice(0, 1_500));
    if (last.length > 0) console.error(`\n${group}\n${last.join('\n')}`);
  }
  if (emulator !== undefined) console.error(`\n${emulator.name}\n${lastLines(emulator.log(), 25)}`);
}

function seconds(since: number): string {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}
