import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import { PublicHostedZone } from 'aws-cdk-lib/aws-route53';
import type { Construct } from 'constructs';
import { contactsHash } from '../../lambdas/content/contacts.ts';
import { thisWriter } from '../writer.ts';
import { operatorOutput, type SendingDetails } from './operator-outputs.ts';
import { OperatorPolicies } from './operator-policies.ts';
import { Calendar } from './calendar.ts';
import type { Configuration } from './configuration.ts';
import { Copies } from './copies.ts';
import { Counting } from './counting.ts';
import { EdgeStack } from './edge-stack.ts';
import { SesEventPipeline } from './ses-event-pipeline.ts';
import { Keys } from './keys.ts';
import { Ledger } from './ledger.ts';
import { hostOf } from './mail-domain.ts';
import { MailIdentity } from './mail-identity.ts';
import { Reconciliation } from './reconciliation.ts';
import { Sending } from './sending.ts';
import { SiteAddress } from './site-address.ts';
import { SubscriberTable } from './subscriber-table.ts';
import { Watch } from './watch.ts';
import { Webhooks } from './webhooks.ts';
import { Website } from './website.ts';
import { queueAddresses } from './work-queue.ts';

export interface WeekwiseStackProps extends StackProps {
  configuration: Configuration;
}

/** The whole service in one region. The story of a mail, from top to bottom: `docs/architecture.md`. */
export class WeekwiseStack extends Stack {
  constructor(scope: Construct, id: string, { configuration, ...props }: WeekwiseStackProps) {
    const protect = configuration.stage === 'production';
    super(scope, id, {
      description: 'Weekwise: one lesson a week, at each person’s own local time',
      terminationProtection: protect,
      ...props,
    });
    const { domain, hostedZoneId, operatorEmail, webhook, crisisContacts, copies } = configuration;
    const zone =
      hostedZoneId === undefined
        ? undefined
        : PublicHostedZone.fromPublicHostedZoneAttributes(this, 'Zone', { hostedZoneId, zoneName: domain });

    const table = new SubscriberTable(this, 'Subscribers', {
      protect,
      restored: configuration.restoredTable,
      restoredStreamArn: configuration.restoredStreamArn,
      ownTable: configuration.ownTable,
    });
    const keys = new Keys(this, 'Keys', { protect });
    const identity = new MailIdentity(this, 'MailIdentity', {
      ...configuration,
      ...(configuration.mailIdentity === 'leaving' && { leaving: { ...configuration, zone } }),
    });
    const edge = this.#edge(scope, configuration);
    const webAclArn = configuration.webAclArn ?? edge?.webAclArn;
    const address = new SiteAddress(this, 'SiteAddress', { configuration, webAclArn, zone });

    const { queue: eventQueue } = new SesEventPipeline(this, 'EventRoad', { configuration, table, identity });
    const sending = new Sending(this, 'Sending', {
      configuration,
      table,
      keys,
      identity,
      eventQueue,
      address,
    });
    new Counting(this, 'Counting', { configuration, table });
    new Reconciliation(this, 'Reconciliation', {
      configuration,
      table,
      keys,
      identity,
      accountQueue: sending.account,
    });
    const ledger = new Ledger(this, 'Ledger', { configuration, table, protect });
    if (copies !== undefined) new Copies(this, 'Copies', { copies, tables: { Table: table.arn, Ledger: ledger.arn } });
    new Website(this, 'Website', { configuration, address, table, keys, accountQueue: sending.account });
    const webhooks = webhook && new Webhooks(this, 'Webhooks', { configuration, webhook, table, keys });
    const queues = [sending.weekly, sending.account, eventQueue, ...(webhooks ? [webhooks.queue] : [])];
    new Calendar(this, 'Calendar', { configuration, table, weeklyQueue: sending.weekly, queues });

    const watch = new Watch(this, 'Watch', { operatorEmail });
    const alarmTopic = watch.topicArn;
    new OperatorPolicies(this, 'Operators', { configuration, table, ledger, keys, identity, queues, alarmTopic });
    new CfnOutput(this, operatorOutput, {
      description: 'Where things are, for the operator’s commands (npx weekwise)',
      value: this.toJsonString({
        weekwise: thisWriter,
        table: table.name,
        ledger: ledger.name,
        series: configuration.series,
        keyring: keys.location,
        mail: {
          domain,
          bounceHost: configuration.bounceHost,
          senderHosts: [...new Set([configuration.weeklyFrom, configuration.accountFrom].map(hostOf))],
          siteUrl: address.url,
          siteCertificateArn: configuration.siteCertificateArn,
          ...(address.distribution !== undefined && {
            distribution: address.distribution,
            behindCdn: configuration.cdn,
          }),
          ...(copies !== undefined && { copiesEvery: copies.every }),
          configurationSets: [identity.weekly.configurationSetName, identity.account.configurationSetName],
          alarmTopic,
        },
        sending: {
          siteUrl: address.url,
          configurationSet: identity.account.configurationSetName,
          from: configuration.accountFrom,
          name: configuration.senderName,
          replyTo: configuration.replyTo,
          repliesWithinDays: configuration.repliesWithinDays,
          postalAddress: configuration.postalAddress,
        } satisfies SendingDetails,
        contacts: crisisContacts?.hash === contactsHash ? { accepted: crisisContacts.accepted } : {},
        ...(webhook && { webhook: { url: webhook.url } }),
        ...(Object.keys(configuration.cohorts).length > 0 && { cohorts: configuration.cohorts }),
        queues: queueAddresses(queues),
      }),
    });

    watch.over(this);
  }

  /** The stage's stack in us-east-1; undefined if it needs none. */
  #edge(scope: Construct, configuration: Configuration): EdgeStack | undefined {
    const { cdn, webAclArn, visitorLimit, monthlyBudget, operatorEmail } = configuration;
    const limited = cdn && webAclArn === undefined && visitorLimit > 0;
    const spending =
      monthlyBudget === undefined || operatorEmail === undefined
        ? undefined
        : { amount: monthlyBudget, address: operatorEmail };
    if (!limited && spending === undefined) return undefined;
    const edge = new EdgeStack(scope, `${this.stackName}-edge`, {
      visitorLimit: limited ? visitorLimit : undefined,
      spending,
    });
    this.addStackDependency(edge);
    return edge;
  }
}
