import { Duration } from 'aws-cdk-lib';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { timings } from '../../lambdas/core/kit/timings.ts';
import { queueHarms, type WatchedQueue } from '../../lambdas/core/sending/queue-harms.ts';
import { alarmPeriod, harmAlarm } from './alarm.ts';
import type { ServiceFunction } from './service-function.ts';

export interface WorkQueueProps {
  name: WatchedQueue;
  /** Time-out of the function that it feeds. */
  workerTimeout: Duration;
  /** How long messages are gathered for it. */
  window?: Duration;
  /** Age of its oldest message that sets off an alarm of its own; of the other queues the planner says which need somebody. */
  maxMessageAge?: Duration;
}

export interface Reading {
  /** Messages in one call. */
  batchSize: number;
  /** Calls at once. */
  concurrency: number;
}

/** A queue between two functions, with a dead-letter queue. */
export class WorkQueue extends Construct {
  readonly name: WatchedQueue;
  readonly queue: Queue;
  readonly deadLetters: Queue;
  readonly #visibility: Duration;
  readonly #window: Duration;

  constructor(
    scope: Construct,
    id: string,
    { name, workerTimeout, window = Duration.seconds(0), maxMessageAge }: WorkQueueProps,
  ) {
    super(scope, id);
    const protection = { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true };
    // Longer than the queue's own four days: a message keeps its age when it moves.
    this.deadLetters = new Queue(this, 'DeadLetters', { ...protection, retentionPeriod: Duration.days(14) });
    this.#visibility = workerTimeout.plus(window).plus(Duration.seconds(timings.visibilityMargin));
    this.#window = window;
    this.queue = new Queue(this, 'Resource', {
      ...protection,
      retentionPeriod: Duration.days(4),
      visibilityTimeout: this.#visibility,
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: timings.maxReceiveCount },
    });
    this.name = name;
    if (maxMessageAge === undefined) return;
    harmAlarm(this, 'Age', {
      impact: queueHarms[name].waiting,
      metric: this.queue.metricApproximateAgeOfOldestMessage({ period: alarmPeriod, statistic: 'Maximum' }),
      threshold: maxMessageAge.toSeconds(),
    });
  }

  get url(): string {
    return this.queue.queueUrl;
  }

  /** Connects it to its function. Only messages that failed come back, never the whole batch. */
  feed(worker: ServiceFunction, { batchSize, concurrency }: Reading): void {
    if (worker.timeout.plus(this.#window).toSeconds() >= this.#visibility.toSeconds()) {
      throw new Error(`${this.node.path} hides messages for less time than ${worker.node.path} may take`);
    }
    worker.function.addEventSource(
      new SqsEventSource(this.queue, {
        batchSize,
        maxConcurrency: concurrency,
        reportBatchItemFailures: true,
        ...(this.#window.toSeconds() > 0 && { maxBatchingWindow: this.#window }),
      }),
    );
  }

  /** Lets a function ask how many messages wait, and how many are dead letters. */
  grantCount(grantee: IGrantable): void {
    for (const queue of [this.queue, this.deadLetters]) queue.grant(grantee, 'sqs:GetQueueAttributes');
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

/** Where queues are, for functions and the operator's commands. */
export function queueAddresses(queues: readonly WorkQueue[]): Record<string, { url: string; deadLetterUrl: string }> {
  return Object.fromEntries(
    queues.map(({ name, url, deadLetters }) => [name, { url, deadLetterUrl: deadLetters.queueUrl }]),
  );
}
