import type { Output } from '@aws-sdk/client-cloudformation';
import * as z from 'zod';
import {
  ConfigurationError,
  isBelow,
  isCloudFrontHost,
  textOf,
  type FormerSite,
  type Given,
} from '../../cloud/configuration.ts';
import { operatorOutput } from '../../cloud/operator-outputs.ts';

/** Where a deployed stage has its site: where links in its emails lead. */
export interface DeployedSite {
  /** Origin. */
  siteUrl: string;
  /** Certificate that the operator gave for the site's domain. */
  siteCertificateArn?: string | undefined;
  /** Host of its distribution, also of one that only links of before lead to. */
  distribution?: string | undefined;
  /** The site is behind that distribution. */
  behindCdn?: boolean | undefined;
}

const Told = z.object({
  mail: z.object({
    siteUrl: z.string(),
    siteCertificateArn: z.string().optional(),
    distribution: z.string().optional(),
    behindCdn: z.boolean().optional(),
  }),
});

/** Reads it from the outputs of a stack; undefined where nothing is deployed. */
export function deployedSite(outputs: readonly Output[]): DeployedSite | undefined {
  const valueOf = (begin: string) => outputs.find(({ OutputKey = '' }) => OutputKey.startsWith(begin))?.OutputValue;
  const whereabouts = valueOf(operatorOutput);
  if (whereabouts === undefined) return undefined;
  const told = Told.safeParse(JSON.parse(whereabouts)).data?.mail;
  if (told === undefined) return undefined;
  // Earlier releases did not tell the host of the distribution by itself.
  const hosts = [new URL(told.siteUrl).hostname, valueOf('SiteAddressDomainRecord')?.split(' ').at(-1) ?? ''];
  const distribution = told.distribution ?? hosts.find(isCloudFrontHost);
  return { ...told, distribution, behindCdn: told.behindCdn ?? distribution !== undefined };
}

/**
 * What has to be written down for the stage, so that links in emails of before go on working under what is given now. The address that API Gateway
 * gives never goes; a domain, or the host of a distribution, goes on answering where `formerSites` names it.
 *
 * @returns changes to the keys; empty where there are none
 * @throws ConfigurationError where it takes a certificate that only the operator can get
 */
export function keepLinks(site: DeployedSite | undefined, given: Given): { formerSites?: FormerSite[] } {
  if (site === undefined) return {};
  const { siteCertificateArn, distribution, behindCdn = false } = site;
  const host = new URL(site.siteUrl).hostname;
  const former = (given['formerSites'] ?? []) as FormerSite[];
  const isOwn = !isCloudFrontHost(host) && !isApiHost(host);
  // There DNS changes together with the site.
  const isInZone = textOf(given, 'hostedZoneId') !== undefined && isBelow(textOf(given, 'domain') ?? '', host);
  const cdn = hasCdn(given);
  const leaves = isOwn && host !== textOf(given, 'siteDomain');
  const meetsCdn = isOwn && cdn && !behindCdn && !isInZone;
  const kept = [...former];
  // In its place, since the order in which the site had its hosts tells their resources apart.
  const keep = (entry: FormerSite) => {
    const index = kept.findIndex(({ domain }) => domain === entry.domain);
    kept.splice(index === -1 ? kept.length : index, 1, entry);
  };
  if (leaves || meetsCdn) {
    // CloudFront's certificate is of no use to API Gateway in another region.
    const ofNow = behindCdn ? undefined : siteCertificateArn;
    const certificateArn = ofNow ?? former.find(({ domain }) => domain === host)?.certificateArn;
    if (certificateArn === undefined && !isInZone) {
      throw new ConfigurationError(
        `Links in emails sent so far lead to ${host}. To keep it answering, have ACM make a certificate for it in the region of the stage, and give the stage "formerSites": ${JSON.stringify([...former, { domain: host, certificateArn: 'arn:aws:acm:…' }])}`,
      );
    }
    keep({
      domain: host,
      ...(certificateArn !== undefined && { certificateArn }),
      ...(!leaves && { moving: true as const }),
    });
  }
  if (behindCdn && distribution !== undefined && !cdn) {
    // Links from before the site had a domain may lead to it, and DNS of its domain.
    const serves = isOwn && siteCertificateArn !== undefined && { serves: host, certificateArn: siteCertificateArn };
    keep({ domain: distribution, ...serves });
  }
  return JSON.stringify(kept) === JSON.stringify(former) ? {} : { formerSites: kept };
}

function hasCdn(given: Given): boolean {
  return given['cdn'] === true || given['cdn'] === 'on';
}

/** Is it the host that API Gateway gave an API? */
export function isApiHost(host: string): boolean {
  return /\.execute-api\.[a-z0-9-]+\.amazonaws\.com(\.cn)?$/.test(host);
}

/**
 * What the next deployment would do to the address of the site, in words; undefined: nothing.
 *
 * @throws ConfigurationError as {@link keepLinks}
 */
export function changeOfSite(site: DeployedSite, given: Given): string | undefined {
  keepLinks(site, given);
  const host = new URL(site.siteUrl).hostname;
  const siteDomain = textOf(given, 'siteDomain') ?? 'none';
  const ofAws = hasCdn(given) ? (site.distribution ?? 'an address of CloudFront') : 'an address of API Gateway';
  const next = siteDomain === 'none' ? (isApiHost(host) && !hasCdn(given) ? host : ofAws) : siteDomain;
  if (next === host) return undefined;
  return [
    `stages.json changes it from ${host} to ${next} at the next deployment`,
    'links in emails sent so far go on working',
    `forms that your own site or program sends to ${host} must change to the new address`,
  ].join('; ');
}
