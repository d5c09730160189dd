import { hrefOf, links } from '../../lambdas/core/mail/links.ts';
import { buildIn, roots } from '../roots.ts';
import { senderByDefault, seriesByDefault } from '../templates/stages-say.ts';
import { deadLetterUrl, type PerQueue, type QueueName, watchedQueues } from './queues.ts';
import type { WebhooksAsked } from './webhooks-asked.ts';

/** Name of the table in the local engine. */
export const localTableName = 'weekwise';
export const localRegion = 'eu-west-1';
/** Credentials for the emulators of a start. They check the access key but no signature, so any secret does. */
export const localCredentials = (accessKey: string) => ({ accessKeyId: accessKey, secretAccessKey: 'local' });

const configurationSets = { WEEKLY_CONFIGURATION_SET: 'weekly', ACCOUNT_CONFIGURATION_SET: 'account' };

/** Who the local mails come from; any of it can be set by a variable of the same name. */
const senderDefaults = {
  SENDER_NAME: 'Weekwise',
  WEEKLY_FROM: 'coach@weekly.example.com',
  ACCOUNT_FROM: 'hello@account.example.com',
  REPLY_TO: 'help@example.com',
  REPLIES_WITHIN_DAYS: '',
  POSTAL_ADDRESS: '1 Example Street, 12345 Exampletown',
  SERIES: '',
  KEEP_COMPLETED_MONTHS: '12',
  API_ORIGINS: '',
  COHORTS: '{}',
  CONTACTS_ACCEPTED: 'any',
  // The service's own output is for people; what the handlers report would drown it.
  LOG_LEVEL: 'WARN',
};

export type LocalSettings = Record<keyof typeof senderDefaults | keyof typeof configurationSets, string> &
  Record<
    | 'TABLE_NAME'
    | 'SITE_URL'
    | 'PICTURES_URL'
    | 'KEYRING'
    | 'PICTURES'
    | 'SENDERS_MAX'
    | 'DEAD_EVENTS_URL'
    | 'WATCHED_QUEUES',
    string
  > &
  Record<`${Uppercase<QueueName>}_QUEUE_URL`, string> &
  Partial<WebhooksAsked & { WEBHOOK_QUEUE_URL: string }>;

/** Every setting of every handler; each takes what it needs (`lambdas/core/settings.ts`). */
export function localSettings(
  {
    siteUrl,
    keyring,
    queueUrls,
    webhooks,
  }: { siteUrl: string; keyring: string; queueUrls: PerQueue<string>; webhooks?: WebhooksAsked | undefined },
  environment: Record<string, string | undefined> = process.env,
): LocalSettings {
  const sender = {
    ...senderDefaults,
    SENDER_NAME: senderByDefault(roots.project) ?? senderDefaults.SENDER_NAME,
    SERIES: seriesByDefault(roots.project).join(' '),
  };
  for (const name of Object.keys(sender) as (keyof typeof sender)[]) {
    const own = environment[name];
    if (own !== undefined && own !== '') sender[name] = own;
  }
  return {
    ...sender,
    LOG_LEVEL: sender.LOG_LEVEL.toUpperCase(),
    ...configurationSets,
    SENDERS_MAX: '1',
    TABLE_NAME: localTableName,
    SITE_URL: siteUrl,
    PICTURES_URL: `${siteUrl}${hrefOf(links.picture, { file: '' })}`,
    KEYRING: keyring,
    WATCHED_QUEUES: watchedQueues(queueUrls),
    SEND_QUEUE_URL: queueUrls.send,
    ACCOUNT_QUEUE_URL: queueUrls.account,
    FEEDBACK_QUEUE_URL: queueUrls.feedback,
    PICTURES: buildIn(roots.project, 'pictures'),
    DEAD_EVENTS_URL: deadLetterUrl(queueUrls.feedback),
    ...webhooks,
    ...(queueUrls.webhook !== undefined && { WEBHOOK_QUEUE_URL: queueUrls.webhook }),
  };
}

/** What the embedded SES must know of the sender: domains that count as verified, and the configuration sets. */
export function senderIdentity(environment: Record<string, string | undefined> = process.env): {
  verifiedDomains: string[];
  configurationSets: string[];
} {
  const addresses = (['WEEKLY_FROM', 'ACCOUNT_FROM'] as const).map((name) => environment[name] || senderDefaults[name]);
  return {
    verifiedDomains: [
      ...new Set(addresses.map((address) => address.slice(address.lastIndexOf('@') + 1).toLowerCase())),
    ],
    configurationSets: Object.values(configurationSets),
  };
}
