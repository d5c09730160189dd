import { RemovalPolicy } from 'aws-cdk-lib';
import {
  DkimIdentity,
  EasyDkimSigningKeyLength,
  EmailIdentity,
  Identity,
  MailFromBehaviorOnMxFailure,
} from 'aws-cdk-lib/aws-ses';
import { CfnRecordSet, type IPublicHostedZone } from 'aws-cdk-lib/aws-route53';
import type { Construct } from 'constructs';

/** Not when its very creation is rolled back: left behind, it would be in the way of the next try. */
export const keptAlways = RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE;

export interface DomainIdentityProps {
  domain: string;
  /** Where bounces go: the MAIL FROM domain of SES, below `domain`, and used for nothing else. */
  bounceHost: string;
  /** Where the DNS records of DKIM and MAIL FROM are entered; without it somebody else enters them. */
  zone?: IPublicHostedZone | undefined;
}

/** A domain in SES. It and its DNS records stay whatever becomes of the stack: a new one would need new records, and until then all mail is refused. */
export function domainIdentity(
  scope: Construct,
  id: string,
  { domain, bounceHost, zone }: DomainIdentityProps,
): EmailIdentity {
  const identity = new EmailIdentity(scope, id, {
    identity: zone === undefined ? Identity.domain(domain) : Identity.publicHostedZone(zone),
    dkimIdentity: DkimIdentity.easyDkim(EasyDkimSigningKeyLength.RSA_2048_BIT),
    mailFromDomain: bounceHost,
    // Bounces and complaints reach us as events. SES would also email each of them, with the person's address, to the sender.
    feedbackForwarding: false,
    // A broken MX record of ours costs alignment, not the mail.
    mailFromBehaviorOnMxFailure: MailFromBehaviorOnMxFailure.USE_DEFAULT_VALUE,
  });
  identity.applyRemovalPolicy(keptAlways);
  for (const child of identity.node.findAll()) if (child instanceof CfnRecordSet) child.applyRemovalPolicy(keptAlways);
  return identity;
}
