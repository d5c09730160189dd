import { Construct } from 'constructs';
import { waitingAlarm } from './alarm.ts';
import type { Configuration, Webhook } from './configuration.ts';
import type { Keys } from './keys.ts';
import { ServiceFunction } from './service-function.ts';
import type { SubscriberTable } from './subscriber-table.ts';
import { timeouts } from './timeouts.ts';
import { WorkQueue } from './work-queue.ts';

export interface WebhooksProps {
  configuration: Pick<Configuration, 'logLevel'>;
  webhook: Webhook;
  table: SubscriberTable;
  keys: Keys;
}

/** What became of people, told to a system of the operator's: from the table's stream over a queue to an HTTPS request. */
export class Webhooks extends Construct {
  readonly queue: WorkQueue;

  constructor(scope: Construct, id: string, { configuration, webhook, table, keys }: WebhooksProps) {
    super(scope, id);
    const { logLevel } = configuration;
    this.queue = new WorkQueue(this, 'Queue', {
      name: 'webhook',
      workerTimeout: timeouts.webhook,
    });

    const announce = new ServiceFunction(this, 'Announce', {
      handler: 'announce',
      timeout: timeouts.announce,
      impact: 'Your own system hears of nothing; what is not announced within 24 hours never will be.',
      settings: {
        WEBHOOK_QUEUE_URL: this.queue.url,
        WEBHOOK_EVENTS: webhook.events.join(' '),
        LOG_LEVEL: logLevel,
      },
    });
    this.queue.grantSend(announce.function);
    table.feed(announce);
    waitingAlarm(
      this,
      'ChangesWaiting',
      announce.function,
      'Events wait for two hours to be announced to your own system, and are lost after 24.',
    );

    const sender = new ServiceFunction(this, 'Webhook', {
      handler: 'webhook',
      timeout: timeouts.webhook,
      allowRecursion: true,
      impact: 'Your own system hears of events late.',
      settings: {
        TABLE_NAME: table.name,
        WEBHOOK_QUEUE_URL: this.queue.url,
        WEBHOOK_URL: webhook.url,
        WEBHOOK_INCLUDES: webhook.includes.join(' '),
        KEYRING: keys.location,
        LOG_LEVEL: logLevel,
      },
    });
    this.queue.feed(sender, { batchSize: 10, concurrency: 2 });
    // What the receiver does not take goes back on the queue, for later.
    this.queue.grantSend(sender.function);
    keys.grantRead(sender.function);
    if (webhook.includes.length > 0) table.grantWebhook(sender.function);
  }
}
