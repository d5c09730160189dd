import * as z from 'zod';
import { roots } from '../roots.ts';
import { seriesByDefault } from '../templates/stages-say.ts';
import { timingErrors, timings } from '../../lambdas/core/kit/timings.ts';
import { Cohorts, cohortsRule, CohortsText } from '../../lambdas/core/person/cohorts.ts';
import { WarmUp, WarmUpText } from '../../lambdas/core/sending/warm-up.ts';
import {
  webhookEventTypes,
  webhookIncludes as includable,
  WebhookUrl,
} from '../../lambdas/core/webhooks/webhook-contract.ts';

/** The parts of a deployment that its operator decides: kept in `stages.json`, or given as CDK context (`-c domain=…`), which goes first. */

/** Stands for a domain until the operator has one, so that the stack can be synthesized and read without any setup. */
const exampleDomain = 'example.com';

const HostName = z
  .string()
  .regex(/^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/, 'must be a domain name in lower case, such as example.com');
const Switch = z.union([z.boolean(), z.stringbool({ truthy: ['on'], falsy: ['off'] })], 'must be on or off');
const Mailbox = z
  .string()
  .regex(/^[^\s@<>,]+@[^\s@<>,]+\.[^\s@<>,]+$/, 'must be a plain email address, such as coach@example.com');

/** A list; on the command line with spaces between. */
const List = z.union([z.array(z.string()), z.string().transform((text) => text.split(' ').filter(Boolean))]);
/** A list of what has spaces in it; on the command line with commas between. */
const CommaList = z.union([
  z.array(z.string()),
  z.string().transform((text) => text.split(',').map((one) => one.trim())),
]);
const senderMxMessage = 'must be a preference and a host, such as "10 mx.example.net", or a list of such records';
const seriesMessage = 'must be the name of a folder under templates/series, or a list of such names';

/** Some of a few words. */
const listOf = <Word extends string>(words: readonly Word[]) => {
  const must = `must be some of ${words.join(', ')}`;
  return List.pipe(z.array(z.enum(words, must)).min(1, must)).optional();
};

const copiesMessage = 'must be like {"bucket":"copies-of-ours","account":"123456789012","every":"week"}';
/** Where copies of the tables go, and how often. */
const CopiesOutside = z.strictObject(
  {
    bucket: z.string(copiesMessage).regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, copiesMessage),
    /** Which owns the bucket. */
    account: z.string(copiesMessage).regex(/^\d{12}$/, copiesMessage),
    every: z.enum(['day', 'week'], copiesMessage).default('week'),
  },
  copiesMessage,
);

const siteCertificate = z
  .string()
  .regex(/^arn:aws[a-z-]*:acm:.+$/, 'must be the ARN of an ACM certificate in the region of the stack');

const formerSitesMessage = 'must be a list such as [{"domain":"go.example.org"}]: npm run deploy writes it';
/** A host that the site had, or that DNS may still lead to: it goes on answering. */
const FormerSite = z.strictObject(
  {
    domain: HostName,
    /** Of that host: in the region of the stack; for a host of CloudFront, in us-east-1. Not needed where `hostedZoneId` can have one made. */
    certificateArn: siteCertificate.optional(),
    /** For a host of CloudFront: the site's domain whose DNS record may still lead to it. */
    serves: HostName.optional(),
    /** DNS may still lead to API Gateway though the site is behind CloudFront now: until this is taken out, requests need not come through CloudFront. */
    moving: z.literal(true).optional(),
  },
  formerSitesMessage,
);
export type FormerSite = z.output<typeof FormerSite>;

/** ISO date, and the hash of the list that was seen on it. */
const Acceptance = z.strictObject({ accepted: z.iso.date(), hash: z.string() });

/** Who decided to send texts that nobody has reviewed, and the ISO date. */
const UnreviewedContent = z.strictObject({ accepted: z.iso.date(), by: z.string().trim().min(1) });

