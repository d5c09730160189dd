import { describe, expect, test } from '@jest/globals';
import type { Template } from 'aws-cdk-lib/assertions';
import { oneClick, siteRoutes } from '../../lib/cloud/site-routes.ts';
import { environmentOf, resourcesOf, theResource, type Properties } from './support/resources.ts';
import { edgeTemplate, serviceTemplate } from './support/synthesize.ts';

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
  theResource(serviceTemplate(withCdn), 'AWS::CloudFront::Distribution', 'Cdn')[
    'DistributionConfig'
  ] as unknown as Distribution;

const outputsOf = (template: Template) => JSON.stringify((template.toJSON() as { Outputs: object }).Outputs);

describe('CloudFront', () => {
  test('is not there unless it is switched on', () => {
    expect([...resourcesOf(serviceTemplate(), 'AWS::CloudFront::Distribution').keys()]).toEqual([
      expect.stringContaining('Pictures'),
    ]);
    expect(environmentOf(serviceTemplate(), 'Web')['ORIGIN_PROOF']).toBe('');
  });

  test('has the site’s own domain, and WAF before it', () => {
    expect(distribution()).toMatchObject({ Aliases: [siteDomain], WebACLId: webAclArn });
    serviceTemplate(withCdn).resourceCountIs('AWS::ApiGatewayV2::DomainName', 0);
    expect(environmentOf(serviceTemplate(withCdn), 'Web')['SITE_URL']).toBe(`https://${siteDomain}`);
  });

  test('caches pictures and assets always, and pages only if their Cache-Control allows it', () => {
    const kept = distribution().CacheBehaviors.map(({ PathPattern }) => PathPattern);
    expect(kept).toEqual(['/assets/*', '/pictures/*']);
    const policies = resourcesOf(serviceTemplate(withCdn), 'AWS::CloudFront::CachePolicy');
    const policy = policies.get(String(distribution().DefaultCacheBehavior['CachePolicyId']));
    const config = policy?.['CachePolicyConfig'] as Properties;
    expect(config).toMatchObject({ MinTTL: 0, DefaultTTL: 0 });
    expect(config['MaxTTL']).toBeGreaterThanOrEqual(300);
    expect(config['ParametersInCacheKeyAndForwardedToOrigin']).toMatchObject({
      // A page may differ by the zone or country in the query.
      QueryStringsConfig: { QueryStringBehavior: 'all' },
      CookiesConfig: { CookieBehavior: 'none' },
      // The Host must be the origin's.
      HeadersConfig: { HeaderBehavior: 'none' },
      EnableAcceptEncodingGzip: true,
    });
  });

  test('uses an API whose address is in no email, so that requests around CloudFront have other limits', () => {
    const template = serviceTemplate({ ...withCdn });
    const apis = [...resourcesOf(template, 'AWS::ApiGatewayV2::Api').keys()];
    expect(apis).toHaveLength(2);
    const [known, asked] = apis as [string, string];
    expect(known).toBe([...resourcesOf(serviceTemplate(), 'AWS::ApiGatewayV2::Api').keys()][0]);
    expect(distribution().Origins.map(({ DomainName }) => DomainName)).toEqual([
      `${asked}.execute-api.eu-west-1.amazonaws.com`,
    ]);
    const routesOf = (api: string) =>
      [...resourcesOf(template, 'AWS::ApiGatewayV2::Route').values()]
        .filter(({ ApiId }) => ApiId === api)
        .map(({ RouteKey }) => RouteKey);
    expect(routesOf(asked)).toEqual(siteRoutes.map(({ key }) => key));
    // Emails sent before CloudFront was there link to the other one: one-click works there, and people are redirected.
    expect(routesOf(known)).toEqual([oneClick.key, '$default']);
    const stages = [...resourcesOf(template, 'AWS::ApiGatewayV2::Stage').values()];
    expect(stages.map(({ ApiId }) => ApiId)).toEqual([known, asked]);
    for (const { RouteSettings } of stages) expect(RouteSettings).toHaveProperty([oneClick.key]);
    expect(outputsOf(template)).not.toContain(asked);
  });

  test('no function knows that address', () => {
    const template = serviceTemplate({ ...withCdn });
    const [, asked] = [...resourcesOf(template, 'AWS::ApiGatewayV2::Api').keys()];
    for (const { Environment } of resourcesOf(template, 'AWS::Lambda::Function').values()) {
      expect(JSON.stringify(Environment)).not.toContain(asked);
    }
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

describe('the limit per visitor', () => {
  const inEdge = (given: Record<string, unknown>) => edgeTemplate({ domain, cdn: 'on', ...given });
  const rulesOf = (given = {}) =>
    theResource(inEdge(given)!, 'AWS::WAFv2::WebACL')['Rules'] as { Statement: { RateBasedStatement: Properties } }[];

  test('is on by default with CloudFront', () => {
    const [rule, ...others] = rulesOf();
    expect(others).toEqual([]);
    expect(rule).toMatchObject({
      Action: { Block: { CustomResponse: { ResponseCode: 429 } } },
      Statement: { RateBasedStatement: { Limit: 1000, EvaluationWindowSec: 300, AggregateKeyType: 'IP' } },
    });
    expect(rulesOf({ visitorLimit: '200' })[0]!.Statement.RateBasedStatement['Limit']).toBe(200);
  });

  test('does not count pictures and assets, which mail providers fetch for many people from few addresses', () => {
    const { ScopeDownStatement } = rulesOf()[0]!.Statement.RateBasedStatement;
    expect(JSON.stringify(ScopeDownStatement)).toMatch(/"NotStatement".*"\/assets\/".*"\/pictures\/"/);
  });

  test('stores no sample of requests, because their paths hold tokens', () => {
    const acl = theResource(inEdge({})!, 'AWS::WAFv2::WebACL');
    const visibility = JSON.stringify(acl).match(/"SampledRequestsEnabled":\w+/g);
    expect(new Set(visibility)).toEqual(new Set(['"SampledRequestsEnabled":false']));
    expect(acl['Scope']).toBe('CLOUDFRONT');
  });

  test('is attached to CloudFront across regions', () => {
    const config = (given: object) =>
      theResource(serviceTemplate({ domain, cdn: 'on', ...given }), 'AWS::CloudFront::Distribution', 'Cdn')[
        'DistributionConfig'
      ] as Properties;
    expect(config({})['WebACLId']).toEqual({
      'Fn::GetStackOutput': { StackName: 'Weekwise-test-edge', OutputName: 'WebAclArn', Region: 'us-east-1' },
    });
    expect(outputsOf(inEdge({})!)).toContain('WebAclArn');
    expect(config({ visitorLimit: '0' })).not.toHaveProperty('WebACLId');
  });

  test.each([{ cdn: 'off' }, { webAclArn }, { visitorLimit: '0' }])('is not made with %j', (given) => {
    expect(inEdge(given)).toBeUndefined();
  });
});

describe('pictures of emails', () => {
  const pictures = (given: Record<string, unknown> = {}) =>
    theResource(serviceTemplate({ domain, ...given }), 'AWS::CloudFront::Distribution', 'Pictures')[
      'DistributionConfig'
    ] as unknown as Distribution & { Origins: { OriginPath: string }[] };
  const urlIn = (given: Record<string, unknown>) =>
    environmentOf(serviceTemplate({ domain, ...given }), 'Send')['PICTURES_URL'];

  test('come from CloudFront, which has nothing else of the site and no standing price', () => {
    const { Origins, DefaultCacheBehavior, CacheBehaviors, WebACLId } = pictures();
    expect(Origins).toMatchObject([{ OriginPath: '/pictures' }]);
    expect(DefaultCacheBehavior).toMatchObject({
      // AWS's CachingOptimized: neither query nor cookies reach the site.
      CachePolicyId: '658327ea-f89d-4fab-a63d-7e88639e58f6',
      ViewerProtocolPolicy: 'https-only',
    });
    expect([CacheBehaviors, WebACLId, DefaultCacheBehavior['OriginRequestPolicyId']]).toEqual(Array(3).fill(undefined));
    expect(urlIn({})).toMatch(/^https:\/\/SiteAddressPictures[0-9A-F]+\.DomainName\/$/);
  });

  test('come from the site where that is asked for, and from the CloudFront of the site where it has one', () => {
    const site = { siteDomain, siteCertificateArn: 'arn:aws:acm:eu-west-1:123456789012:certificate/x' };
    expect(urlIn({ ...site, pictureCdn: 'off' })).toBe(`https://${siteDomain}/pictures/`);
    serviceTemplate({ domain, pictureCdn: 'off' }).resourceCountIs('AWS::CloudFront::Distribution', 0);
    expect(urlIn(withCdn)).toBe(`https://${siteDomain}/pictures/`);
    // For emails sent before `cdn` was on, by the API that redirects what goes around it.
    const [known] = resourcesOf(serviceTemplate(withCdn), 'AWS::ApiGatewayV2::Api').keys();
    expect(pictures(withCdn).Origins[0]!.DomainName).toContain(`${known}.execute-api.`);
  });
});
