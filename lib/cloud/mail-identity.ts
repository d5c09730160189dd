import { CfnOutput, Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyStatement, type IRole } from 'aws-cdk-lib/aws-iam';
import {
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  DkimIdentity,
  EasyDkimSigningKeyLength,
  EmailIdentity,
  Identity,
  MailFromBehaviorOnMxFailure,
  SuppressionReasons,
} from 'aws-cdk-lib/aws-ses';
import { CfnRecordSet, type IPublicHostedZone } from 'aws-cdk-lib/aws-route53';
import { Construct } from 'constructs';
import { harmAlarm } from './alarm.ts';

export interface MailIdentityProps {
  domain: string;
  /** The only addresses that mail may come from. */
  weeklyFrom: string;
  accountFrom: string;
  /** Keeps the identity when the stack goes: a new one would need new DNS records. */
  protect: boolean;
  /** SES knows a domain once an account and region: another stage may have made it known. */
  mailIdentity: 'own' | 'shared';
  /** The zone of the domain, where the DNS records are entered; without one the operator enters them. */
  zone?: IPublicHostedZone | undefined;
}

/** Who the mails come from, as SES and mailbox providers see it. */
export class MailIdentity extends Construct {
  /** For the weekly mails; judged apart from those that people wait for. */
  readonly weekly: ConfigurationSet;
  readonly account: ConfigurationSet;
  readonly #from: string[];

  constructor(scope: Construct, id: string, props: MailIdentityProps) {
    super(scope, id);
    this.#from = [props.weeklyFrom, props.accountFrom];
    if (props.mailIdentity === 'own') this.#makeKnown(props);
    this.weekly = this.#configurationSet('Weekly');
    this.account = this.#configurationSet('Account');
    this.#watchReputation();
  }

  #makeKnown({ domain, zone, protect }: MailIdentityProps): void {
    const identity = new EmailIdentity(this, 'Resource', {
      identity: zone === undefined ? Identity.domain(domain) : Identity.publicHostedZone(zone),
      dkimIdentity: DkimIdentity.easyDkim(EasyDkimSigningKeyLength.RSA_2048_BIT),
      mailFromDomain: `bounce.${domain}`,
      // Bounces and complaints reach us as events. SES would also email each of them, with the person's address, to a sender that takes no mail.
      feedbackForwarding: false,
      // A broken MX record of ours costs alignment, not the mail.
      mailFromBehaviorOnMxFailure: MailFromBehaviorOnMxFailure.USE_DEFAULT_VALUE,
    });
    // Not when its very creation is rolled back: left behind, it would be in the way of the next try.
    const policy = protect ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY;
    identity.applyRemovalPolicy(policy);
    // An identity that stays is of no use without its records.
    for (const child of identity.node.findAll()) if (child instanceof CfnRecordSet) child.applyRemovalPolicy(policy);
    if (zone === undefined) this.#tellDnsRecords(identity, domain);
  }

  /** Lets a function send from our two addresses. */
  grantSend(sender: IRole): void {
    const { partition, region, account } = Stack.of(this);
    const ses = (resource: string) => `arn:${partition}:ses:${region}:${account}:${resource}`;
    sender.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ['ses:SendRawEmail'],
        // Any identity, but our senders only: in the sandbox SES asks for permission on the recipient's identity as well.
        resources: [ses('identity/*'), ...this.#sets().map((name) => ses(`configuration-set/${name}`))],
        conditions: { StringEquals: { 'ses:FromAddress': this.#from } },
      }),
    );
    // How much the account may send; SES has no narrower resource for this question.
    sender.addToPrincipalPolicy(new PolicyStatement({ actions: ['ses:GetSendQuota'], resources: ['*'] }));
    Validations.of(sender).acknowledge(
      {
        id: 'AwsSolutions::AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ses:<AWS::Region>:<AWS::AccountId>:identity/*]',
        reason: 'The condition on ses:FromAddress narrows it to our two senders.',
      },
      { id: 'AwsSolutions::AwsSolutions-IAM5[Resource::*]', reason: 'ses:GetSendQuota knows no resources.' },
    );
  }

  /** Lets a function read the account's suppression list. */
  grantReadSuppressionList(reader: IRole): void {
    reader.addToPrincipalPolicy(new PolicyStatement({ actions: ['ses:ListSuppressedDestinations'], resources: ['*'] }));
    Validations.of(reader).acknowledge({
      id: 'AwsSolutions::AwsSolutions-IAM5[Resource::*]',
      reason: 'The suppression list is the account’s; the action knows no resources.',
    });
  }

  #sets(): string[] {
    return [this.weekly.configurationSetName, this.account.configurationSetName];
  }

  #configurationSet(id: string): ConfigurationSet {
    return new ConfigurationSet(this, id, {
      // A mail to a server without TLS would show the link, which is a key, to everybody on the way.
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
      reputationMetrics: true,
      suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
      // A lesson for Monday morning is of no use on Wednesday.
      maxDeliveryDuration: Duration.hours(12),
    });
  }

  /** What the operator must enter where the domain is administered. */
  #tellDnsRecords(identity: EmailIdentity, domain: string): void {
    const { region } = Stack.of(this);
    for (const [index, { name, value }] of identity.dkimRecords.entries()) {
      new CfnOutput(this, `DkimRecord${index + 1}`, { value: `${name} CNAME ${value}` });
    }
    new CfnOutput(this, 'MailFromRecord1', {
      value: `bounce.${domain} MX 10 feedback-smtp.${region}.amazonses.com`,
    });
    new CfnOutput(this, 'MailFromRecord2', { value: `bounce.${domain} TXT "v=spf1 include:amazonses.com ~all"` });
  }

  /**
   * SES reviews an account at 5 % of bounces and may pause it at 10 %. Of complaints the nightly count says when they are too many: SES's own rate of them
   * is far above its limit after one complaint about the first hundred emails.
   */
  #watchReputation(): void {
    harmAlarm(this, 'BounceRate', {
      impact: 'SES may come to stop all our email: too much of it goes to addresses that do not exist.',
      metric: new Metric({
        namespace: 'AWS/SES',
        metricName: 'Reputation.BounceRate',
        period: Duration.hours(1),
        statistic: 'Maximum',
      }),
      threshold: 0.04,
    });
  }
}