const Keys = z.object({
  /** Part of the stack's name. `production` protects what cannot be made again: the table, the keys, the mail identity. */
  stage: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,30}$/, 'must be a short name of a-z, 0-9 and "-", such as test or production')
    .default('test'),
  /** Domain that SES signs for; senders are at it or at a subdomain. */
  domain: HostName.default(exampleDomain),
  /** Display name, the same in every mail. */
  senderName: z.string().min(1, 'must not be empty').max(64, 'must have at most 64 characters').default('Weekwise'),
  weeklyFrom: Mailbox.optional(),
  accountFrom: Mailbox.optional(),
  replyTo: Mailbox.optional(),
  /** Within how many days a person reads what comes to `replyTo`; emails say so. Without it they invite no answers. */
  repliesWithinDays: z.coerce
    .number('must be a number of days from 1 to 14')
    .int('must be a whole number of days')
    .min(1, 'must be a number of days from 1 to 14')
    .max(14, 'must be a number of days from 1 to 14')
    .optional(),
  /** Printed in every mail; the law of many places asks for it. */
  postalAddress: z
    .string()
    .min(5, 'must be a postal address of at least 5 characters')
    .default('Weekwise, 1 Example Street, 12345 Exampletown'),
  /** Folders under `templates/series/`, the one of the start page first. */
  series: List.pipe(z.array(z.string().regex(/^[a-z0-9-]+$/, seriesMessage)).min(1, seriesMessage)).default(() =>
    seriesByDefault(roots.project),
  ),
  /** Months after the last email until of somebody who had every lesson only that is kept. */
  keepCompletedMonths: z.coerce
    .number('must be a number of months from 1 to 120')
    .int('must be a whole number of months')
    .min(1, 'must be a number of months from 1 to 120')
    .max(120, 'must be a number of months from 1 to 120')
    .default(12),
  /** The operator's yes to the help lines of templates/crisis-contacts.yaml: when, and the hash of those that they saw. `npm run deploy` asks for it. */
  crisisContacts: z
    .custom<z.output<typeof Acceptance>>(
      (given) => Acceptance.safeParse(given).success,
      'must be like {"accepted":"2026-12-01","hash":"…"}: npm run deploy writes it',
    )
    .optional(),
  /** The operator sends texts of the series that no clinician has signed. `npm run deploy` asks for it, and refuses production without it. */
  unreviewedContent: z
    .custom<z.output<typeof UnreviewedContent>>(
      (given) => UnreviewedContent.safeParse(given).success,
      'must be like {"accepted":"2026-12-01","by":"Ann Example"}: npm run deploy writes it',
    )
    .optional(),
  /** Where alarms go; without it they can be seen but tell nobody. */
  operatorEmail: Mailbox.optional(),
  /** Copies of the table and the ledger to a bucket that another account owns. */
  copies: CopiesOutside.optional(),
  /** US dollars a month for the whole account; a mail goes to `operatorEmail` before it is spent. */
  monthlyBudget: z.coerce
    .number('must be a number of US dollars, such as 50')
    .positive('must be a number of US dollars, such as 50')
    .optional(),
  /** MAIL FROM domain of SES: where bounces go. Below `domain`, and used for nothing else. */
  bounceHost: HostName.optional(),
  /** MX records of the hosts that mails come from: some receivers refuse mail from a host that takes none. */
  senderMx: CommaList.pipe(z.array(z.string().regex(/^\d{1,5} ([a-z0-9-]+\.)+[a-z]{2,}$/, senderMxMessage))).default(
    [],
  ),
  /**
   * Left out: the domain's identity in SES is in the domain's own stack. `found`: it is managed elsewhere, and no stack of ours has it. `leaving`: this
   * stage's stack has it from before there was one for the domain, and is about to let go of it; `npm run deploy` says so while it moves it.
   */
  mailIdentity: z
    .enum(['found', 'leaving'], 'must be found, where the identity is managed elsewhere, or left out')
    .optional(),
  /** `kept`: DNS records of DKIM and MAIL FROM are in the hosted zone from before, and no stack of ours has them. */
  mailRecords: z.enum(['stack', 'kept'], 'must be stack or kept').default('stack'),
  /** Route 53's public zone of `domain`: the stacks then enter every DNS record by themselves. */
  hostedZoneId: z
    .string()
    .regex(/^Z[A-Z0-9]{5,40}$/, 'must be the id of a Route 53 hosted zone, such as Z0123456789ABCDEFGHIJ')
    .optional(),
  /** The site's own domain; without it, or with `none`, the site has the address that API Gateway gives it. */
  siteDomain: z.union([z.literal('none').transform(() => undefined), HostName]).optional(),
  /** Not needed where `hostedZoneId` is given and CloudFront is not: the stack then has one made. */
  siteCertificateArn: siteCertificate.optional(),
  /** Hosts that links in emails of before lead to, in the order in which the site had them. `npm run deploy` writes them down. */
  formerSites: z.array(FormerSite, formerSitesMessage).default([]),
  /** CloudFront in front of the site; its certificate and its web ACL have to be in us-east-1. */
  cdn: Switch.default(false),
  /** CloudFront for the pictures of emails; without it the site serves them. With `cdn` on, that serves them. */
  pictureCdn: Switch.default(true),
  /** Requests that one IP address may send to CloudFront in five minutes, not counting pictures and assets; 0 for no limit. AWS WAF counts them. */
  visitorLimit: z.coerce
    .number('must be a number from 10, or 0 for no limit')
    .int('must be a whole number')
    .refine((limit) => limit === 0 || limit >= 10, 'must be a number from 10, or 0 for no limit')
    .default(1000),
  /** The repository on GitHub whose workflows deploy the stage. */
  githubRepository: z
    .string()
    .regex(
      /^[A-Za-z0-9-]+\/[A-Za-z0-9._-]+$/,
      'must be the owner and the name of a repository on GitHub, such as clinic/my-course',
    )
    .optional(),
  /** A web ACL of AWS WAF for CloudFront, in place of `visitorLimit`. */
  webAclArn: z
    .string()
    .regex(/^arn:aws[a-z-]*:wafv2:us-east-1:\d+:global\/webacl\/.+$/, 'must be the ARN of a global web ACL of AWS WAF')
    .optional(),
  /** A table that was restored from a backup, and that takes the place of the stack's own. */
  restoredTable: z
    .string()
    .regex(/^[A-Za-z0-9_.-]{3,255}$/, 'must be the name of a DynamoDB table')
    .optional(),
  /** Origins, such as https://www.example.com, whose pages may use the API from within a browser. */
  apiOrigins: List.pipe(
    z.array(z.string().regex(/^https:\/\/[a-z0-9.-]+(:\d+)?$/, 'must be origins, such as https://www.example.com')),
  ).default([]),
  /** Groups that begin together, by the name in their link, e.g. {"clinic-north":{"startsOn":"2027-01-11"}}; as JSON on the command line. */
  cohorts: z.union([Cohorts, CohortsText], cohortsRule).default({}),
  /** Where events are sent, for the operator's own systems. */
  webhookUrl: WebhookUrl.refine(
    (url) => url.startsWith('https:'),
    'must be https: nothing in AWS reaches this machine',
  ).optional(),
  /** Types of events that are sent; on the command line with spaces between. */
  webhookEvents: listOf(webhookEventTypes),
  /** Data about a person that goes along. */
  webhookIncludes: listOf(includable),
  /** Stream of the restored table, which is another one. */
  restoredStreamArn: z
    .string()
    .regex(/^arn:aws[a-z-]*:dynamodb:.+\/stream\/.+$/, 'must be the ARN of the stream that weekwise restore named')
    .optional(),
  /**
   * While the restored table becomes the stack's own: first the stack lets go of the table that it made (`leaving`), then it has the restored one in its
   * place (`adopted`). `npm run deploy -- --adopt-restored` says so meanwhile.
   */
  ownTable: z.enum(['leaving', 'adopted'], 'is for npm run deploy -- --adopt-restored').optional(),
  logLevel: z
    .enum(['DEBUG', 'INFO', 'WARN', 'ERROR', 'SILENT'], 'must be DEBUG, INFO, WARN, ERROR or SILENT')
    .default('INFO'),
  /** How weekly mail from a new domain grows, e.g. {"from":"2026-12-01","firstDay":200,"growth":1.5}; as JSON on the command line. */
  warmUp: z.union([WarmUp, WarmUpText], 'must be like {"from":"2026-12-01","firstDay":200,"growth":1.5}').optional(),
  /**
   * Send batches under way at once. More are of use only when SES grants more mails a second: two make about 14. A young account may run ten functions at
   * once in all, and visitors need some of them.
   */
  sendConcurrency: z.coerce
    .number('must be a number from 2 to 1000')
    .int('must be a whole number')
    .min(2, 'must be a number from 2 to 1000')
    .max(1000, 'must be a number from 2 to 1000')
    .default(2),
  /**
   * Concurrent executions reserved for the unsubscribe links. AWS refuses unless 100 stay for the rest of the account, so a new account, which begins with
   * 10, cannot reserve any.
   */
  unsubscribeReserve: z.coerce
    .number('must be a number from 1 to 1000')
    .int('must be a whole number')
    .min(1, 'must be a number from 1 to 1000')
    .max(1000, 'must be a number from 1 to 1000')
    .optional(),
});

