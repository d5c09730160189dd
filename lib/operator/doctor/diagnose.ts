import { usedTypes } from '../../../lambdas/core/hearing/ses-event.ts';
import { datesIn } from '../../../lambdas/core/time/words.ts';
import { ConfigurationError, isCloudFrontHost, type Given } from '../../cloud/configuration.ts';
import type { ReviewCounts } from '../../content/reviews/review-states.ts';
import { prices } from '../../cost/prices.ts';
import type { LineCode } from '../json/codes.ts';
import { isStrict, type DmarcAt } from '../deploy/dmarc.ts';
import { changeOfSite, isApiHost, type DeployedSite } from '../deploy/keep-links.ts';

/** What was found out about a stage. Undefined: the question got no answer. */
export interface Facts {
  domain: string;
  /** MAIL FROM domain of SES. */
  bounceHost: string;
  siteHost: string;
  account:
    | {
        production: boolean;
        sending: boolean;
        perDay: number;
        perSecond: number;
        enforcement: string;
        suppresses: string[];
        /** SES pricing plan, as SES names it; undefined where it does not say. */
        plan: string | undefined;
        /** From the next month on, where a change is on its way. */
        nextPlan: string | undefined;
      }
    | undefined;
  /** Functions that the account may run at once in the region. */
  concurrency: number | undefined;
  identity:
    | { verified: boolean; dkim: string; mailFrom: string | undefined; mailFromStatus: string | undefined }
    | undefined;
  /** Where answers to emails go, with the MX records there, and within how many days emails say that a person reads them. */
  replies: { to: string; withinDays: number | undefined; mx: string[] | undefined } | undefined;
  /** By name; undefined where there is no such set. */
  sets: Record<string, { sends: boolean; tls: boolean; events: string[] } | undefined>;
  dns: {
    /** DMARC records that hold for each host that mails come from, and the host that has them. */
    dmarc: readonly (DmarcAt & { sender: string })[];
    /** TXT and MX records of the bounce host. */
    spf: string[] | undefined;
    mx: string[] | undefined;
    /** MX records of each host that mails come from; an empty name is a null MX. */
    senders: Record<string, string[] | undefined>;
    /** Does the site's name lead anywhere? */
    site: boolean;
  };
  table: { pointInTimeRecovery: boolean; deletionProtection: boolean } | undefined;
  /** Can the keys be read and understood? Not by who only looks. */
  keys: boolean | 'not-allowed';
  /** Copies in another account, and how old the latest one is; undefined where none are made. */
  copies?: { every: 'day' | 'week'; daysOld: number | undefined } | 'unanswered' | undefined;
  /** Who hears the alarms. */
  alarms: { confirmed: number; pending: number } | undefined;
}

export interface Line {
  name: string;
  ok: boolean;
  says: string;
  /** What to do, where something is wrong. */
  fix?: string;
}

/** Events without which claims in doubt are never settled and complaints never heard. */
const eventsNeeded = [...usedTypes].map((type) => type.toUpperCase());

/** Functions at once that a wave and visitors need together; new accounts may run ten. */
const concurrencyMin = 50;

/** Judges what was found, line by line. Pure, so that every ✗ can be tried. */
export function diagnose(facts: Facts): Line[] {
  return [
    ...accountLines(facts),
    concurrencyLine(facts),
    ...identityLines(facts),
    ...dnsLines(facts),
    ...replyLines(facts),
    ...setLines(facts),
    ...storeLines(facts),
    ...copiesLines(facts),
    alarmLine(facts),
  ];
}

/** For programs: each line with what it looks at. */
export function linesAsData(lines: readonly Line[]) {
  return lines.map((one) => ({ ...codeOf(one.name), ...one }));
}

/** The names of lines are labels for people: a code for programs, and what it is about where there are several of a kind. */
function codeOf(name: string): { code: LineCode; about?: string } {
  const [, kind, about] = /^(set|MX of)(?: (?!MAIL FROM)(.+))$/.exec(name) ?? [];
  if (about !== undefined) return { code: kind === 'set' ? 'configuration-set' : 'sender-mx', about };
  return { code: name.toLowerCase().replaceAll(' ', '-') as LineCode };
}

export function line(name: string, ok: boolean, says: string, fix: string): Line {
  return { name, ...finding(ok, says, fix) };
}

