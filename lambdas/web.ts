import { handle, type LambdaContext, type LambdaEvent } from 'hono/aws-lambda';
import { throughCdn, turnAway } from './site/kit/behind-cdn.ts';
import { lazyHandler, type Overrides } from './adapters/lazy-handler.ts';
import { compiledContacts } from './adapters/crisis-contacts.ts';
import { contactsOnPages } from './site/kit/contacts-on-pages.ts';
import { dynamoApiKeys } from './adapters/dynamo/api-keys.ts';
import { dynamoControl } from './adapters/dynamo/control.ts';
import { dynamoCheckIns } from './adapters/dynamo/check-ins.ts';
import { dynamoLimits } from './adapters/dynamo/limits.ts';
import { dynamoClosedInboxes, dynamoMailTurns } from './adapters/dynamo/mail-turns.ts';
import { dynamoPersonalData } from './adapters/dynamo/personal-data.ts';
import { dynamoSubscribers } from './adapters/dynamo/subscribers.ts';
import { openTable } from './adapters/dynamo/table.ts';
import { loadKeyring } from './adapters/keys/keyring.ts';
import { serviceLog, sparingLog } from './adapters/log.ts';
import { originProofs } from './adapters/keys/origin-proofs.ts';
import { pictureFolder } from './adapters/picture-folder.ts';
import { randomIds } from './adapters/random-ids.ts';
import { compiledSeries } from './adapters/series-library.ts';
import { sqsQueues } from './adapters/sqs/queues.ts';
import { systemClock } from './adapters/system-clock.ts';
import { DisclosureSettings, parseSettings, WebSettings } from './core/settings.ts';
import { site } from './site/app.tsx';

/** The site behind API Gateway: landing page, forms, and the links in mails. */
export function wire(environment: Record<string, string | undefined>, { clock = systemClock }: Overrides = {}) {
  return lazyHandler<LambdaEvent, LambdaContext, unknown>(async () => {
    const settings = parseSettings(WebSettings, environment);
    const told = parseSettings(DisclosureSettings, environment);
    const log = sparingLog(serviceLog('web', settings.LOG_LEVEL));
    const table = openTable(settings.TABLE_NAME);
    const keyring = await loadKeyring(settings.KEYRING, {
      onError: (cause) => log.warn('keyring.not-read', {}, cause),
    });
    const answer = handle(
      site({
        clock,
        ids: randomIds,
        keyring,
        subscribers: dynamoSubscribers(table),
        control: dynamoControl(table),
        queues: sqsQueues({ account: settings.ACCOUNT_QUEUE_URL }),
        series: compiledSeries(settings.SERIES),
        contacts: contactsOnPages(compiledContacts(settings.CONTACTS_ACCEPTED)),
        diary: dynamoCheckIns(table),
        limits: dynamoLimits(table),
        mailTurns: dynamoMailTurns(table),
        closedInboxes: dynamoClosedInboxes(table),
        apiKeys: dynamoApiKeys(table),
        apiOrigins: settings.API_ORIGINS,
        cohorts: settings.COHORTS,
        personalData: dynamoPersonalData(table),
        pictures: pictureFolder(settings.PICTURES),
        sender: {
          name: settings.SENDER_NAME,
          replyTo: settings.REPLY_TO,
          postalAddress: settings.POSTAL_ADDRESS,
          repliesWithinDays: settings.REPLIES_WITHIN_DAYS,
        },
        keepCompletedMonths: settings.KEEP_COMPLETED_MONTHS,
        region: told.AWS_REGION,
        webhooks: { events: told.WEBHOOK_EVENTS, includes: told.WEBHOOK_INCLUDES },
        siteUrl: settings.SITE_URL,
        log,
      }),
    );
    const proofs = settings.ORIGIN_PROOF === '' ? undefined : originProofs(settings.ORIGIN_PROOF);
    return async (asked, context) => {
      const event = proofs === undefined ? asked : throughCdn(asked, await proofs());
      if (event === undefined) return turnAway(asked, settings.SITE_URL);
      await keyring.upToDate();
      const result = await answer(event, context);
      log.flush();
      return result;
    };
  });
}

export const handler = wire(process.env);
