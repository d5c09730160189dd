import { Duration, Validations } from 'aws-cdk-lib';
import { HttpRoute, HttpRouteKey } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Construct } from 'constructs';
import { alarmPeriod, harmAlarm } from './alarm.ts';
import type { Configuration } from './configuration.ts';
import type { Keys } from './keys.ts';
import { ServiceFunction } from './service-function.ts';
import type { SiteAddress } from './site-address.ts';
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

/** Landing page, forms, and the links in mails: one function behind every route. */
export class Website extends Construct {
  constructor(scope: Construct, id: string, { configuration, address, table, keys, accountQueue }: WebsiteProps) {
    super(scope, id);
    const web = new ServiceFunction(this, 'Web', {
      handler: 'web',
      timeout: timeouts.web,
      folders: { 'build/pictures': 'pictures' },
      impact: 'People cannot sign up, confirm, change their preferences or leave.',
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
        PICTURES: '/var/task/pictures',
        API_ORIGINS: configuration.apiOrigins.join(' '),
        ORIGIN_PROOF: address.cdn?.proofLocation ?? '',
        LOG_LEVEL: configuration.logLevel,
      },
    });
    if (configuration.webhook !== undefined) {
      // For the privacy page.
      web.function.addEnvironment('WEBHOOK_EVENTS', configuration.webhook.events.join(' '));
      web.function.addEnvironment('WEBHOOK_INCLUDES', configuration.webhook.includes.join(' '));
    }
    table.grantWeb(web.function);
    keys.grantRead(web.function);
    address.cdn?.grantReadProof(web.function);
    accountQueue.grantSend(web.function);

    const routes = new HttpRoute(this, 'AllRoutes', {
      httpApi: address.api,
      routeKey: HttpRouteKey.DEFAULT,
      integration: new HttpLambdaIntegration('Web', web.function),
    });
    Validations.of(routes).acknowledge({
      id: 'AwsSolutions::AwsSolutions-APIG4',
      reason: 'A public site; pages about a person ask for the signed token of a link, which the function verifies.',
    });
    harmAlarm(this, 'ServerErrors', {
      impact: 'Visitors see an error page instead of signing up, confirming or leaving.',
      metric: address.api.metricServerError({ period: alarmPeriod, statistic: 'Sum' }),
      threshold: 3,
      periods: 2,
    });
    harmAlarm(this, 'Slow', {
      impact: 'Visitors wait long for each page, and some give up signing up.',
      metric: address.api.metricLatency({ period: Duration.minutes(15), statistic: 'p90' }),
      threshold: 4_000,
      periods: 2,
    });
  }
}