/** What holds for a domain where keys are left out. */
export function defaultsOf(domain: string) {
  return {
    // Two subdomains, so that mailbox providers tell the weekly mail from the mail that people wait for.
    weeklyFrom: `coach@weekly.${domain}`,
    accountFrom: `hello@account.${domain}`,
    replyTo: `help@${domain}`,
    bounceHost: `bounce.${domain}`,
  };
}

export const Configuration = Keys.transform((given) => {
  const { weeklyFrom, accountFrom, replyTo, bounceHost } = defaultsOf(given.domain);
  return {
    ...given,
    weeklyFrom: given.weeklyFrom ?? weeklyFrom,
    accountFrom: given.accountFrom ?? accountFrom,
    replyTo: given.replyTo ?? replyTo,
    bounceHost: given.bounceHost ?? bounceHost,
  };
})
  .superRefine(({ domain, bounceHost, replyTo, ...senders }, context) => {
    for (const key of ['weeklyFrom', 'accountFrom'] as const) {
      if (!isAt(domain, senders[key])) {
        context.addIssue({ code: 'custom', path: [key], message: `must be an address at ${domain}` });
      }
    }
    // SES's own conditions for a MAIL FROM domain.
    const isUsed = [senders.weeklyFrom, senders.accountFrom, replyTo].some((mailbox) => isAt(bounceHost, mailbox));
    if (bounceHost === domain || !isBelow(domain, bounceHost) || isUsed) {
      const message = `must be a host below ${domain} that no mail comes from and no answers go to`;
      context.addIssue({ code: 'custom', path: ['bounceHost'], message });
    }
  })
  .superRefine(({ domain, siteDomain, siteCertificateArn, formerSites, hostedZoneId, cdn, webAclArn }, context) => {
    const say = (key: string, message: string) => context.addIssue({ code: 'custom', path: [key], message });
    if (siteDomain === undefined && siteCertificateArn !== undefined) {
      say('siteDomain', 'must be given with siteCertificateArn: the name that it is for');
    }
    if (siteDomain !== undefined && siteCertificateArn === undefined && (hostedZoneId === undefined || cdn)) {
      say(
        'siteCertificateArn',
        `must be given with siteDomain${cdn ? ' and cdn' : ', or hostedZoneId to have one made'}`,
      );
    }
    if (siteDomain !== undefined && hostedZoneId !== undefined && !isBelow(domain, siteDomain)) {
      say('siteDomain', `must be below ${domain}, of which hostedZoneId is the zone`);
    }
    if (cdn && siteCertificateArn !== undefined && !siteCertificateArn.includes(':us-east-1:')) {
      say('siteCertificateArn', 'must be in us-east-1, where CloudFront looks for it');
    }
    for (const { domain: former, certificateArn } of formerSites) {
      if (isCloudFrontHost(former) || certificateArn !== undefined) continue;
      if (hostedZoneId === undefined || !isBelow(domain, former))
        say('formerSites', `needs the certificateArn of ${former}, from ACM in the region of the stack`);
    }
    if (webAclArn !== undefined && !cdn) say('webAclArn', 'is for CloudFront: it needs cdn to be on');
  })
  .superRefine(({ webhookUrl, webhookEvents, webhookIncludes, restoredTable, restoredStreamArn }, context) => {
    const say = (key: string, message: string) => context.addIssue({ code: 'custom', path: [key], message });
    if (webhookUrl === undefined && (webhookEvents ?? webhookIncludes) !== undefined) {
      say('webhookUrl', 'must be given with webhookEvents and webhookIncludes: where they are sent');
    }
    if (restoredTable !== undefined && restoredStreamArn === undefined) {
      say('restoredStreamArn', 'must be given with restoredTable: weekwise restore names it');
    }
    if (restoredTable === undefined && restoredStreamArn !== undefined) {
      say('restoredTable', 'must be given with restoredStreamArn: the table whose stream it is');
    }
  })
  .superRefine(({ monthlyBudget, operatorEmail }, context) => {
    if (monthlyBudget === undefined || operatorEmail !== undefined) return;
    context.addIssue({
      code: 'custom',
      path: ['operatorEmail'],
      message: 'must be given with monthlyBudget: it is told',
    });
  })
  .superRefine(({ stage, domain, postalAddress }, context) => {
    if (stage !== 'production') return;
    const say = (key: string, message: string) => context.addIssue({ code: 'custom', path: [key], message });
    if (domain === exampleDomain) say('domain', `must be your own for production, not ${exampleDomain}`);
    if (/Exampletown/.test(postalAddress)) say('postalAddress', 'must be your own for production');
  })
  .transform(({ webhookUrl, webhookEvents, webhookIncludes, ...configuration }) => ({
    ...configuration,
    ...(webhookUrl !== undefined && {
      webhook: { url: webhookUrl, events: webhookEvents ?? webhookEventTypes, includes: webhookIncludes ?? [] },
    }),
  }));
