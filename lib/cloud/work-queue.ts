import { Duration } from 'aws-cdk-lib';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { timings } from '../../lambdas/core/kit/timings.ts';
import { alarmPeriod, harmAlarm } from './alarm.ts';
import type { ServiceFunction } from './service-function.ts';

export interface WorkQueueProps {
  /** Time-out of the function that it feeds. */
  workerTimeout: Duration;
  /** Age of its oldest message at which somebody should look. */
  maxMessageAge: Duration;
  /** What people lose while messages are set aside or wait, as two sentences. */
  impact: { deadLetters: string; age: string };
}

export interface Reading {
  /** Messages in one call. */
  batchSize: number;
  /** Calls at once. */
  concurrency: number;
}

/** A queue between two functions, with a dead-letter queue and an alarm for each way in which work can get stuck. */
export class WorkQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;
  readonly #visibility: Duration;

  constructor(scope: Construct, id: string, { workerTimeout, maxMessageAge, impact }: WorkQueueProps) {
    super(scope, id);
    const protection = { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true };
    // Longer than the queue's own four days: a message keeps its age when it moves.
    this.deadLetters = new Queue(this, 'DeadLetters', { ...protection, retentionPeriod: Duration.days(14) });
    this.#visibility = workerTimeout.plus(Duration.seconds(timings.visibilityMargin));
    this.queue = new Queue(this, 'Resource', {
      ...protection,
      retentionPeriod: Duration.days(4),
      visibilityTimeout: this.#visibility,
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: timings.maxReceiveCount },
    });
    harmAlarm(this, 'DeadLettersWaiting', {
      impact: impact.deadLetters,
      metric: this.deadLetters.metricApproximateNumberOfMessagesVisible({ period: alarmPeriod, statistic: 'Maximum' }),
      threshold: 1,
    });
    harmAlarm(this, 'Age', {
      impact: impact.age,
      metric: this.queue.metricApproximateAgeOfOldestMessage({ period: alarmPeriod, statistic: 'Maximum' }),
      threshold: maxMessageAge.toSeconds(),
    });
  }

  get url(): string {
    return this.queue.queueUrl;
  }

  /** Connects it to its function. Only messages that failed come back, never the whole batch. */
  feed(worker: ServiceFunction, { batchSize, concurrency }: Reading): void {
    if (worker.timeout.toSeconds() >= this.#visibility.toSeconds()) {
      throw new Error(`${this.node.path} hides messages for less time than ${worker.node.path} may take`);
    }
    worker.function.addEventSource(
      new SqsEventSource(this.queue, { batchSize, maxConcurrency: concurrency, reportBatchItemFailures: true }),
    );
  }

  /** Lets a function see whether anything was set aside, and what. */
  grantReadDeadLetters(grantee: IGrantable): void {
    this.deadLetters.grant(grantee, 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage');
  }

  /** Lets a function put messages on it. SendMessageBatch is this permission too. */
  grantSend(grantee: IGrantable): void {
    this.queue.grant(grantee, 'sqs:SendMessage');
  }
}
