import { Duration, Validations } from 'aws-cdk-lib';
import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AllowedMethods,
  CachePolicy,
  CacheQueryStringBehavior,
  Distribution,
  HttpVersion,
  OriginRequestPolicy,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
  type BehaviorOptions,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { hrefOf, links } from '../../lambdas/core/mail/links.ts';
import { originSecretHeader } from '../../lambdas/core/settings.ts';

export interface CdnProps {
  /** Host that it asks. */
  origin: string;
  webAclArn: string | undefined;
  own: { siteDomain: string; certificate: ICertificate } | undefined;
}

/**
 * CloudFront in front of the site: keeps pictures and public pages near readers, and lets AWS WAF look at requests.
 *
 * It proves itself to the site by a secret that AWS makes and enters: who goes around it, and around the rules of WAF, is turned away.
 */
export class Cdn extends Construct {
  readonly distribution: Distribution;
  readonly #proof: Secret;

  constructor(scope: Construct, id: string, { origin, webAclArn, own }: CdnProps) {
    super(scope, id);
    this.#proof = new Secret(this, 'Proof', {
      description: 'Weekwise: by this the site knows requests that came through CloudFront.',
      generateSecretString: { passwordLength: 48, excludePunctuation: true },
    });
    Validations.of(this.#proof).acknowledge({
      id: 'AwsSolutions::AwsSolutions-SMG4',
      reason: 'Only CloudFront and the site know it, and both get it at a deployment.',
    });
    const asked: BehaviorOptions = {
      origin: new HttpOrigin(origin, {
        customHeaders: { [originSecretHeader]: this.#proof.secretValue.unsafeUnwrap() },
      }),
      viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
    };
    const kept: BehaviorOptions = { ...asked, cachePolicy: CachePolicy.CACHING_OPTIMIZED };
    // Caches by Cache-Control: public pages allow it, and pages behind a link say no-store. AWS's managed policy of this kind forwards the visitor's Host.
    const byHeader = new CachePolicy(this, 'ByHeader', {
      minTtl: Duration.seconds(0),
      defaultTtl: Duration.seconds(0),
      maxTtl: Duration.days(365),
      queryStringBehavior: CacheQueryStringBehavior.all(),
      enableAcceptEncodingGzip: true,
      enableAcceptEncodingBrotli: true,
    });
    this.distribution = new Distribution(this, 'Resource', {
      comment: 'Weekwise',
      defaultBehavior: {
        ...asked,
        cachePolicy: byHeader,
        allowedMethods: AllowedMethods.ALLOW_ALL,
      },
      additionalBehaviors: {
        [hrefOf(links.asset, { file: '*' })]: kept,
        [hrefOf(links.picture, { file: '*' })]: kept,
      },
      httpVersion: HttpVersion.HTTP2_AND_3,
      ...(webAclArn !== undefined && { webAclId: webAclArn }),
      ...(own && {
        domainNames: [own.siteDomain],
        certificate: own.certificate,
        minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
      }),
    });
    Validations.of(this.distribution).acknowledge(
      { id: 'AwsSolutions::AwsSolutions-CFR1', reason: 'People everywhere may read it.' },
      { id: 'AwsSolutions::AwsSolutions-CFR2', reason: 'The operator may do without WAF: visitorLimit.' },
      {
        id: 'AwsSolutions::AwsSolutions-CFR3',
        reason: 'Its logs would hold the paths of links, which are keys, and the addresses of visitors.',
      },
      { id: 'AwsSolutions::AwsSolutions-CFR4', reason: 'Its own certificate allows no other choice of TLS.' },
    );
  }

  get host(): string {
    return this.distribution.domainName;
  }

  /** The setting ORIGIN_PROOF: where the secret is, never what it is. */
  get proofLocation(): string {
    return this.#proof.secretArn;
  }

  grantReadProof(reader: IGrantable): void {
    Grant.addToPrincipal({
      grantee: reader,
      actions: ['secretsmanager:GetSecretValue'],
      resourceArns: [this.#proof.secretArn],
    });
  }
}