/** A line without its name. */
export function finding(ok: boolean, says: string, fix: string): Omit<Line, 'name'> {
  return ok ? { ok, says } : { ok, says, fix };
}

export function unanswered(name: string): Line {
  return {
    name,
    ok: false,
    says: 'got no answer',
    fix: 'check the credentials: the doctor only reads, but it has to be allowed to',
  };
}

function accountLines({ account }: Facts): Line[] {
  if (account === undefined) return [unanswered('SES account')];
  const { production, sending, perDay, perSecond, enforcement, suppresses } = account;
  return [
    line(
      'production access',
      production,
      production ? 'yes' : 'in the sandbox: only verified addresses get mail',
      'ask for production access in the SES console, under Account dashboard; say that people confirm (double opt-in) and unsubscribe with one click',
    ),
    line(
      'sending',
      sending,
      sending ? 'enabled' : 'paused for the account',
      'read the AWS email about your reputation, fix the cause, then enable sending in the SES console',
    ),
    line(
      'health',
      enforcement === 'HEALTHY',
      enforcement.toLowerCase(),
      'SES has your account under review: read its email, and stop what it names',
    ),
    line('SES plan', true, planInWords(account), ''),
    line(
      'quota',
      perDay > 0,
      `${perDay} emails per day, ${perSecond} per second`,
      'ask for a quota in the SES console',
    ),
    line(
      'suppression',
      ['BOUNCE', 'COMPLAINT'].every((reason) => suppresses.includes(reason)),
      suppresses.length === 0 ? 'off' : `for ${suppresses.join(' and ').toLowerCase()}`,
      'switch the account-level suppression list on for bounces and complaints',
    ),
  ];
}

/** Which plan the account is on and what an email costs by it; no plan is a fault, so it only says how to change it. */
function planInWords({ plan, nextPlan }: NonNullable<Facts['account']>): string {
  if (plan === undefined) return 'SES does not say';
  const price = (per: number) => `$${per.toFixed(2)} per 1,000 emails`;
  const { essentials, 'a-la-carte': aLaCarte } = prices.sesPerThousand;
  const next = nextPlan === undefined || nextPlan === plan ? '' : `; from next month on ${nameOf(nextPlan)}`;
  if (plan === 'NONE') return `à la carte, ${price(aLaCarte)}${next}`;
  const cost = plan === 'ESSENTIALS' ? `, ${price(essentials)}` : '';
  const change = 'aws sesv2 put-account-pricing-attributes --plan NONE';
  return `${nameOf(plan)}${cost}${next}. À la carte is ${price(aLaCarte)}, and all that is needed here: ${change}`;
}

function nameOf(plan: string): string {
  return plan === 'NONE' ? 'à la carte' : plan.toLowerCase();
}

function concurrencyLine({ concurrency }: Facts): Line {
  if (concurrency === undefined) return unanswered('concurrency');
  return line(
    'concurrency',
    concurrency >= concurrencyMin,
    `${concurrency} functions at once`,
    `ask for at least ${concurrencyMin} in the Service Quotas console, quota L-B99A9384: during a wave visitors would see errors, also those who unsubscribe`,
  );
}

function identityLines({ identity, domain }: Facts): Line[] {
  if (identity === undefined)
    return [{ ...unanswered('identity'), says: `SES does not know ${domain}`, fix: 'deploy the stage in this region' }];
  const { verified, dkim, mailFrom, mailFromStatus } = identity;
  return [
    line(
      'identity',
      verified,
      `${domain} ${verified ? 'is verified' : 'is not verified yet'}`,
      'enter the three CNAME records that npm run deploy shows where the domain is administered; SES looks for 72 hours',
    ),
    line(
      'DKIM',
      dkim === 'SUCCESS',
      dkim.toLowerCase(),
      'the same three CNAME records; check that your DNS host did not add the domain twice',
    ),
    line(
      'MAIL FROM',
      mailFromStatus === 'SUCCESS',
      `${mailFrom ?? 'none'}: ${(mailFromStatus ?? 'not set').toLowerCase()}`,
      'enter the MX and TXT records of the bounce host that npm run deploy shows',
    ),
  ];
}

