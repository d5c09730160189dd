import { describe, expect, test } from '@jest/globals';
import { environmentOf, resourcesOf, theResource, type Properties } from './support/resources.ts';
import { serviceTemplate } from './support/synthesize.ts';

const domain = 'calm.example';
const siteDomain = `go.${domain}`;
const siteCertificateArn = 'arn:aws:acm:us-east-1:123456789012:certificate/x';
const webAclArn = 'arn:aws:wafv2:us-east-1:123456789012:global/webacl/calm/x';
const withCdn = { domain, siteDomain, siteCertificateArn, cdn: 'on', webAclArn };

interface Distribution {
  Aliases: string[];
  WebACLId: string;
  DefaultCacheBehavior: Properties;
  CacheBehaviors: Properties[];
  Origins: { DomainName: string; OriginCustomHeaders: { HeaderName: string; HeaderValue: string }[] }[];
}

const distribution = () =>
  theResource(serviceTemplate(withCdn), 'AWS::CloudFront::Distribution')[
    'DistributionConfig'
  ] as unknown as Distribution;

describe('CloudFront', () => {
  test('is not there unless it is switched on', () => {
    serviceTemplate().resourceCountIs('AWS::CloudFront::Distribution', 0);
    expect(environmentOf(serviceTemplate(), 'Web')['ORIGIN_PROOF']).toBe('');
  });

  test('has the site’s own domain, and WAF before it', () => {
    expect(distribution()).toMatchObject({ Aliases: [siteDomain], WebACLId: webAclArn });
    serviceTemplate(withCdn).resourceCountIs('AWS::ApiGatewayV2::DomainName', 0);
    expect(environmentOf(serviceTemplate(withCdn), 'Web')['SITE_URL']).toBe(`https://${siteDomain}`);
  });

  test('keeps pictures and the look of pages, and no page: those are somebody’s', () => {
    const kept = distribution().CacheBehaviors.map(({ PathPattern }) => PathPattern);
    expect(kept).toEqual(['/assets/*', '/pictures/*']);
    // AWS's policy "CachingDisabled".
    expect(distribution().DefaultCacheBehavior['CachePolicyId']).toBe('4135ea2d-6df8-44a3-9df3-4b5a84be39ad');
  });

  test('proves itself by a secret that stands in no template', () => {
    const [{ OriginCustomHeaders }] = distribution().Origins as [Distribution['Origins'][number]];
    expect(OriginCustomHeaders).toHaveLength(1);
    expect(OriginCustomHeaders[0]!.HeaderValue).toMatch(/^\{\{resolve:secretsmanager:.*:SecretString:::?\}\}$/);
    expect(environmentOf(serviceTemplate(withCdn), 'Web')['ORIGIN_PROOF']).toMatch(/^arn:aws:secretsmanager:/);
  });

  test('says which record leads to it; with a zone, enters it', () => {
    const outputs = (given: object) =>
      Object.keys((serviceTemplate({ ...given }).toJSON() as { Outputs: object }).Outputs).join();
    expect(outputs(withCdn)).toContain('DomainRecord');
    const entered = { ...withCdn, hostedZoneId: 'Z0123456789ABC' };
    expect(outputs(entered)).not.toMatch(/DomainRecord|DkimRecord|MailFromRecord/);
    const records = [...resourcesOf(serviceTemplate(entered), 'AWS::Route53::RecordSet').values()];
    const aliases = records.filter(({ Name }) => Name === `${siteDomain}.`);
    expect(aliases.map(({ Type }) => Type)).toEqual(['A', 'AAAA']);
  });
});
