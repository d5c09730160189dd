import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { lazyHandler, type Overrides } from './adapters/lazy-handler.ts';
import { compiledContacts } from './adapters/crisis-contacts.ts';
import { dynamoControl } from './adapters/dynamo/control.ts';
import { dynamoLimits } from './adapters/dynamo/limits.ts';
import { dynamoClosedInboxes, dynamoMailTurns } from './adapters/dynamo/mail-turns.ts';
import { dynamoNotices, dynamoPeoplePages } from './adapters/dynamo/notices.ts';
import { dynamoSubscribers } from './adapters/dynamo/subscribers.ts';
import { openTable } from './adapters/dynamo/table.ts';
import { loadKeyring } from './adapters/keys/keyring.ts';
import { serviceLog, type ServiceLog } from './adapters/log.ts';
import { mimeComposer } from './adapters/mime/composer.ts';
import { probeMail } from './adapters/ses/probe-mail.ts';
import { randomIds } from './adapters/random-ids.ts';
import { compiledSeries } from './adapters/series-library.ts';
import { rateLimitedMailer, stopwatch } from './adapters/ses/rate-limited-mailer.ts';
import { sendingClient, sesMailer } from './adapters/ses/mailer.ts';
import { accountFreshMs, sesQuota, warmUpFreshMs } from './adapters/ses/quota.ts';
import { jobHandler } from './adapters/sqs/batch.ts';
import { sqsDeadEvents } from './adapters/sqs/dead-events.ts';
import { sqsQueues } from './adapters/sqs/queues.ts';
import { systemClock } from './adapters/system-clock.ts';
import { sendAccountMail } from './core/sending/account-mail.ts';
import { dispatchSlots, type DispatchDeps } from './core/sending/dispatching.ts';
import { SenderJob } from './core/sending/jobs.ts';
import type { Clock } from './core/kit/ports.ts';
import type { Keyring } from './core/mail/keyring.ts';
import { walkNotice, type NoticeDeps } from './core/sending/walking.ts';
import { sendBatch } from './core/sending/sending.ts';
import { warmUpCap } from './core/sending/warm-up.ts';
import { parseSettings, SendSettings } from './core/settings.ts';

/**
 * Slots of the send queue: who is in them? Its batches, walks over everybody with a notice, and single mails of the account queue: claim, make, hand to SES, confirm.
 *
 * One function and one queue for slots and their batches, since each queue that Lambda reads costs as much as half of what an idle stage does.
 */
export function wire(environment: Record<string, string | undefined>, { clock = systemClock }: Overrides = {}) {
  return lazyHandler<SQSEvent, Context, SQSBatchResponse>(async () => {
    const settings = parseSettings(SendSettings, environment);
    const log = serviceLog('send', settings.LOG_LEVEL);
    const keyring = await loadKeyring(settings.KEYRING, {
      onError: (cause) => log.warn('keyring.not-read', {}, cause),
    });
    const deps = sendingWorld(settings, keyring, clock, log);
    const send = jobHandler(
      SenderJob,
      async (job, remainingMs) => {
        if ('ids' in job) return sendBatch(job, deps, remainingMs);
        if ('askedAt' in job) return sendAccountMail(job, deps, remainingMs);
        if ('notice' in job) return walkNotice(job, deps, remainingMs);
        const { owed, continued } = await dispatchSlots(job, deps, remainingMs);
        if (owed > 0) log.info('dispatch.done', { slots: job.slots.length, owed, continued });
      },
      log,
    );
    return async (event, context) => {
      await keyring.upToDate();
      return send(event, context).finally(log.flush);
    };
  });
}

function sendingWorld(
  settings: ReturnType<typeof parseSettings<typeof SendSettings>>,
  keyring: Keyring,
  clock: Clock,
  log: ServiceLog,
): NoticeDeps & DispatchDeps {
  const table = openTable(settings.TABLE_NAME);
  const ses = sendingClient();
  const warmUp = settings.WARM_UP;
  return {
    clock,
    ids: randomIds,
    keyring,
    subscribers: dynamoSubscribers(table),
    control: dynamoControl(table),
    limits: dynamoLimits(table),
    notices: dynamoNotices(table),
    crowd: dynamoPeoplePages(table),
    mailTurns: dynamoMailTurns(table),
    closedInboxes: dynamoClosedInboxes(table),
    queues: sqsQueues({ send: settings.SEND_QUEUE_URL, account: settings.ACCOUNT_QUEUE_URL }),
    deadEvents: sqsDeadEvents(settings.DEAD_EVENTS_URL),
    outbox: rateLimitedMailer(
      sesMailer(
        {
          weekly: { from: settings.WEEKLY_FROM, configurationSet: settings.WEEKLY_CONFIGURATION_SET },
          account: { from: settings.ACCOUNT_FROM, configurationSet: settings.ACCOUNT_CONFIGURATION_SET },
        },
        ses,
      ),
      {
        share: settings.SENDERS_MAX,
        quota: sesQuota(ses, stopwatch, log, warmUp === undefined ? undefined : warmUpFreshMs),
        accountQuota: sesQuota(ses, stopwatch, log, accountFreshMs),
        cap: warmUp && (() => warmUpCap(warmUp, clock.now())),
      },
    ),
    composer: mimeComposer,
    probe: () => probeMail(mimeComposer, { name: settings.SENDER_NAME, address: settings.ACCOUNT_FROM }),
    series: compiledSeries(settings.SERIES),
    contacts: compiledContacts(settings.CONTACTS_ACCEPTED),
    sender: {
      name: settings.SENDER_NAME,
      weeklyFrom: settings.WEEKLY_FROM,
      accountFrom: settings.ACCOUNT_FROM,
      replyTo: settings.REPLY_TO,
      repliesWithinDays: settings.REPLIES_WITHIN_DAYS,
      postalAddress: settings.POSTAL_ADDRESS,
    },
    siteUrl: settings.SITE_URL,
    picturesUrl: settings.PICTURES_URL,
    log,
  };
}

export const handler = wire(process.env);
