import { CfnOutput, Stack, Token, Validations } from 'aws-cdk-lib';
import { Grant, type IGrantable, ManagedPolicy } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { Configuration } from './configuration.ts';
import type { Keys } from './keys.ts';
import type { Ledger } from './ledger.ts';
import type { MailIdentity } from './mail-identity.ts';
import { operatingOutput, readingOutput } from './operator-outputs.ts';
import { stageResources } from './protected-resources.ts';
import type { SubscriberTable } from './subscriber-table.ts';
import type { WorkQueue } from './work-queue.ts';

export interface OperatorPoliciesProps {
  configuration: Pick<Configuration, 'domain' | 'accountFrom' | 'copies'>;
  table: SubscriberTable;
  ledger: Ledger;
  keys: Keys;
  identity: MailIdentity;
  queues: readonly WorkQueue[];
  /** ARN of the topic on which alarms are told. */
  alarmTopic: string;
}

/**
 * What people who run a stage with `npx weekwise` need in its account, as two policies to attach to their roles. Reading comes by itself; operating goes on
 * top of it. Neither restores, transfers or deploys: whoever does that deploys. docs/decisions/0071.
 */
export class OperatorPolicies extends Construct {
  constructor(scope: Construct, id: string, props: OperatorPoliciesProps) {
    super(scope, id);
    const reading = this.#policy(
      'Reading',
      'Weekwise: looks at a stage, and at everybody in it. Cannot read the keys.',
    );
    this.#grantReading(reading, props);
    const operating = this.#policy('Operating', 'Weekwise: runs a stage. Attach it beside the policy for reading.');
    this.#grantOperating(operating, props);
    for (const [output, policy] of [
      [readingOutput, reading],
      [operatingOutput, operating],
    ] as const) {
      new CfnOutput(Stack.of(this), output, { description: policy.description, value: policy.managedPolicyArn });
    }
  }

  #policy(id: string, description: string): ManagedPolicy {
    return new ManagedPolicy(this, id, { description });
  }

  #grantReading(reading: ManagedPolicy, props: OperatorPoliciesProps): void {
    const { configuration, table, ledger, identity, queues, alarmTopic } = props;
    const { stackName } = Stack.of(this);
    allow(reading, ['cloudformation:DescribeStacks'], [this.#arn('cloudformation', `stack/${stackName}/*`)]);
    table.grantReading(reading);
    allow(reading, ['dynamodb:DescribeTable', 'dynamodb:Scan'], [ledger.arn]);
    const all = queues.flatMap(({ queue, deadLetters }) => [queue.queueArn, deadLetters.queueArn]);
    allow(reading, ['sqs:GetQueueAttributes'], all);
    // What the doctor looks at.
    allow(reading, ['ses:GetEmailIdentity'], [this.#arn('ses', `identity/${configuration.domain}`)]);
    const sets = [identity.weekly, identity.account].map((set) => `configuration-set/${set.configurationSetName}`);
    allow(
      reading,
      ['ses:GetConfigurationSet', 'ses:GetConfigurationSetEventDestinations'],
      sets.map((set) => this.#arn('ses', set)),
    );
    allow(reading, ['sns:ListSubscriptionsByTopic'], [alarmTopic]);
    const ofTheAccount = ['ses:GetAccount', 'lambda:GetAccountSettings'];
    if (configuration.copies !== undefined) {
      allow(reading, ['dynamodb:DescribeExport'], [`${table.arn}/export/*`]);
      const own = Token.isUnresolved(table.name) ? `<${stageResources.table.id}.Arn>` : undefined;
      const copied = own ?? here('dynamodb', `table/${table.name}`);
      acknowledge(reading, [[`${copied}/export/*`, 'The star is the id of a copy.']]);
      ofTheAccount.push('dynamodb:ListExports');
    }
    allow(reading, ofTheAccount, ['*']);
    acknowledge(reading, [[here('cloudformation', `stack/${stackName}/*`), 'The star is the id of the stack.']]);
    acknowledge(reading, [['*', `${ofTheAccount.join(', ')} know no resources.`]]);
  }

  #grantOperating(operating: ManagedPolicy, props: OperatorPoliciesProps): void {
    const { configuration, table, keys, identity, queues } = props;
    table.grantOperating(operating);
    keys.grantChange(operating);
    allow(
      operating,
      ['sqs:SendMessage'],
      queues.map(({ queue }) => queue.queueArn),
    );
    // Dead letters are looked at by holding them, and redriven by putting them back first.
    allow(
      operating,
      ['sqs:ReceiveMessage', 'sqs:ChangeMessageVisibility', 'sqs:DeleteMessage'],
      queues.map(({ deadLetters }) => deadLetters.queueArn),
    );
    const account = `configuration-set/${identity.account.configurationSetName}`;
    Grant.addToPrincipal({
      grantee: operating,
      actions: ['ses:SendRawEmail'],
      // As for the sender: in the sandbox SES asks for permission on the recipient's identity as well.
      resourceArns: [this.#arn('ses', 'identity/*'), this.#arn('ses', account)],
      conditions: { StringEquals: { 'ses:FromAddress': configuration.accountFrom } },
    });
    allow(
      operating,
      [
        'ses:ListSuppressedDestinations',
        'ses:GetSuppressedDestination',
        'ses:PutSuppressedDestination',
        'ses:DeleteSuppressedDestination',
      ],
      ['*'],
    );
    acknowledge(operating, [
      ['*', 'The suppression list is the account’s; its actions know no resources.'],
      [here('ses', 'identity/*'), 'The condition on ses:FromAddress narrows it to our sender.'],
    ]);
  }

  #arn(service: string, resource: string): string {
    const { partition, region, account } = Stack.of(this);
    return `arn:${partition}:${service}:${region}:${account}:${resource}`;
  }
}

function allow(grantee: IGrantable, actions: string[], resourceArns: string[]): void {
  Grant.addToPrincipal({ grantee, actions, resourceArns });
}

/** Answers to cdk-nag about stars in resources, as it names those. */
function acknowledge(policy: ManagedPolicy, answers: readonly (readonly [resource: string, reason: string])[]): void {
  for (const [resource, reason] of answers) {
    Validations.of(policy).acknowledge({ id: `AwsSolutions::AwsSolutions-IAM5[Resource::${resource}]`, reason });
  }
}

function here(service: string, resource: string): string {
  return `arn:<AWS::Partition>:${service}:<AWS::Region>:<AWS::AccountId>:${resource}`;
}
