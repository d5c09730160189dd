import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SESClient } from '@aws-sdk/client-ses';
import type { SESv2Client, SESv2ClientConfig } from '@aws-sdk/client-sesv2';
import { SQSClient } from '@aws-sdk/client-sqs';
import { dynamoControl } from '../../lambdas/adapters/dynamo/control.ts';
import { dynamoLedger } from '../../lambdas/adapters/dynamo/ledger.ts';
import { dynamoSubscribers } from '../../lambdas/adapters/dynamo/subscribers.ts';
import { openTable, type Table } from '../../lambdas/adapters/dynamo/table.ts';
import { compiledSeries } from '../../lambdas/adapters/series-library.ts';
import { systemClock } from '../../lambdas/adapters/system-clock.ts';
import { loadKeyring } from '../../lambdas/adapters/keys/keyring.ts';
import { Cohorts } from '../../lambdas/core/person/cohorts.ts';
import type { Clock } from '../../lambdas/core/kit/ports.ts';
import type { Control } from '../../lambdas/core/sending/control.ts';
import type { Keyring } from '../../lambdas/core/mail/keyring.ts';
import type { Ledger } from '../../lambdas/core/counting/ledger.ts';
import type { Subscribers } from '../../lambdas/core/mail/subscribers.ts';
import type { SeriesLibrary } from '../../lambdas/core/course/series-library.ts';
import { readClock } from '../local/clock.ts';
import { everyQueueName, type PerQueue, queueNames } from '../local/queues.ts';
import { serviceFile } from '../local/service-file.ts';
import { localCredentials } from '../local/settings.ts';
import { OperatorError } from './operator-error.ts';
import { type SendingDetails, stackName, operatorOutput } from '../cloud/operator-outputs.ts';
import * as z from 'zod';
import { Writer } from '../writer.ts';

/** One running service, in the cloud or on this machine, as the operator's commands see it. */
export interface ServiceConnection {
  /** In words, for people. */
  name: string;
  clock: Clock;
  table: Table;
  control: Control;
  subscribers: Subscribers;
  sqs: SQSClient;
  /** How long to look for messages on a queue. A shorter look than a second does not ask all of SQS's servers; this machine has one. */
  lookSeconds: number;
  queues: PerQueue<{ url: string; deadLetterUrl: string }>;
  series: SeriesLibrary;
  /** Undefined on this machine, and for a stage that was deployed before there was one. */
  ledger: Ledger | undefined;
  /** Hands mails over. */
  ses: SESClient;
  /** Knows the account: its suppression list, its identities. Few commands ask it anything. */
  sesAccount: () => Promise<SESv2Client>;
  /** Undefined for a stage that was deployed before this was told. */
  sending: SendingDetails | undefined;
  /** Of a stage in the cloud. */
  mail: StageMail | undefined;
  /** Where webhooks go; undefined where there are none. */
  webhook: { url: string } | undefined;
  /** Which Weekwise was deployed or started there; undefined for one from before it said so. */
  writer: Writer | undefined;
  /** The day on which the operator accepted the help lines that are deployed; undefined: they are not shown. On this machine all are. */
  contactsAccepted: string | undefined;
  /** Groups that begin together, as the stage was deployed. */
  cohorts: Cohorts;
  dynamo: DynamoDBClient;
  /** Fetched when it is asked for: few commands may know the keys. */
  keyring: () => Promise<Keyring>;
  /** Where the keys are: the setting KEYRING of the functions. */
  keyringAt: string;
  /** Hears now and then how many people were looked at: looking at everybody takes a while. */
  onPeople?: ((count: number) => void) | undefined;
  close: () => void;
}

const isQueueName = (name: string) => everyQueueName.some((known) => known === name);

const QueueUrls = z
  .record(z.string(), z.object({ url: z.string(), deadLetterUrl: z.string() }))
  // Those of an earlier version are passed over.
  .transform((urls) => Object.fromEntries(Object.entries(urls).filter(([name]) => isQueueName(name))))
  .refine(
    (urls): urls is ServiceConnection['queues'] => queueNames.every((name) => name in urls),
    'a queue is missing',
  );

/** Of a stage in the cloud: what the doctor looks at. */
const StageMail = z.object({
  domain: z.string(),
  bounceHost: z.string().optional(),
  senderHosts: z.array(z.string()).optional(),
  siteUrl: z.string(),
  /** Certificate that the operator gave for the site's domain; host of its distribution, and whether the site is behind it. */
  siteCertificateArn: z.string().optional(),
  distribution: z.string().optional(),
  behindCdn: z.boolean().optional(),
  /** How often the table is copied to another account. */
  copiesEvery: z.enum(['day', 'week']).optional(),
  configurationSets: z.array(z.string()),
  alarmTopic: z.string(),
});
type StageMail = z.output<typeof StageMail>;

/** What has to be known of a service to operate it. Written by `npm start` into its data folder, and by the stack into its outputs. */
const OperatorOutputs = z.object({
  weekwise: Writer.optional(),
  table: z.string(),
  // Before a stage could offer several, it told one.
  series: z.union([z.array(z.string()), z.string().transform((id) => [id])]),
  keyring: z.string(),
  ledger: z.string().optional(),
  queues: QueueUrls,
  sending: z
    .object({
      siteUrl: z.string(),
      configurationSet: z.string(),
      from: z.string(),
      name: z.string(),
      replyTo: z.string(),
      repliesWithinDays: z.number().optional(),
      postalAddress: z.string(),
    })
    .optional(),
  mail: StageMail.optional(),
  webhook: z.object({ url: z.string() }).optional(),
  contacts: z.object({ accepted: z.string().optional() }).optional(),
  cohorts: Cohorts.optional(),
});