function dnsLines({ dns, domain, bounceHost, siteHost }: Facts): Line[] {
  const several = dns.dmarc.find(({ records = [] }) => records.length > 1);
  const isKnown = dns.dmarc.every(({ records }) => records !== undefined);
  const policies = dns.dmarc.map(({ records = [] }) => /;\s*p\s*=\s*\w+/i.test(records[0] ?? ''));
  const strict = dns.dmarc.some(({ sender, records = [] }) => sender !== domain && isStrict(records[0] ?? ''));
  const dmarc = [...new Set(dns.dmarc.flatMap(({ records = [] }) => records))].join(' ');
  const spf = dns.spf?.filter((record) => /^v=spf1\b/i.test(record)) ?? [];
  return [
    line(
      'DMARC',
      several === undefined && policies.every(Boolean),
      isKnown ? dmarc || `no record at _dmarc.${domain}` : 'DNS did not answer',
      several === undefined
        ? `where there is none, add a TXT record at _dmarc.${domain}: "v=DMARC1; p=none; rua=mailto:you@${domain}"; Gmail and Yahoo ask for one`
        : `leave one TXT record at _dmarc.${several.host}: where there are several, receivers go by none`,
    ),
    line(
      'DMARC alignment',
      !strict,
      strict ? 'strict: mail from below the domain fails' : 'relaxed',
      'add the records that npm run deploy shows; where a host that emails come from has its own, take adkim=s and aspf=s out of it',
    ),
    ...Object.entries(dns.senders).map(([host, mx = []]) =>
      line(
        `MX of ${host}`,
        mx.length > 0 && !mx.includes(''),
        mx.includes('') ? 'a null MX: refuses all mail' : mx.join(', ') || 'takes no mail',
        'some receivers refuse mail from a host that takes none: have your mail provider take its mail, and give the stage senderMx',
      ),
    ),
    line(
      'SPF',
      spf.length === 1 && spf[0]!.includes('include:amazonses.com'),
      spf.join(' ') || `no record at ${bounceHost}`,
      `one TXT record at ${bounceHost}: "v=spf1 include:amazonses.com ~all"`,
    ),
    line(
      'MX of MAIL FROM',
      (dns.mx ?? []).some((host) => host.includes('amazonses.com')),
      dns.mx?.join(', ') ?? `no record at ${bounceHost}`,
      'enter the MX record that npm run deploy shows',
    ),
    line(
      'site',
      dns.site,
      `${siteHost} ${dns.site ? 'is found' : 'is not found'}`,
      'point the site’s domain to the address in the stack’s outputs',
    ),
  ];
}

/** Whether an answer to an email reaches anybody. */
function replyLines({ replies }: Facts): Line[] {
  if (replies === undefined) return [];
  const { to, withinDays, mx = [] } = replies;
  const arrive = mx.length > 0 && !mx.includes('');
  const said =
    withinDays === undefined
      ? 'no email asks for answers'
      : `emails say that a person reads them ${datesIn('en').formatWithin(withinDays)}`;
  const invite = withinDays === undefined ? '; once a person reads them, give the stage repliesWithinDays' : '';
  return [
    line(
      'answers',
      arrive,
      arrive ? `go to ${to}; ${said}${invite}` : `go to ${to}, where no mail is taken; ${said}`,
      'have your mail provider take mail for that address, or give the stage another replyTo',
    ),
  ];
}

/**
 * The address that links in emails lead to, and what the next deployment would do to it.
 *
 * @param given - keys of the stage in stages.json; undefined where nothing is written down
 */
export function addressLine(site: DeployedSite, given: Given | undefined): Line {
  const host = new URL(site.siteUrl).hostname;
  const name = 'links';
  try {
    const change = given === undefined ? undefined : changeOfSite(site, given);
    if (change !== undefined) return line(name, true, change, '');
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return line(name, false, `the next deployment would end those that lead to ${host}`, error.message);
  }
  const isAws = isApiHost(host) || isCloudFrontHost(host);
  return line(
    name,
    !isAws,
    `lead to ${host}${isAws ? ', an address of AWS' : ''}`,
    'give the stage a siteDomain: receivers trust links below the domain of the sender more. Links sent so far go on working',
  );
}

/**
 * Whether somebody has reviewed what is sent. Only production is to be mended.
 *
 * @param accepted - who decided to send it unreviewed
 */
