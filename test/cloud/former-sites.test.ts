import { describe, expect, test } from '@jest/globals';
import type { Template } from 'aws-cdk-lib/assertions';
import { siteApiId } from '../../lib/cloud/protected-resources.ts';
import { siteRoutes } from '../../lib/cloud/site-routes.ts';
import { environmentOf, resourcesOf } from './support/resources.ts';
import { serviceTemplate } from './support/synthesize.ts';

const arn = (region: string, name: string) => `arn:aws:acm:${region}:123456789012:certificate/${name}`;
const [a, b] = ['a.calm.example', 'b.calm.example'];
const inRegion = (host: string) => arn('eu-west-1', host);
const domain = 'calm.example';
const formerA = { domain: a, certificateArn: inRegion(a) };
const formerB = { domain: b, certificateArn: inRegion(b) };
const cdn = { cdn: 'on', visitorLimit: '0' };

/** A stage over the years, each as `npm run deploy` writes it down. */
const years: [string, Record<string, unknown>][] = [
  ['a domain', { domain, siteDomain: a, siteCertificateArn: inRegion(a) }],
  ['another', { domain, siteDomain: b, siteCertificateArn: inRegion(b), formerSites: [formerA] }],
  [
    'CloudFront',
    {
      domain,
      ...cdn,
      siteDomain: b,
      siteCertificateArn: arn('us-east-1', b),
      formerSites: [formerA, { ...formerB, moving: true }],
    },
  ],
  [
    'no CloudFront',
    {
      domain,
      siteDomain: b,
      siteCertificateArn: inRegion(b),
      formerSites: [formerA, formerB, { domain: 'd1.cloudfront.net', serves: b, certificateArn: arn('us-east-1', b) }],
    },
  ],
];

/** By host: the id of its name in the template. */
const names = (template: Template) =>
  new Map([...resourcesOf(template, 'AWS::ApiGatewayV2::DomainName')].map(([id, { DomainName }]) => [DomainName, id]));

/** Routes that answer under a host, without a redirect. */
function routesAt(host: string, template: Template): unknown[] {
  const id = names(template).get(host);
  const mapping = [...resourcesOf(template, 'AWS::ApiGatewayV2::ApiMapping').values()].find(
    ({ DomainName }) => DomainName === id,
  );
  return [...resourcesOf(template, 'AWS::ApiGatewayV2::Route').values()]
    .filter(({ ApiId }) => ApiId === mapping?.['ApiId'])
    .map(({ RouteKey }) => RouteKey);
}

describe('hosts that the site had', () => {
  test.each(years)('after %s, go on answering with every route, at the API that they always had', (_, given) => {
    const template = serviceTemplate(given);
    const hosts = [
      given['siteDomain'],
      ...((given['formerSites'] ?? []) as { domain: string }[]).map((one) => one.domain),
    ];
    for (const host of hosts as string[]) {
      if (host.endsWith('cloudfront.net')) continue;
      expect([host, routesAt(host, template)]).toEqual([host, siteRoutes.map(({ key }) => key)]);
    }
    expect(Object.keys(template.findResources('AWS::ApiGatewayV2::Api'))).toContain(siteApiId);
  });

  test('keep their resources from year to year: CloudFormation makes before it deletes, and a name exists once', () => {
    for (const [index, [what, given]] of years.slice(1).entries()) {
      const before = names(serviceTemplate(years[index]![1]));
      const now = names(serviceTemplate(given));
      for (const [host, id] of before) expect([what, host, now.get(host)]).toEqual([what, host, id]);
    }
  });

  test('a distribution that links of before lead to stays, with the same API behind it, and is in front of nothing else', () => {
    const [on, off] = [serviceTemplate(years[2]![1]), serviceTemplate(years[3]![1])];
    const ofSite = (template: Template) =>
      [...resourcesOf(template, 'AWS::CloudFront::Distribution')].filter(([id]) => id.startsWith('SiteAddressCdn'));
    expect(ofSite(on)).toHaveLength(1);
    expect(ofSite(off)).toEqual(ofSite(on));
    expect(environmentOf(off, 'Web')).toMatchObject({ ORIGIN_PROOF: '', SITE_URL: `https://${b}` });
  });

  test('while DNS may lead to the API still, requests need not come through CloudFront; then they have to', () => {
    const moving = years[2]![1];
    expect(environmentOf(serviceTemplate(moving), 'Web')['ORIGIN_PROOF']).toBe('');
    const moved = serviceTemplate({ ...moving, formerSites: [formerA, formerB] });
    expect(environmentOf(moved, 'Web')['ORIGIN_PROOF']).not.toBe('');
    // One-click is answered in place, everything else is sent on.
    expect(routesAt(a, moved)).toEqual([siteRoutes[0]!.key, '$default']);
  });

  test('say where their names lead; with a zone they are entered, and their certificates made', () => {
    const outputs = (given: Record<string, unknown>) =>
      Object.values((serviceTemplate(given).toJSON() as { Outputs: Record<string, { Value: unknown }> }).Outputs);
    const told = JSON.stringify(outputs(years[1]![1]));
    expect(told).toContain(`${a} CNAME `);
    expect(told).toContain(`${b} CNAME `);
    const zoned = serviceTemplate({
      domain,
      hostedZoneId: 'Z0123456789ABC',
      siteDomain: b,
      formerSites: [{ domain: a }],
    });
    zoned.resourceCountIs('AWS::CertificateManager::Certificate', 2);
    const entered = [...resourcesOf(zoned, 'AWS::Route53::RecordSet').values()].map(({ Name }) => Name);
    expect(new Set(entered)).toEqual(new Set([`${a}.`, `${b}.`]));
  });
});