const LocalWhereabouts = OperatorOutputs.extend({
  pid: z.number(),
  region: z.string(),
  endpoints: z.object({ dynamo: z.string(), sqs: z.string(), ses: z.string() }),
  accessKey: z.string(),
});

/**
 * Opens the service that `npm start` runs on this machine.
 *
 * @throws OperatorError when none runs there, or one of another version
 */
export function connectLocal(dataDir: string): ServiceConnection {
  const file = serviceFile(dataDir);
  const notRunning = () =>
    new OperatorError(`No service runs in ${dataDir}: start one with npm start.`, { code: 'not-running' });
  if (!existsSync(file)) throw notRunning();
  const { data: found } = LocalWhereabouts.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (found === undefined)
    throw new OperatorError(
      `The service in ${dataDir} was started by another version: start it again with npm start.`,
      {
        code: 'other-version',
      },
    );
  if (!isAlive(found.pid)) throw notRunning();
  const common = { region: found.region, credentials: localCredentials(found.accessKey) };
  return homeAt(`the service in ${dataDir}`, found, {
    clock: readClock(join(dataDir, 'clock.json')),
    dynamo: new DynamoDBClient({ ...common, endpoint: found.endpoints.dynamo, cacheMiddleware: true }),
    sqs: new SQSClient({ ...common, endpoint: found.endpoints.sqs, useQueueUrlAsEndpoint: false }),
    lookSeconds: 0,
    ses: new SESClient({ ...common, endpoint: found.endpoints.ses, maxAttempts: 1 }),
    sesAccount: () => sesAccountClient({ ...common, endpoint: found.endpoints.ses }),
  });
}

/** Another place than the region and the credentials of the AWS SDK. */
export interface Place {
  region?: string;
  /** Of the AWS SDK's configuration. */
  profile?: string;
}

/**
 * Opens a deployed stage, with the credentials and the region of the AWS SDK.
 *
 * @throws OperatorError when the stage is not deployed there
 */
export async function openStage(stage: string, place: Place = {}): Promise<ServiceConnection> {
  // Here, not above: the service on this machine has no stack.
  const { CloudFormationClient, DescribeStacksCommand } = await import('@aws-sdk/client-cloudformation');
  const client = new CloudFormationClient(place);
  const missing = (cause?: Error) =>
    new OperatorError(
      `No stack ${stackName(stage)} for these credentials in this region: check AWS_PROFILE and AWS_REGION, or deploy it.`,
      { code: 'not-deployed', cause },
    );
  const { Stacks } = await client
    .send(new DescribeStacksCommand({ StackName: stackName(stage) }))
    .catch((error: Error) => {
      // CloudFormation's answer to a name that it does not know.
      throw error.name === 'ValidationError' && /does not exist/.test(error.message) ? missing(error) : error;
    });
  client.destroy();
  const output = Stacks?.[0]?.Outputs?.find(({ OutputKey }) => OutputKey === operatorOutput)?.OutputValue;
  if (output === undefined) throw missing();
  return homeAt(`stage ${stage}`, OperatorOutputs.parse(JSON.parse(output)), {
    clock: systemClock,
    dynamo: new DynamoDBClient({ ...place, cacheMiddleware: true }),
    sqs: new SQSClient({ ...place, useQueueUrlAsEndpoint: false }),
    lookSeconds: 1,
    ses: new SESClient({ ...place, maxAttempts: 1 }),
    // It takes a question a second.
    sesAccount: () => sesAccountClient({ ...place, retryMode: 'adaptive' }),
  });
}

/** Loaded by those that use it: that takes a tenth of what a short command takes. */
async function sesAccountClient(configuration: SESv2ClientConfig): Promise<SESv2Client> {
  const { SESv2Client } = await import('@aws-sdk/client-sesv2');
  return new SESv2Client(configuration);
}

function homeAt(
  name: string,
  {
    weekwise: writer,
    table: tableName,
    ledger,
    series,
    keyring,
    queues,
    mail,
    webhook,
    contacts,
    cohorts,
    sending,
  }: z.output<typeof OperatorOutputs>,
  {
    clock,
    dynamo,
    sqs,
    lookSeconds,
    ses,
    sesAccount,
  }: Pick<ServiceConnection, 'clock' | 'dynamo' | 'sqs' | 'lookSeconds' | 'ses' | 'sesAccount'>,
): ServiceConnection {
  const table = openTable(tableName, dynamo);
  let account: Promise<SESv2Client> | undefined;
  return {
    name,
    clock,
    table,
    control: dynamoControl(table),
    subscribers: dynamoSubscribers(table),
    sqs,
    lookSeconds,
    queues,
    ses,
    sesAccount: () => (account ??= sesAccount()),
    sending,
    mail,
    webhook,
    writer,
    contactsAccepted: contacts?.accepted,
    cohorts: cohorts ?? {},
    dynamo,
    series: compiledSeries(series),
    ledger: ledger === undefined ? undefined : dynamoLedger(openTable(ledger, dynamo)),
    keyring: () => loadKeyring(keyring),
    keyringAt: keyring,
    close: () => {
      dynamo.destroy();
      sqs.destroy();
      ses.destroy();
      // Where it could not be loaded, the command that asked for it has failed with that.
      void account?.then(
        (client) => client.destroy(),
        () => undefined,
      );
    },
  };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