export function reviewLine(
  { all, unsigned, overdue }: ReviewCounts,
  { isProduction, accepted }: { isProduction: boolean; accepted: { accepted: string; by: string } | undefined },
): Line {
  const open = [
    ...(unsigned === 0 ? [] : [`${unsigned} of ${all} texts are signed by nobody as they are now`]),
    ...(overdue === 0 ? [] : [`${overdue} should have been read again`]),
  ].join(', ');
  const name = 'reviews';
  if (open === '') return line(name, true, `all ${all} texts are signed`, '');
  if (!isProduction || accepted !== undefined) {
    const decided =
      accepted === undefined ? '' : `; sent all the same, as ${accepted.by} decided on ${accepted.accepted}`;
    return line(name, true, `${open}${decided}: npx weekwise series review lists them`, '');
  }
  return line(
    name,
    false,
    open,
    'npx weekwise series review lists them, npx weekwise series share makes a folder for a reviewer, npx weekwise series review sign records what they signed',
  );
}

function setLines({ sets }: Facts): Line[] {
  return Object.entries(sets).map(([name, set]) => {
    const title = `set ${name}`;
    if (set === undefined) return line(title, false, 'is not there', 'deploy the stage again');
    const missing = eventsNeeded.filter((event) => !set.events.includes(event));
    if (!set.sends)
      return line(
        title,
        false,
        'sending is paused for this set',
        'enable sending for the configuration set in the SES console',
      );
    if (!set.tls)
      return line(
        title,
        false,
        'lets email go without encryption',
        'deploy the stage again: links are keys and must not travel openly',
      );
    const says =
      missing.length === 0 ? 'sends, reports every event' : `does not report ${missing.join(', ').toLowerCase()}`;
    return line(title, missing.length === 0, says, 'deploy the stage again: without these events claims stay in doubt');
  });
}

function storeLines({ table, keys }: Facts): Line[] {
  const readable = line(
    'keys',
    keys !== false,
    keys === 'not-allowed'
      ? 'not looked at: these credentials may not read them'
      : keys
        ? 'can be read'
        : 'cannot be read',
    'allow secretsmanager:GetSecretValue on the keyring, or restore it: without its keys no link works',
  );
  if (table === undefined) return [unanswered('table'), readable];
  return [
    line(
      'recovery',
      table.pointInTimeRecovery,
      table.pointInTimeRecovery ? 'to any moment of 35 days' : 'off',
      'switch point-in-time recovery on: deploy the stage again',
    ),
    line(
      'deletion',
      table.deletionProtection,
      table.deletionProtection ? 'protected' : 'one command could delete everybody',
      'deploy with -c stage=production, or protect the table by hand',
    ),
    readable,
  ];
}

function copiesLines({ copies }: Facts): Line[] {
  if (copies === undefined) return [];
  const name = 'copies outside';
  if (copies === 'unanswered') return [unanswered(name)];
  const { every, daysOld } = copies;
  // A day of grace: an export takes from minutes to hours.
  const isFresh = daysOld !== undefined && daysOld <= (every === 'day' ? 2 : 8);
  return [
    line(
      name,
      isFresh,
      daysOld === undefined ? 'none was made yet' : `the latest is of ${Math.floor(daysOld)} days ago`,
      'the first one comes within the time that copies.every says; then look in the DynamoDB console, under Exports to S3, why one failed: mostly the policy of the bucket',
    ),
  ];
}

function alarmLine({ alarms }: Facts): Line {
  if (alarms === undefined) return unanswered('alarms');
  const { confirmed, pending } = alarms;
  return line(
    'alarms',
    confirmed > 0,
    confirmed > 0 ? 'somebody receives them' : `${pending === 0 ? 'nobody receives them' : 'not confirmed yet'}`,
    pending === 0
      ? 'give the stage an operatorEmail and deploy it'
      : 'press the link in the email that AWS sent to operatorEmail; deploy again if it is older than two days',
  );
}

/** The same for people to read. */
export function formatDiagnosis(lines: readonly Line[]): string {
  const wrong = lines.filter(({ ok }) => !ok).length;
  return [
    ...lines.map(
      ({ name, ok, says, fix }) =>
        `${ok ? '✓' : '✗'} ${name.padEnd(18)} ${says}${fix === undefined ? '' : `\n    ${fix}`}`,
    ),
    wrong === 0 ? 'Everything is in order.' : `${wrong} of ${lines.length} to fix.`,
  ].join('\n');
}
