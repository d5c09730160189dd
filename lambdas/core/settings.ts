import * as z from 'zod';
import { CohortsText } from './person/cohorts.ts';
import { WarmUpText } from './sending/warm-up.ts';
import { webhookEventTypes, webhookIncludes, WebhookUrl } from './webhooks/webhook-contract.ts';

/**
 * What each handler is configured with: environment variables, as text. The contract between `lib/cloud`, `lib/local` and the handlers.
 * Nothing here is secret: secrets are fetched from where KEYRING points.
 */

const TableName = z.string().min(3);
const QueueUrl = z.url({ protocol: /^https?$/ });
/** Origin of the site; links in mails start with it. */
const SiteUrl = z.url({ protocol: /^https?$/ }).refine((url) => !url.endsWith('/'), 'must not end with a slash');
/** What the file names of an email's pictures are added to. */
const PicturesUrl = z.url({ protocol: /^https?$/ }).endsWith('/');
/** `file:<absolute path>` or the ARN of a secret; see adapters/keyring-document.ts for what it holds. */
const SecretLocation = z
  .string()
  .regex(/^(file:.+|arn:aws[a-z-]*:secretsmanager:.+)$/, 'must be file:<path> or the ARN of a secret');
const Keyring = SecretLocation;
const Mailbox = z.string().regex(/^[^\s@<>,]+@[^\s@<>,]+\.[^\s@<>,]+$/, 'must be a plain email address');
/** Ids with spaces between, the one of the start page first. */
const SeriesIds = z
  .string()
  .transform((text) => [...new Set(text.split(' ').filter(Boolean))])
  .pipe(z.array(z.string().regex(/^[a-z0-9-]+$/, 'must be names of folders in templates/series/')).min(1));
/** Hash of the help lines that the operator accepted; `any` on a developer's own machine; empty: none are shown. */
const ContactsAccepted = z.string().default('');
const LogLevel = z.enum(['DEBUG', 'INFO', 'WARN', 'ERROR', 'SILENT']).default('INFO');

/** Within how many days a person reads answers to emails; empty: nobody is told that anybody does. */
const RepliesWithinDays = z.preprocess((text) => text || undefined, z.coerce.number().int().min(1).optional());

/** Who the mails come from. */
const sender = {
  /** Display name, the same in every mail. */
  SENDER_NAME: z.string().min(1).max(64),
  WEEKLY_FROM: Mailbox,
  ACCOUNT_FROM: Mailbox,
  REPLY_TO: Mailbox,
  POSTAL_ADDRESS: z.string().min(5),
};

/** JSON: each queue by its name, with its dead-letter queue. */
const WatchedQueues = z
  .string()
  .transform((text) => JSON.parse(text) as unknown)
  .pipe(z.record(z.string(), z.object({ url: QueueUrl, deadLetterUrl: QueueUrl })));

export const PlanSettings = z.object({
  TABLE_NAME: TableName,
  SEND_QUEUE_URL: QueueUrl,
  WATCHED_QUEUES: WatchedQueues,
  LOG_LEVEL: LogLevel,
});

export const SendSettings = z.object({
  TABLE_NAME: TableName,
  SEND_QUEUE_URL: QueueUrl,
  ACCOUNT_QUEUE_URL: QueueUrl,
  /** Where send events lie that could not be taken in. */
  DEAD_EVENTS_URL: QueueUrl,
  SITE_URL: SiteUrl,
  PICTURES_URL: PicturesUrl,
  KEYRING: Keyring,
  SERIES: SeriesIds,
  CONTACTS_ACCEPTED: ContactsAccepted,
  WEEKLY_CONFIGURATION_SET: z.string().min(1),
  ACCOUNT_CONFIGURATION_SET: z.string().min(1),
  /** How many batches of weekly mail may be at work at once: by this the account's rate is shared out. */
  SENDERS_MAX: z.coerce.number().int().min(1).max(2_000),
  /** Empty when the domain is known to receivers. */
  WARM_UP: WarmUpText.optional(),
  REPLIES_WITHIN_DAYS: RepliesWithinDays,
  ...sender,
  LOG_LEVEL: LogLevel,
});

export const FeedbackSettings = z.object({ TABLE_NAME: TableName, LOG_LEVEL: LogLevel });

