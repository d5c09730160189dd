import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  CloudFormationClient,
  CreateStackCommand,
  paginateListStackResources,
  waitUntilStackCreateComplete,
} from '@aws-sdk/client-cloudformation';
import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { CreateEmailIdentityCommand, GetEmailIdentityCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { nowCountsKey } from '../../lambdas/core/kit/table-keys.ts';
import { stackName } from '../../lib/cloud/operator-outputs.ts';
import { domain, forEmulator, synthesize, trial, type Template } from './assembly.ts';
import { deploy, destroy, type Deployment } from './deployment.ts';
import { credentials, region } from './emulated-account.ts';
import { linkTo, type mailboxes } from './mailbox.ts';
import { peopleIn } from './people.ts';
import { ada, weekwise } from './story.ts';
import { visitor } from './visitor.ts';

interface BesideDeps {
  folder: string;
  endpoint: string;
  receiver: string;
  step: (what: string, work: () => Promise<void>) => Promise<void>;
}

interface Production {
  deployment: Deployment;
  mail: ReturnType<typeof mailboxes>;
  people: ReturnType<typeof peopleIn>;
}

/** Somebody has made the domain's identity in the console before. */
export async function knowIdentity(endpoint: string): Promise<void> {
  const ses = new SESv2Client({ endpoint, region, credentials });
  await ses.send(new CreateEmailIdentityCommand({ EmailIdentity: domain }));
  ses.destroy();
}

/**
 * A test stage that was there first: deployed by the last release, upgraded, and used to rehearse a move of house; then destroyed, while production goes on.
 */
export async function startBeside({ folder, endpoint, receiver, step }: BesideDeps) {
  const common = { endpoint, region, credentials };
  const dynamo = new DynamoDBClient(common);
  const secrets = new SecretsManagerClient(common);
  const ses = new SESv2Client(common);
  const secretIn = async (SecretId: string) =>
    (await secrets.send(new GetSecretValueCommand({ SecretId }))).SecretString;
  const adapted = join(folder, 'trial-adapted');
  /** Numbers are nobody: the stage has no people. */
  const { pk, sk } = nowCountsKey('released');
  const witness = { pk: { S: pk }, sk: { S: sk } };
  let before: Record<string, string> = {};
  let keys: string | undefined;
  let upgraded: Deployment;

  await step('a test stage of the last release is there', async () => {
    const assembly = await synthesize(join(folder, 'trial'), { webhookUrl: undefined }, trial);
    await forEmulator(assembly, adapted, receiver, trial);
    before = await createReleased(join(adapted, `${stackName(trial)}.template.json`), endpoint);
    await dynamo.send(new PutItemCommand({ TableName: before['Subscribers1C30561D']!, Item: witness }));
    keys = await secretIn(before['Keys6E9E5904']!);
  });

  await step(
    'its upgrade takes over the identity that SES knows, and keeps everything that holds something',
    async () => {
      upgraded = await deploy(adapted, endpoint, { of: trial, updates: true });
      const now = new Map(upgraded.all().map(({ id, physicalId }) => [id, physicalId]));
      for (const [id, physicalId] of Object.entries(before)) assert.equal(now.get(id), physicalId, id);
      const { Item } = await dynamo.send(
        new GetItemCommand({ TableName: before['Subscribers1C30561D']!, Key: witness, ConsistentRead: true }),
      );
      assert.ok(Item);
      assert.equal(await secretIn(before['Keys6E9E5904']!), keys);
      const identity = await ses.send(new GetEmailIdentityCommand({ EmailIdentity: domain }));
      assert.equal(identity.MailFromAttributes?.MailFromDomain, `bounce.${domain}`);
      assert.equal(identity.FeedbackForwardingStatus, false);
      assert.equal((await visitor(endpoint).get(`${upgraded.siteUrl}/`)).status, 200);
    },
  );

  const live = async ({ deployment, mail, people }: Production) => {
    const transfer = (...more: string[]) => weekwise({ endpoint }, 'transfer', '--to-stage', trial, ...more);
    await step(
      'everybody is transferred to the other stage: links of before open there, and nothing is mailed',
      async () => {
        await weekwise({ endpoint }, 'halt', 'a rehearsal');
        await transfer();
        const there = peopleIn(upgraded.physicalId('AWS::DynamoDB::Table', 'Subscribers'), endpoint);
        assert.equal(await there.find(ada), undefined, 'looking moved somebody');
        await transfer('--yes');
        assert.deepEqual(await there.find(ada), await people.find(ada));
        const { pathname } = new URL(linkTo('unsubscribe', await mail.nth(ada, 2), deployment.siteUrl));
        const { status, text } = await visitor(endpoint).get(`${upgraded.siteUrl}${pathname}`);
        assert.equal(status, 200, text.slice(0, 500));
        assert.match(text, /<form/);
      },
    );
    await step('the transfer is given up: mail goes out of the old stage again', async () => {
      await transfer('--give-up', '--yes');
      await weekwise({ endpoint }, 'go');
    });
    await step(
      'destroying the stage that was first leaves production its domain, its people and its mail',
      async () => {
        await destroy(adapted, endpoint, trial);
        await ses.send(new GetEmailIdentityCommand({ EmailIdentity: domain }));
        assert.equal((await people.find(ada))?.status, 'active');
      },
    );
    for (const client of [dynamo, secrets, ses]) client.destroy();
  };
  return { live };
}

type Json = Record<string, unknown>;

/**
 * Makes the stack as the last release had it, as far as an upgrade can lose something: `test/cloud/released.json`, without the identity that it owned, since
 * SES knows that from elsewhere. What it does not say of a resource is as it is today.
 *
 * @returns physical ids by logical ids
 */
async function createReleased(today: string, endpoint: string): Promise<Record<string, string>> {
  const released = JSON.parse(
    await readFile(join(import.meta.dirname, '..', 'cloud', 'released.json'), 'utf8'),
  ) as Template['Resources'];
  const { Resources: now } = JSON.parse(await readFile(today, 'utf8')) as Template;
  const Resources = Object.fromEntries(
    Object.entries(released)
      .filter(([, { Type }]) => Type !== 'AWS::SES::EmailIdentity')
      .map(([id, { Type, Properties }]) => {
        // Others are not in this stack.
        const alone = Object.entries((now[id]?.Properties ?? {}) as Json).filter(
          ([, value]) => !/"(Ref|Fn::\w+)":/.test(JSON.stringify(value)),
        );
        return [id, { Type, Properties: { ...Object.fromEntries(alone), ...Properties } }];
      }),
  );
  const client = new CloudFormationClient({ endpoint, region, credentials });
  const StackName = stackName(trial);
  await client.send(new CreateStackCommand({ StackName, TemplateBody: JSON.stringify({ Resources }) }));
  await waitUntilStackCreateComplete({ client, maxWaitTime: 60, minDelay: 1, maxDelay: 1 }, { StackName });
  const made = await physicalIds(client, StackName);
  client.destroy();
  return made;
}

async function physicalIds(client: CloudFormationClient, StackName: string): Promise<Record<string, string>> {
  const ids: Record<string, string> = {};
  for await (const { StackResourceSummaries = [] } of paginateListStackResources({ client }, { StackName })) {
    for (const { LogicalResourceId = '', PhysicalResourceId = '' } of StackResourceSummaries)
      ids[LogicalResourceId] = PhysicalResourceId;
  }
  return ids;
}
