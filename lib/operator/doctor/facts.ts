import {
  DescribeContinuousBackupsCommand,
  DescribeExportCommand,
  DescribeTableCommand,
  paginateListExports,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import {
  GetAccountCommand,
  GetConfigurationSetCommand,
  GetConfigurationSetEventDestinationsCommand,
  GetEmailIdentityCommand,
  type SESv2Client,
} from '@aws-sdk/client-sesv2';
import { ListSubscriptionsByTopicCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { Clock } from '../../../lambdas/core/kit/ports.ts';
import { concurrencyOf } from './concurrency.ts';
import { findDmarc, governing } from '../deploy/dmarc.ts';
import type { Resolver } from '../resolver.ts';
import type { Facts } from './diagnose.ts';

/** What the doctor looks at. */
export interface Patient {
  domain: string;
  /** MAIL FROM domain of SES, and the hosts that mails come from; undefined for a stage that was deployed before they were told. */
  bounceHost?: string | undefined;
  senderHosts?: string[] | undefined;
  /** Where answers to emails go, and within how many days a person reads them, as emails say. */
  replies?: { to: string; withinDays: number | undefined } | undefined;
  siteUrl: string;
  configurationSets: string[];
  tableName: string;
  /** How often the table is copied to another account; undefined: never. */
  copiesEvery?: 'day' | 'week' | undefined;
  /** ARN of the topic on which alarms are told. */
  alarmTopic: string;
  ses: SESv2Client;
  sns: SNSClient;
  dynamo: DynamoDBClient;
  resolver: Resolver;
  clock: Clock;
  /** Of another Lambda than that of the region. */
  lambdaEndpoint?: string | undefined;
  /** Rejects when the keys cannot be read. */
  keyring: () => Promise<unknown>;
}

/** Finds out everything at once. A question without an answer is a fact, too. */
export async function gatherFacts(patient: Patient): Promise<Facts> {
  const { domain, siteUrl, configurationSets, resolver, keyring } = patient;
  const { bounceHost = `bounce.${domain}`, senderHosts = [domain], replies } = patient;
  const mxOf = (host: string) =>
    resolver.resolveMx(host).then((found) => found.map(({ exchange }) => exchange), nothing);
  const siteHost = new URL(siteUrl).hostname;
  const [account, concurrency, identity, sets, dmarc, spf, mx, senders, answers, site, table, keys, alarms, copies] =
    await Promise.all([
      accountOf(patient).catch(nothing),
      concurrencyAt(patient).catch(nothing),
      identityOf(patient).catch(nothing),
      Promise.all(configurationSets.map(async (name) => [name, await setOf(name, patient).catch(nothing)] as const)),
      Promise.all(
        senderHosts.map(async (sender) => ({
          sender,
          ...(governing(await findDmarc(sender, resolver)) ?? { host: domain, records: [] }),
        })),
      ),
      resolver.resolveTxt(bounceHost).then(joined, nothing),
      mxOf(bounceHost),
      Promise.all(senderHosts.map(async (host) => [host, await mxOf(host)] as const)),
      replies && mxOf(replies.to.slice(replies.to.lastIndexOf('@') + 1)),
      resolver.lookup(siteHost).then(
        () => true,
        () => false,
      ),
      tableOf(patient).catch(nothing),
      keyring().then(
        () => true,
        ({ name }: Error) => (name === 'AccessDeniedException' ? 'not-allowed' : false),
      ),
      alarmsOf(patient).catch(nothing),
      copiesOf(patient).catch(nothing),
    ]);
  return {
    domain,
    bounceHost,
    siteHost,
    account,
    concurrency,
    identity,
    sets: Object.fromEntries(sets),
    replies: replies && { ...replies, mx: answers },
    dns: { dmarc, spf, mx, senders: Object.fromEntries(senders), site },
    table,
    keys,
    alarms,
    ...(patient.copiesEvery !== undefined && { copies: copies ?? 'unanswered' }),
  };
}

const nothing = () => undefined;
const joined = (records: string[][]) => records.map((parts) => parts.join(''));

async function accountOf({ ses }: Patient): Promise<Facts['account']> {
  const account = await ses.send(new GetAccountCommand({}));
  return {
    production: account.ProductionAccessEnabled === true,
    sending: account.SendingEnabled === true,
    perDay: account.SendQuota?.Max24HourSend ?? 0,
    perSecond: account.SendQuota?.MaxSendRate ?? 0,
    enforcement: account.EnforcementStatus ?? 'UNKNOWN',
    suppresses: account.SuppressionAttributes?.SuppressedReasons ?? [],
    plan: account.PricingAttributes?.CurrentPlan,
    nextPlan: account.PricingAttributes?.NextPlan,
  };
}

/** Of the account and region that SES is asked in. */
async function concurrencyAt({ ses, clock, lambdaEndpoint }: Patient): Promise<number> {
  const [region, credentials] = await Promise.all([ses.config.region(), ses.config.credentials()]);
  const endpoint = lambdaEndpoint ?? `https://lambda.${region}.amazonaws.com`;
  return concurrencyOf({ region, credentials, endpoint, at: clock.now().toString() });
}

async function identityOf({ ses, domain }: Patient): Promise<Facts['identity']> {
  const identity = await ses.send(new GetEmailIdentityCommand({ EmailIdentity: domain }));
  return {
    verified: identity.VerifiedForSendingStatus === true,
    dkim: identity.DkimAttributes?.Status ?? 'NOT_STARTED',
    mailFrom: identity.MailFromAttributes?.MailFromDomain,
    mailFromStatus: identity.MailFromAttributes?.MailFromDomainStatus,
  };
}

async function setOf(name: string, { ses }: Patient): Promise<Facts['sets'][string]> {
  const [set, { EventDestinations = [] }] = await Promise.all([
    ses.send(new GetConfigurationSetCommand({ ConfigurationSetName: name })),
    ses.send(new GetConfigurationSetEventDestinationsCommand({ ConfigurationSetName: name })),
  ]);
  return {
    sends: set.SendingOptions?.SendingEnabled !== false,
    tls: set.DeliveryOptions?.TlsPolicy === 'REQUIRE',
    events: EventDestinations.filter(({ Enabled }) => Enabled).flatMap(
      ({ MatchingEventTypes }) => MatchingEventTypes ?? [],
    ),
  };
}

async function tableOf({ dynamo, tableName }: Patient): Promise<Facts['table']> {
  const [{ Table }, { ContinuousBackupsDescription }] = await Promise.all([
    dynamo.send(new DescribeTableCommand({ TableName: tableName })),
    dynamo.send(new DescribeContinuousBackupsCommand({ TableName: tableName })),
  ]);
  const recovery = ContinuousBackupsDescription?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus;
  return { pointInTimeRecovery: recovery === 'ENABLED', deletionProtection: Table?.DeletionProtectionEnabled === true };
}

/** When the table was last copied to another account, as far as DynamoDB says: for 90 days. */
async function copiesOf({ dynamo, tableName, copiesEvery, clock }: Patient): Promise<Facts['copies']> {
  if (copiesEvery === undefined) return undefined;
  const { Table } = await dynamo.send(new DescribeTableCommand({ TableName: tableName }));
  let latest: Date | undefined;
  for await (const { ExportSummaries = [] } of paginateListExports(
    { client: dynamo },
    { TableArn: Table!.TableArn! },
  )) {
    for (const { ExportArn, ExportStatus } of ExportSummaries) {
      if (ExportStatus !== 'COMPLETED') continue;
      const { ExportDescription } = await dynamo.send(new DescribeExportCommand({ ExportArn }));
      const at = ExportDescription?.ExportTime;
      if (at !== undefined && (latest === undefined || at > latest)) latest = at;
    }
  }
  const daysOld = latest && (clock.now().epochMilliseconds - latest.getTime()) / 86_400_000;
  return { every: copiesEvery, daysOld };
}

async function alarmsOf({ sns, alarmTopic }: Patient): Promise<Facts['alarms']> {
  const { Subscriptions = [] } = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn: alarmTopic }));
  const pending = Subscriptions.filter(({ SubscriptionArn }) => !SubscriptionArn?.startsWith('arn:')).length;
  return { confirmed: Subscriptions.length - pending, pending };
}
