import { handle, type LambdaContext, type LambdaEvent } from 'hono/aws-lambda';
import { lazyHandler, type Overrides } from './adapters/lazy-handler.ts';
import { compiledContacts } from './adapters/crisis-contacts.ts';
import { contactsOnPages } from './site/kit/contacts-on-pages.ts';
import { dynamoSubscribers } from './adapters/dynamo/subscribers.ts';
import { openTable } from './adapters/dynamo/table.ts';
import { loadKeyring } from './adapters/keys/keyring.ts';
import { serviceLog } from './adapters/log.ts';
import { compiledSeries } from './adapters/series-library.ts';
import { randomIds } from './adapters/random-ids.ts';
import { sqsQueues } from './adapters/sqs/queues.ts';
import { systemClock } from './adapters/system-clock.ts';
import { parseSettings, UnsubscribeSettings } from './core/settings.ts';
import { unsubscribing } from './site/unsubscribing.ts';

/** The unsubscribe links, apart from the site, so that a flood of its pages cannot block them. */
export function wire(environment: Record<string, string | undefined>, { clock = systemClock }: Overrides = {}) {
  return lazyHandler<LambdaEvent, LambdaContext, unknown>(async () => {
    const settings = parseSettings(UnsubscribeSettings, environment);
    const log = serviceLog('unsubscribe', settings.LOG_LEVEL);
    const keyring = await loadKeyring(settings.KEYRING, {
      onError: (cause) => log.warn('keyring.not-read', {}, cause),
    });
    const answer = handle(
      unsubscribing({
        clock,
        ids: randomIds,
        keyring,
        subscribers: dynamoSubscribers(openTable(settings.TABLE_NAME)),
        queues: sqsQueues({ account: settings.ACCOUNT_QUEUE_URL }),
        series: compiledSeries(settings.SERIES),
        contacts: contactsOnPages(compiledContacts(settings.CONTACTS_ACCEPTED)),
        sender: {
          name: settings.SENDER_NAME,
          replyTo: settings.REPLY_TO,
          postalAddress: settings.POSTAL_ADDRESS,
        },
        log,
      }),
    );
    return async (event, context) => {
      await keyring.upToDate();
      const result = await answer(event, context);
      log.flush();
      return result;
    };
  });
}

export const handler = wire(process.env);
