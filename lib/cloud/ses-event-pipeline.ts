import { Duration } from 'aws-cdk-lib';
import type { ConfigurationSet } from 'aws-cdk-lib/aws-ses';
import { EmailSendingEvent, EventDestination } from 'aws-cdk-lib/aws-ses';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { timings } from '../../lambdas/core/kit/timings.ts';
import type { Configuration } from './configuration.ts';
import type { MailIdentity } from './mail-identity.ts';
import { ServiceFunction } from './service-function.ts';
import type { SubscriberTable } from './subscriber-table.ts';
import { feedbackConcurrency } from './concurrency.ts';
import { timeouts } from './timeouts.ts';
import { WorkQueue } from './work-queue.ts';

export interface SesEventPipelineProps {
  configuration: Pick<Configuration, 'logLevel' | 'sendConcurrency'>;
  table: SubscriberTable;
  identity: MailIdentity;
}

/**
 * What the service must know of its emails: that SES took one, and where it went wrong. That one was delivered proves nothing more, and would cost as much again.
 * Opens and clicks are not among it: what people read is theirs.
 */
const events = [
  EmailSendingEvent.SEND,
  EmailSendingEvent.REJECT,
  EmailSendingEvent.BOUNCE,
  EmailSendingEvent.COMPLAINT,
];

/** The way by which SES's events reach us: SNS, a queue, the function that takes them in. */
export class SesEventPipeline extends Construct {
  readonly queue: WorkQueue;

  constructor(scope: Construct, id: string, { configuration, table, identity }: SesEventPipelineProps) {
    super(scope, id);
    // Without a KMS key, because SES cannot publish with the free one; what is in it, and for how long: docs/architecture.md, "What AWS holds of an email".
    // SES may publish on it, by a policy that its event destinations add, for this account and their configuration set only.
    const topic = new Topic(this, 'Topic', { enforceSSL: true });
    this.#connect(identity.weekly, topic);
    this.#connect(identity.account, topic);

    this.queue = new WorkQueue(this, 'Queue', {
      name: 'feedback',
      workerTimeout: timeouts.feedback,
      window: Duration.seconds(timings.feedbackWindow),
    });
    // SNS tries for 23 days while SQS is down, but a delivery that SQS refuses it drops at once.
    topic.addSubscription(new SqsSubscription(this.queue.queue, { deadLetterQueue: this.queue.deadLetters }));

    const feedback = new ServiceFunction(this, 'Feedback', {
      handler: 'feedback',
      timeout: timeouts.feedback,
      impact: 'Bounces and complaints are not taken in.',
      settings: { TABLE_NAME: table.name, LOG_LEVEL: configuration.logLevel },
    });
    feedback.alarmOn(
      'ActionNeeded',
      'confirmations.braked',
      'Too many confirmation emails bounce: visitors without scripts cannot sign up, and SES may stop the account.',
    );
    table.grantFeedback(feedback.function);
    this.queue.feed(feedback, { batchSize: timings.feedbackBatch, concurrency: feedbackConcurrency(configuration) });
  }

  #connect(set: ConfigurationSet, topic: Topic): void {
    set.addEventDestination('Events', { destination: EventDestination.snsTopic(topic), events });
  }
}
