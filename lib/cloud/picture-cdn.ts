import { Validations } from 'aws-cdk-lib';
import { CachePolicy, Distribution, HttpVersion, ViewerProtocolPolicy } from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { Construct } from 'constructs';
import { hrefOf, links } from '../../lambdas/core/mail/links.ts';

export interface PictureCdnProps {
  /** Host of the site's API, which has the pictures. */
  origin: string;
}

/**
 * CloudFront for the pictures of emails, and for nothing else: each is fetched from the site once and kept near readers for as long as they ask for it. Mail
 * programs fetch pictures in crowds when a wave goes out; here they take neither a call of the site's function nor a place within its limits.
 */
export class PictureCdn extends Construct {
  readonly #distribution: Distribution;

  constructor(scope: Construct, id: string, { origin }: PictureCdnProps) {
    super(scope, id);
    const folder = hrefOf(links.picture, { file: '' }).replace(/\/$/, '');
    this.#distribution = new Distribution(this, 'Resource', {
      comment: 'Weekwise: pictures of emails',
      defaultBehavior: {
        // No other path of the site can be asked for here.
        origin: new HttpOrigin(origin, { originPath: folder }),
        viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
        cachePolicy: CachePolicy.CACHING_OPTIMIZED,
      },
      httpVersion: HttpVersion.HTTP2_AND_3,
    });
    Validations.of(this.#distribution).acknowledge(
      { id: 'AwsSolutions::AwsSolutions-CFR1', reason: 'Emails are read everywhere.' },
      {
        id: 'AwsSolutions::AwsSolutions-CFR2',
        reason: 'It has pictures that are the same for everybody, and nothing else.',
      },
      { id: 'AwsSolutions::AwsSolutions-CFR3', reason: 'Its logs would hold the addresses of readers.' },
      { id: 'AwsSolutions::AwsSolutions-CFR4', reason: 'CloudFront’s own certificate allows no other choice of TLS.' },
    );
  }

  /** What the file names of pictures are added to. */
  get url(): string {
    return `https://${this.#distribution.domainName}/`;
  }
}
