import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { Configuration } from './configuration.ts';
import type { Keys } from './keys.ts';
import type { MailIdentity } from './mail-identity.ts';
import { ServiceFunction } from './service-function.ts';
import type { SiteAddress } from './site-address.ts';
import type { SubscriberTable } from './subscriber-table.ts';
import { fewest } from './concurrency.ts';
import { timeouts } from './timeouts.ts';
import { WorkQueue } from './work-queue.ts';

export interface SendingProps {
  configuration: Configuration;
  table: SubscriberTable;
  keys: Keys;
  identity: MailIdentity;
  /** By which send events come in. */
  eventQueue: WorkQueue;
  address: Pick<SiteAddress, 'url' | 'picturesUrl'>;
}

/** Everything between "this slot is due" and SES: two queues, so that nobody's confirmation waits behind a weekly wave, and one sender. */
export class Sending extends Construct {
  /** Slots that came due, and batches of their mails. */
  readonly weekly: WorkQueue;
  /** Single mails that a person is waiting for. */
  readonly account: WorkQueue;

  constructor(scope: Construct, id: string, props: SendingProps) {
    super(scope, id);
    const { configuration, table, keys, identity, eventQueue, address } = props;
    this.weekly = new WorkQueue(this, 'WeeklyQueue', {
      name: 'send',
      workerTimeout: timeouts.send,
      maxMessageAge: Duration.hours(1),
    });
    this.account = new WorkQueue(this, 'AccountQueue', {
      name: 'account',
      workerTimeout: timeouts.send,
      maxMessageAge: Duration.minutes(10),
    });
    const send = new ServiceFunction(this, 'Send', {
      handler: 'send',
      timeout: timeouts.send,
      allowRecursion: true,
      impact: 'Mails are late, weekly ones and those that people wait for.',
      settings: {
        TABLE_NAME: table.name,
        SEND_QUEUE_URL: this.weekly.url,
        ACCOUNT_QUEUE_URL: this.account.url,
        DEAD_EVENTS_URL: eventQueue.deadLetters.queueUrl,
        SITE_URL: address.url,
        PICTURES_URL: address.picturesUrl,
        KEYRING: keys.location,
        SERIES: configuration.series.join(' '),
        CONTACTS_ACCEPTED: configuration.crisisContacts?.hash ?? '',
        WEEKLY_CONFIGURATION_SET: identity.weekly.configurationSetName,
        ACCOUNT_CONFIGURATION_SET: identity.account.configurationSetName,
        SENDERS_MAX: String(configuration.sendConcurrency),
        WARM_UP: configuration.warmUp === undefined ? '' : JSON.stringify(configuration.warmUp),
        SENDER_NAME: configuration.senderName,
        WEEKLY_FROM: configuration.weeklyFrom,
        ACCOUNT_FROM: configuration.accountFrom,
        REPLY_TO: configuration.replyTo,
        REPLIES_WITHIN_DAYS: String(configuration.repliesWithinDays ?? ''),
        POSTAL_ADDRESS: configuration.postalAddress,
        LOG_LEVEL: configuration.logLevel,
      },
    });
    send.alarmOn('MailStopped', 'circuit.broken', 'SES refuses all our email.');
    send.alarmOn('SesUnreachable', 'ses.unreachable', 'Calls have not reached SES for a quarter of an hour.');
    send.alarmOn(
      'ActionNeeded',
      'quota.nearly-used',
      'At 80 % of the daily SES quota; beyond it email waits until tomorrow.',
    );
    send.alarmOn(
      'ActionNeeded',
      'quota.reserved',
      'The rest of the daily quota is kept for lessons: people who sign up or ask for a link wait until tomorrow.',
    );
    // A weekly message is up to fifty mails by itself, or some slots to read; account messages are one mail each.
    this.weekly.feed(send, { batchSize: 1, concurrency: configuration.sendConcurrency });
    this.account.feed(send, { batchSize: 5, concurrency: fewest });
    // Slots become mails on the same queue; what must wait goes back on the queue that it came from, with a delay.
    this.weekly.grantSend(send.function);
    this.account.grantSend(send.function);
    eventQueue.grantReadDeadLetters(send.function);
    table.grantSend(send.function);
    keys.grantRead(send.function);
    identity.grantSend(send.role);
  }
}
