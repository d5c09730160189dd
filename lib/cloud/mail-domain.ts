import { ConfigurationError, defaultsOf, isBelow, textOf, type Configuration, type Given } from './configuration.ts';

/** What SES and mailbox providers know a domain by, the same for every stage that sends from it. */
export interface MailDomain {
  domain: string;
  bounceHost: string;
  hostedZoneId: string | undefined;
  /** `kept`: the records of DKIM and MAIL FROM are in the zone already, from outside our stacks. */
  mailRecords: 'stack' | 'kept';
  /** Hosts below the domain that some stage sends from. */
  senderHosts: string[];
  /** MX records of the sender hosts, such as `10 mx.example.net`. */
  senderMx: string[];
}

/** Keys that all stages of a domain have in common: there is one identity. */
export const domainKeys = ['hostedZoneId', 'bounceHost', 'senderMx', 'mailRecords', 'mailIdentity'] as const;

/**
 * The domain of a stage, as all its stages have it.
 *
 * @param stages - what is written down for each stage
 * @returns undefined where SES knows the domain from elsewhere, and no stack of ours is to have it
 * @throws ConfigurationError when another stage of the domain has it otherwise
 */
export function mailDomainOf(
  configuration: Configuration,
  stages: Readonly<Record<string, Given>> = {},
): MailDomain | undefined {
  const { stage, domain, hostedZoneId, bounceHost, senderMx, mailRecords, mailIdentity } = configuration;
  const others = Object.entries(stages).filter(([name, other]) => name !== stage && other['domain'] === domain);
  const mine = comparable(domain, configuration);
  for (const [name, other] of others) {
    const theirs = comparable(domain, other);
    const differing = domainKeys.filter((key) => mine[key] !== theirs[key]);
    if (differing.length > 0) {
      const keys = differing.map((key) => `"${key}"`).join(', ');
      throw new ConfigurationError(
        `stages.json: ${stage} and ${name} send from ${domain}, which has one identity in SES: give both the same ${keys}`,
      );
    }
  }
  if (mailIdentity === 'found') return undefined;
  const senderHosts = [configuration, ...others.map(([, other]) => ({ ...defaultsOf(domain), ...other }))]
    .flatMap(({ weeklyFrom, accountFrom }) => [hostOf(weeklyFrom), hostOf(accountFrom)])
    .filter((host) => host !== domain && isBelow(domain, host));
  return {
    domain,
    bounceHost,
    hostedZoneId,
    mailRecords,
    senderHosts: [...new Set(senderHosts)].toSorted((a, b) => a.localeCompare(b)),
    senderMx,
  };
}

/** Host of a mailbox. */
export function hostOf(mailbox: string): string {
  return mailbox.slice(mailbox.lastIndexOf('@') + 1);
}

/** The keys of a domain as text, with what holds where one is left out. */
function comparable(domain: string, given: Given): Record<(typeof domainKeys)[number], string> {
  return {
    hostedZoneId: textOf(given, 'hostedZoneId') ?? '',
    bounceHost: textOf(given, 'bounceHost') ?? defaultsOf(domain).bounceHost,
    senderMx: JSON.stringify([given['senderMx'] ?? []].flat()),
    mailRecords: textOf(given, 'mailRecords') ?? 'stack',
    mailIdentity: given['mailIdentity'] === 'found' ? 'found' : '',
  };
}