export type Configuration = z.output<typeof Configuration>;
export type Webhook = NonNullable<Configuration['webhook']>;

/** Keys of a stage, as an operator wrote them down. */
export type Given = Readonly<Record<string, unknown>>;

/** A key that is a text; undefined where it is left out, or is none. */
export function textOf(given: Given, key: string): string | undefined {
  const value = given[key];
  return typeof value === 'string' ? value : undefined;
}

/** Who decided to send texts that nobody has reviewed; undefined: nobody did. */
export function unreviewedAccepted(given: Given): { accepted: string; by: string } | undefined {
  return UnreviewedContent.safeParse(given['unreviewedContent']).data;
}

/** The series of a stage; those of a stage that says nothing where the key is left out, or is wrong. */
export function seriesOf(given: Given): string[] {
  const { series } = Keys.shape;
  return series.safeParse(given['series']).data ?? series.parse(undefined);
}

/** A key is wrong; one line a key. */
export class ConfigurationError extends Error {
  override name = 'ConfigurationError';
}

/** Every key that there is. */
export const configurationKeys: readonly string[] = Object.keys(Keys.shape);

/**
 * Reads the configuration of a stage.
 *
 * @param lookup - answers a key of the CDK context, undefined when it is not set
 * @param stages - what is written down for each stage
 * @throws ConfigurationError naming each key that is wrong, where it was found, and what it should be
 */
