import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { FilterPattern } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { alarmPeriod, harmAlarm } from './alarm.ts';
import type { Configuration } from './configuration.ts';
import type { Keys } from './keys.ts';
import { countHarm } from './logged-harms.ts';
import { ServiceFunction } from './service-function.ts';
import type { SiteAddress } from './site-address.ts';
import { leavingPage, oneClick } from './site-routes.ts';
import type { SubscriberTable } from './subscriber-table.ts';
import { timeouts } from './timeouts.ts';
import type { WorkQueue } from './work-queue.ts';

export interface WebsiteProps {
  configuration: Configuration;
  address: SiteAddress;
  table: SubscriberTable;
  keys: Keys;
  /** Where mails that people ask for go. */
  accountQueue: WorkQueue;
}

/** Landing page, forms and the links in emails: one function for the unsubscribe links and one for all others. */
export class Website extends Construct {
  constructor(scope: Construct, id: string, { configuration, address, table, keys, accountQueue }: WebsiteProps) {
    super(scope, id);
    const web = new ServiceFunction(this, 'Web', {
      handler: 'web',
      timeout: timeouts.web,
      impact: 'People cannot sign up, confirm or change their preferences.',
      settings: {
        TABLE_NAME: table.name,
        ACCOUNT_QUEUE_URL: accountQueue.url,
        SITE_URL: address.url,
        KEYRING: keys.location,
        SERIES: configuration.series.join(' '),
        CONTACTS_ACCEPTED: configuration.crisisContacts?.hash ?? '',
        SENDER_NAME: configuration.senderName,
        REPLY_TO: configuration.replyTo,
        POSTAL_ADDRESS: configuration.postalAddress,
        REPLIES_WITHIN_DAYS: String(configuration.repliesWithinDays ?? ''),
        KEEP_COMPLETED_MONTHS: String(configuration.keepCompletedMonths),
        PICTURES: '/var/task/pictures',
        API_ORIGINS: configuration.apiOrigins.join(' '),
        COHORTS: JSON.stringify(configuration.cohorts),
        ORIGIN_PROOF: address.cdn?.proofLocation ?? '',
        LOG_LEVEL: configuration.logLevel,
      },
    });
    if (configuration.webhook !== undefined) {
      // For the privacy page.
      web.function.addEnvironment('WEBHOOK_EVENTS', configuration.webhook.events.join(' '));
      web.function.addEnvironment('WEBHOOK_INCLUDES', configuration.webhook.includes.join(' '));
    }
    web.alarmOn(
      'ActionNeeded',
      'forms.limited',
      'So many forms come in that every visitor has to prove that they are not a program: some give up.',
    );
    table.grantWeb(web.function);
    keys.grantRead(web.function);
    address.cdn?.grantReadProof(web.function);
    accountQueue.grantSend(web.function);

    const unsubscribe = new ServiceFunction(this, 'Unsubscribe', {
      handler: 'unsubscribe',
      timeout: timeouts.unsubscribe,
      reserved: configuration.unsubscribeReserve,
      impact: 'People cannot unsubscribe with the links in their emails, and report them as spam instead.',
      settings: {
        TABLE_NAME: table.name,
        ACCOUNT_QUEUE_URL: accountQueue.url,
        KEYRING: keys.location,
        SERIES: configuration.series.join(' '),
        CONTACTS_ACCEPTED: configuration.crisisContacts?.hash ?? '',
        SENDER_NAME: configuration.senderName,
        REPLY_TO: configuration.replyTo,
        POSTAL_ADDRESS: configuration.postalAddress,
        LOG_LEVEL: configuration.logLevel,
      },
    });
    table.grantUnsubscribe(unsubscribe.function);
    keys.grantRead(unsubscribe.function);
    accountQueue.grantSend(unsubscribe.function);

    const functions = { web, unsubscribe };
    address.addRoutes(this, (handler) => {
      const { node, function: answering } = functions[handler];
      return new HttpLambdaIntegration(node.id, answering);
    });
    this.#watchLeaving(address);
    harmAlarm(this, 'ServerErrors', {
      impact: 'Visitors see an error page instead of signing up, confirming or leaving.',
      metric: address.api.metricServerError({ period: alarmPeriod, statistic: 'Sum' }),
      threshold: 3,
      periods: 2,
    });
  }

  /** Nothing else reports it: mail providers show no error and do not try again, and many people do not either. */
  #watchLeaving({ accessLogs }: SiteAddress): void {
    const byRoute = [oneClick, leavingPage].map(({ key }) => FilterPattern.stringValue('$.routeKey', '=', key));
    countHarm(this, 'LeavingTurnedAwayLogged', {
      harm: 'ActionNeeded',
      logGroup: accessLogs,
      pattern: FilterPattern.all(FilterPattern.any(...byRoute), FilterPattern.stringValue('$.status', '=', '429')),
    });
  }
}
