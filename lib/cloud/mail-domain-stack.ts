import { CfnOutput, Stack, type CfnResource, type StackProps } from 'aws-cdk-lib';
import { MxRecord, PublicHostedZone } from 'aws-cdk-lib/aws-route53';
import type { EmailIdentity } from 'aws-cdk-lib/aws-ses';
import type { Construct } from 'constructs';
import { domainIdentity, keptAlways } from './domain-identity.ts';
import type { MailDomain } from './mail-domain.ts';
import { identityId } from './protected-resources.ts';

export interface MailDomainStackProps extends StackProps {
  mailDomain: MailDomain;
}

/**
 * The domain that mails come from: its identity in SES and its DNS records, in a stack of its own. SES has one identity per domain, account and region,
 * so it belongs to no stage, and neither deploying nor destroying one changes it. Everything in it is kept when the stack goes.
 */
export class MailDomainStack extends Stack {
  constructor(scope: Construct, id: string, { mailDomain, ...props }: MailDomainStackProps) {
    super(scope, id, {
      description: 'Weekwise: the domain that mails come from, for every stage that sends from it',
      terminationProtection: true,
      ...props,
    });
    const { domain, hostedZoneId, mailRecords, senderHosts, senderMx } = mailDomain;
    const zone =
      hostedZoneId === undefined
        ? undefined
        : PublicHostedZone.fromPublicHostedZoneAttributes(this, 'Zone', { hostedZoneId, zoneName: domain });
    const enteredHere = mailRecords === 'kept' ? undefined : zone;
    const identity = domainIdentity(this, 'Identity', { ...mailDomain, zone: enteredHere });
    // Known to `npm run deploy`, which takes over an identity that is there already.
    (identity.node.defaultChild as CfnResource).overrideLogicalId(identityId);
    if (enteredHere === undefined) this.#tellRecords(identity, mailDomain.bounceHost);

    for (const host of senderMx.length === 0 ? [] : senderHosts) {
      if (zone === undefined) {
        for (const [index, mx] of senderMx.entries())
          new CfnOutput(this, `SenderRecord-${host}-${index + 1}`, { value: `${host} MX ${mx}` });
      } else {
        const values = senderMx.map((mx) => mx.split(' ') as [string, string]);
        new MxRecord(this, `SenderMx-${host}`, {
          zone,
          recordName: host,
          values: values.map(([priority, hostName]) => ({ priority: Number(priority), hostName })),
        }).applyRemovalPolicy(keptAlways);
      }
    }
  }

  /** What has to be entered where the domain is administered. */
  #tellRecords(identity: EmailIdentity, bounceHost: string): void {
    for (const [index, { name, value }] of identity.dkimRecords.entries()) {
      new CfnOutput(this, `DkimRecord${index + 1}`, { value: `${name} CNAME ${value}` });
    }
    new CfnOutput(this, 'MailFromRecord1', {
      value: `${bounceHost} MX 10 feedback-smtp.${this.region}.amazonses.com`,
    });
    new CfnOutput(this, 'MailFromRecord2', { value: `${bounceHost} TXT "v=spf1 include:amazonses.com ~all"` });
  }
}
