import { Duration, Stack, Validations } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyStatement, type IRole } from 'aws-cdk-lib/aws-iam';
import { ConfigurationSet, ConfigurationSetTlsPolicy, SuppressionReasons } from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import { harmAlarm } from './alarm.ts';
import { domainIdentity, type DomainIdentityProps } from './domain-identity.ts';

export interface MailIdentityProps {
  /** The only addresses that mail may come from. */
  weeklyFrom: string;
  accountFrom: string;
  /** The domain's identity, where it is about to leave this stack, which had it before there was one for the domain: kept, whatever the stage. */
  leaving?: DomainIdentityProps | undefined;
}

/** How a stage sends. The identity of its domain is not here: it belongs to all stages of the domain (`MailDomainStack`). */
export class MailIdentity extends Construct {
  /** For the weekly mails; judged apart from those that people wait for. */
  readonly weekly: ConfigurationSet;
  readonly account: ConfigurationSet;
  readonly #from: string[];

  constructor(scope: Construct, id: string, props: MailIdentityProps) {
    super(scope, id);
    this.#from = [props.weeklyFrom, props.accountFrom];
    if (props.leaving !== undefined) domainIdentity(this, 'Resource', props.leaving);
    this.weekly = this.#configurationSet('Weekly');
    this.account = this.#configurationSet('Account');
    this.#watchReputation();
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