/** The table of the ledger is another one than everybody else's. */
export const LedgerSettings = z.object({ LEDGER_NAME: TableName, LOG_LEVEL: LogLevel });

/** How long somebody who had every lesson is kept, in months after their last email. */
const KeepCompletedMonths = z.coerce.number().int().min(1).max(120);

export const CountSettings = z.object({
  TABLE_NAME: TableName,
  SERIES: SeriesIds,
  KEEP_COMPLETED_MONTHS: KeepCompletedMonths,
  LOG_LEVEL: LogLevel,
});

export const ReconcileSettings = z.object({
  TABLE_NAME: TableName,
  ACCOUNT_QUEUE_URL: QueueUrl,
  KEYRING: Keyring,
  SERIES: SeriesIds,
  LOG_LEVEL: LogLevel,
});

/** Header by which CloudFront shows that a request came through it. */
export const originSecretHeader = 'x-weekwise-origin';

export const WebSettings = z.object({
  TABLE_NAME: TableName,
  ACCOUNT_QUEUE_URL: QueueUrl,
  SITE_URL: SiteUrl,
  KEYRING: Keyring,
  SERIES: SeriesIds,
  CONTACTS_ACCEPTED: ContactsAccepted,
  SENDER_NAME: sender.SENDER_NAME,
  REPLY_TO: sender.REPLY_TO,
  POSTAL_ADDRESS: sender.POSTAL_ADDRESS,
  REPLIES_WITHIN_DAYS: RepliesWithinDays,
  /** For the privacy page. */
  KEEP_COMPLETED_MONTHS: KeepCompletedMonths,
  /** Folder with the pictures that mails show. */
  PICTURES: z.string().min(1),
  /** Where the secret is by which CloudFront shows itself; empty where nothing stands before the site. */
  ORIGIN_PROOF: z.union([z.literal(''), SecretLocation]).default(''),
  /** Origins whose pages may use the API from within a browser, with spaces between. */
  API_ORIGINS: z
    .string()
    .default('')
    .transform((text) => text.split(' ').filter(Boolean)),
  /** JSON: see cohorts.ts. */
  COHORTS: CohortsText.default({}),
  LOG_LEVEL: LogLevel,
});

export const UnsubscribeSettings = WebSettings.pick({
  CONTACTS_ACCEPTED: true,
  TABLE_NAME: true,
  ACCOUNT_QUEUE_URL: true,
  KEYRING: true,
  SERIES: true,
  SENDER_NAME: true,
  REPLY_TO: true,
  POSTAL_ADDRESS: true,
  LOG_LEVEL: true,
});

/** Words of a list, with spaces between. */
const wordsOf = <Word extends string>(words: readonly Word[]) =>
  z
    .string()
    .transform((text) => text.split(' ').filter(Boolean))
    .pipe(z.array(z.enum(words)));

export const AnnounceSettings = z.object({
  WEBHOOK_QUEUE_URL: QueueUrl,
  WEBHOOK_EVENTS: wordsOf(webhookEventTypes),
  LOG_LEVEL: LogLevel,
});

export const WebhookSettings = z.object({
  TABLE_NAME: TableName,
  WEBHOOK_QUEUE_URL: QueueUrl,
  WEBHOOK_URL: WebhookUrl,
  WEBHOOK_INCLUDES: wordsOf(webhookIncludes),
  KEYRING: Keyring,
  LOG_LEVEL: LogLevel,
});

/** What the privacy page says of webhooks, in the environment of the site only where there are any; and of where the data are, which AWS sets. */
export const DisclosureSettings = z.object({
  AWS_REGION: z.string().default(''),
  WEBHOOK_EVENTS: wordsOf(webhookEventTypes).default([]),
  WEBHOOK_INCLUDES: wordsOf(webhookIncludes).default([]),
});

/** A setting is missing or wrong; the message names the variables and what is expected, never their values. */
export class SettingsError extends Error {
  override name = 'SettingsError';
}

/**
 * Parses a handler's environment.
 *
 * @throws SettingsError naming every variable that does not fit
 */
export function parseSettings<Schema extends z.ZodType>(
  schema: Schema,
  environment: Record<string, string | undefined>,
): z.output<Schema> {
  const parsed = schema.safeParse(environment);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new SettingsError(`The environment of this function is not usable:\n${lines.join('\n')}`);
}
