import * as fc from 'fast-check';
import { expect, test } from '@jest/globals';
import { ConfigurationError, isCloudFrontHost, readConfiguration } from '../../../lib/cloud/configuration.ts';
import type { FormerSite, Given } from '../../../lib/cloud/configuration.ts';
import { addressLine } from '../../../lib/operator/doctor/diagnose.ts';
import { changeOfSite, deployedSite, keepLinks, type DeployedSite } from '../../../lib/operator/deploy/keep-links.ts';
import { deployStage } from '../../../lib/operator/deploy/deploy.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { aStack, anAccount, deployments, whole } from './an-account.ts';

const fileIn = temporaryFolder();
const apiHost = 'abc.execute-api.eu-west-1.amazonaws.com';
const cdnHost = 'd1.cloudfront.net';
const inRegion = (host: string) => `arn:aws:acm:eu-west-1:123456789012:certificate/${host}`;
const ofCdn = (host: string) => `arn:aws:acm:us-east-1:123456789012:certificate/${host}`;

/** What an operator writes down for a site; with a zone, certificates are made but for CloudFront's. */
function siteKeys(siteDomain: string | undefined, cdn: boolean, hasZone: boolean): Given {
  const certificate = cdn ? ofCdn : hasZone ? () => undefined : inRegion;
  return {
    ...whole,
    ...(hasZone && { hostedZoneId: 'Z0123456789ABC' }),
    siteDomain: siteDomain ?? 'none',
    siteCertificateArn: siteDomain && certificate(siteDomain),
    cdn,
  };
}

/** What a deployment of it tells. */
function deployed(given: Given): DeployedSite {
  const { siteDomain, siteCertificateArn, cdn, formerSites } = readConfiguration((key) => given[key]);
  const hasDistribution = cdn || formerSites.some(({ domain }) => isCloudFrontHost(domain));
  return {
    siteUrl: `https://${siteDomain ?? (cdn ? cdnHost : apiHost)}`,
    siteCertificateArn,
    ...(hasDistribution && { distribution: cdnHost, behindCdn: cdn }),
  };
}

const hostOf = ({ siteUrl }: DeployedSite) => new URL(siteUrl).hostname;

/** Deploys as the operator does: a certificate that is asked for is made and written down. */
function next(before: DeployedSite | undefined, given: Given): { given: Given; site: DeployedSite } {
  let kept = given;
  try {
    kept = { ...given, ...keepLinks(before, given) };
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    const [, asked] = /"formerSites": (\[.*\])$/.exec(error.message)!;
    const formerSites = JSON.parse(asked!.replace('arn:aws:acm:…', inRegion('made'))) as FormerSite[];
    const again = { ...given, formerSites };
    kept = { ...again, ...keepLinks(before, again) };
  }
  return { given: kept, site: deployed(kept) };
}

const change = fc.record({
  siteDomain: fc.option(fc.constantFrom('go.calm.example', 'a.calm.example', 'b.calm.example'), { nil: undefined }),
  cdn: fc.boolean(),
});

test('whatever domain the site gets, and whenever CloudFront comes and goes, every host that links lead to goes on answering', () => {
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 6 }), fc.boolean(), (changes, hasZone) => {
      let site: DeployedSite | undefined;
      let formerSites: unknown = [];
      const mailed = new Set<string>();
      for (const { siteDomain, cdn } of changes) {
        const before = site;
        const then = next(before, { ...siteKeys(siteDomain, cdn, hasZone), formerSites });
        site = then.site;
        formerSites = then.given['formerSites'];
        const former = formerSites as FormerSite[];
        const answering = [apiHost, hostOf(site), site.distribution, ...former.map(({ domain }) => domain)];
        mailed.add(hostOf(site));
        for (const host of mailed) expect(answering).toContain(host);
        // Until the operator has entered its new place in DNS, the old one answers under the same name.
        const stays = before !== undefined && hostOf(before) === hostOf(site) && siteDomain !== undefined;
        const changesPlace = stays && !hasZone && (before.behindCdn ?? false) !== (site.behindCdn ?? false);
        const old = cdn ? { domain: siteDomain, moving: true } : { domain: cdnHost, serves: siteDomain };
        for (const one of changesPlace ? [old] : []) expect(former).toContainEqual(expect.objectContaining(one));
      }
    }),
    { numRuns: 300 },
  );
});

test('nothing is written down where links lead to the same place as before, or to the address of API Gateway', () => {
  expect(keepLinks(undefined, siteKeys('go.calm.example', false, false))).toEqual({});
  const [none, go] = [siteKeys(undefined, false, false), siteKeys('go.calm.example', false, false)];
  expect(keepLinks(deployed(none), go)).toEqual({});
  expect(keepLinks(deployed(go), go)).toEqual({});
});

const outputs = (site: DeployedSite, record?: string) => [
  { OutputKey: 'OperatorWhereabouts', OutputValue: JSON.stringify({ mail: site }) },
  ...(record === undefined ? [] : [{ OutputKey: 'SiteAddressDomainRecord1', OutputValue: record }]),
];

test('a stage of an earlier release tells its distribution by the record that leads there', () => {
  const siteUrl = 'https://go.calm.example';
  expect(deployedSite(outputs({ siteUrl }, `go.calm.example CNAME ${cdnHost}`))).toMatchObject({
    distribution: cdnHost,
    behindCdn: true,
  });
  expect(deployedSite(outputs({ siteUrl }))).toMatchObject({ behindCdn: false });
  expect(deployedSite([])).toBeUndefined();
});

test('a deployment writes the former host down before it changes anything; templates made before are refused', async () => {
  const old = deployed(siteKeys('old.calm.example', false, false));
  const written = { production: siteKeys('go.calm.example', false, false) };
  const stacks = { 'Weekwise-production': aStack([], outputs(old)) };
  const { deps, said, stages, ran } = anAccount(fileIn('stages.json'), { answers: [], written, stacks });
  await expect(deployStage('production', ['--app', 'out'], deps)).rejects.toThrow(/take away a host.*old\.calm/);
  expect(deployments(ran)).not.toContainEqual(expect.stringContaining('deploy Weekwise-production'));
  await deployStage('production', [], deps);
  const formerSites = [{ domain: 'old.calm.example', certificateArn: inRegion('old.calm.example') }];
  expect(stages()).toMatchObject({ production: { formerSites } });
  expect(said.join('\n')).toContain('Links in emails sent so far go on working: old.calm.example');
});

test('the doctor says what the next deployment would do to links, or what it lacks', () => {
  const go = siteKeys('go.calm.example', false, false);
  const words = changeOfSite(deployed(siteKeys(undefined, false, false)), go);
  expect(words).toMatch(/from abc\.execute.* to go\.calm\.example .*; links .* go on working; forms .* must change/);
  expect(changeOfSite(deployed(go), go)).toBeUndefined();
  const cdn = siteKeys(undefined, true, false);
  expect(changeOfSite(deployed(cdn), cdn)).toBeUndefined();
  expect(addressLine(deployed(go), go)).toMatchObject({ ok: true, says: 'lead to go.calm.example' });
  expect(addressLine(deployed(go), undefined).ok).toBe(true);
  expect(addressLine(deployed(siteKeys(undefined, false, false)), undefined)).toMatchObject({ ok: false });
  const behind = deployed(siteKeys('old.calm.example', true, false));
  expect(addressLine(behind, siteKeys('go.calm.example', true, false))).toMatchObject({
    ok: false,
    fix: expect.stringMatching(/certificate for it in the region of the stage/),
  });
});