export function readConfiguration(
  lookup: (key: string) => unknown,
  stages: Readonly<Record<string, Given>> = {},
): Configuration {
  const faults = timingErrors(timings);
  if (faults.length > 0) throw new ConfigurationError(`lambdas/core/kit/timings.ts: ${faults.join('; ')}`);
  const asked = lookup('stage');
  const stage = typeof asked === 'string' ? asked : Keys.shape.stage.parse(undefined);
  const written = stages[stage] ?? {};
  const given = Object.fromEntries(configurationKeys.map((key) => [key, lookup(key) ?? written[key]]));
  const where = (key: string) =>
    lookup(key) === undefined && key in written ? `stages.json, ${stage}: "${key}"` : `CDK context "${key}"`;
  const unknown = Object.keys(written).filter((key) => !configurationKeys.includes(key) || key === 'stage');
  const parsed = Configuration.safeParse(given);
  const lines = [
    ...unknown.map((key) => `${where(key)}: is no key; there are ${configurationKeys.slice(1).join(', ')}`),
    ...(parsed.error?.issues ?? []).map(({ path, message }) => {
      const key = String(path[0]);
      const value = given[key];
      return `${where(key)}: ${message}${value === undefined ? '' : `; found ${JSON.stringify(value)}`}`;
    }),
  ];
  if (lines.length > 0) throw new ConfigurationError(lines.join('\n'));
  return parsed.data!;
}

function isAt(domain: string, mailbox: string): boolean {
  return isBelow(domain, mailbox.slice(mailbox.lastIndexOf('@') + 1));
}

/** Is it the host that CloudFront gave a distribution? */
export function isCloudFrontHost(host: string): boolean {
  return host.endsWith('.cloudfront.net');
}

/** Is a host a domain, or below it? */
export function isBelow(domain: string, host: string): boolean {
  return host === domain || host.endsWith(`.${domain}`);
}
