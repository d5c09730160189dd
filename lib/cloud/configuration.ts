import * as z from 'zod';
import { timingFaults, timings } from '../../lambdas/core/timings.ts';
import { WarmUp, WarmUpText } from '../../lambdas/core/warm-up.ts';

/** The parts of a deployment that its operator decides, read from CDK context: `cdk deploy -c stage=production -c domain=…`. */

/** Stands for a domain until the operator has one, so that the stack can be synthesized and read without any setup. */
const exampleDomain = 'example.com';

const HostName = z
  .string()
  .regex(/^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/, 'must be a domain name in lower case, such as example.com');
const Mailbox = z
  .string()
  .regex(/^[^\s@<>,]+@[^\s@<>,]+\.[^\s@<>,]+$/, 'must be a plain e-mail address, such as coach@example.com');

const Given = z.object({
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
  /** Printed in every mail; the law of many places asks for it. */
  postalAddress: z
    .string()
    .min(5, 'must be a postal address of at least 5 characters')
    .default('Weekwise, 1 Example Street, 12345 Exampletown'),
  /** Folder under `templates/series/`. */
  series: z
    .string()
    .regex(/^[a-z0-9-]+$/, 'must be the name of a folder under templates/series')
    .default('stress-and-back-pain'),
  /** Where alarms go; without it they can be seen but tell nobody. */
  operatorEmail: Mailbox.optional(),
  /** US dollars a month for the whole account; a mail goes to `operatorEmail` before it is spent. */
  monthlyBudget: z.coerce
    .number('must be a number of US dollars, such as 50')
    .positive('must be a number of US dollars, such as 50')
    .optional(),
  /** The site's own domain; without it the site has the address that API Gateway gives it. */
  siteDomain: HostName.optional(),
  siteCertificateArn: z
    .string()
    .regex(/^arn:aws[a-z-]*:acm:.+$/, 'must be the ARN of an ACM certificate in the region of the stack')
    .optional(),
  logLevel: z
    .enum(['DEBUG', 'INFO', 'WARN', 'ERROR', 'SILENT'], 'must be DEBUG, INFO, WARN, ERROR or SILENT')
    .default('INFO'),
  /** How weekly mail from a new domain grows, e.g. {"from":"2026-12-01","firstDay":200,"growth":1.5}; as JSON on the command line. */
  warmUp: z.union([WarmUp, WarmUpText], 'must be like {"from":"2026-12-01","firstDay":200,"growth":1.5}').optional(),
  /** Send batches under way at once. More are of use only when SES grants more mails a second. */
  sendConcurrency: z.coerce
    .number('must be a number from 2 to 1000')
    .int('must be a whole number')
    .min(2, 'must be a number from 2 to 1000')
    .max(1000, 'must be a number from 2 to 1000')
    .default(4),
});

export const Configuration = Given.transform((given) => ({
  ...given,
  // Two subdomains, so that mailbox providers tell the weekly mail from the mail that people wait for.
  weeklyFrom: given.weeklyFrom ?? `coach@weekly.${given.domain}`,
  accountFrom: given.accountFrom ?? `hello@account.${given.domain}`,
  replyTo: given.replyTo ?? `help@${given.domain}`,
}))
  .superRefine((configuration, context) => {
    for (const key of ['weeklyFrom', 'accountFrom'] as const) {
      if (!isAt(configuration.domain, configuration[key])) {
        context.addIssue({ code: 'custom', path: [key], message: `must be an address at ${configuration.domain}` });
      }
    }
  })
  .superRefine(({ siteDomain, siteCertificateArn }, context) => {
    if ((siteDomain === undefined) === (siteCertificateArn === undefined)) return;
    const path = [siteDomain === undefined ? 'siteDomain' : 'siteCertificateArn'];
    context.addIssue({ code: 'custom', path, message: 'siteDomain and siteCertificateArn are given together' });
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
  });
export type Configuration = z.output<typeof Configuration>;

/** A key of the CDK context is wrong; one line a key. */
export class ConfigurationError extends Error {
  override name = 'ConfigurationError';
}

/**
 * Reads the configuration.
 *
 * @param lookup - answers a key of the CDK context, undefined when it is not set
 * @throws ConfigurationError naming each key that is wrong and what it should be
 */
export function readConfiguration(lookup: (key: string) => unknown): Configuration {
  const given = Object.fromEntries(Object.keys(Given.shape).map((key) => [key, lookup(key)]));
  const faults = timingFaults(timings);
  if (faults.length > 0) throw new ConfigurationError(`lambdas/core/timings.ts: ${faults.join('; ')}`);
  const parsed = Configuration.safeParse(given);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => `CDK context "${issue.path.join('.')}": ${issue.message}`);
  throw new ConfigurationError(lines.join('\n'));
}

function isAt(domain: string, mailbox: string): boolean {
  const host = mailbox.slice(mailbox.lastIndexOf('@') + 1);
  return host === domain || host.endsWith(`.${domain}`);
}
