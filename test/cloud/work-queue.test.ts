import { describe, expect, test } from '@jest/globals';
import { Duration } from 'aws-cdk-lib';
import { queueHarms } from '../../lambdas/core/sending/queue-harms.ts';
import { ServiceFunction } from '../../lib/cloud/service-function.ts';
import { WorkQueue } from '../../lib/cloud/work-queue.ts';
import { environmentOf, resourcesOf, statementsOf, theResource, type Properties } from './support/resources.ts';
import { serviceTemplate, templateOf } from './support/synthesize.ts';

const workerTimeout = Duration.seconds(30);

function aQueueWithWorker(timeout = workerTimeout) {
  return templateOf((stack) => {
    const queue = new WorkQueue(stack, 'Queue', {
      name: 'account',
      workerTimeout,
      maxMessageAge: Duration.minutes(10),
    });
    const settings = { TABLE_NAME: 'table', LOG_LEVEL: 'INFO' } as const;
    const worker = new ServiceFunction(stack, 'Worker', { handler: 'feedback', timeout, impact: 'None.', settings });
    queue.feed(worker, { batchSize: 3, concurrency: 2 });
  });
}

/** Its logical id ends in a hash; the other queue's says DeadLetters. */
function theQueue(): Properties {
  return [...resourcesOf(aQueueWithWorker(), 'AWS::SQS::Queue')].find(([id]) => !id.includes('DeadLetters'))![1];
}

describe('a work queue', () => {
  test('is read by more calls at once where there are more senders, and a young account has room for all of them', () => {
    const concurrencies = (given: Record<string, unknown>) =>
      [...resourcesOf(serviceTemplate(given), 'AWS::Lambda::EventSourceMapping').values()]
        .flatMap(({ ScalingConfig }) => (ScalingConfig as { MaximumConcurrency: number } | undefined) ?? [])
        .map(({ MaximumConcurrency }) => MaximumConcurrency)
        .toSorted((a, b) => a - b);
    expect(concurrencies({})).toEqual([2, 2, 2]);
    expect(concurrencies({ sendConcurrency: '12' })).toEqual([2, 6, 12]);
  });

  test('sets a message aside after ten tries, and keeps it longer than the queue would', () => {
    const queue = theQueue();
    const deadLetters = theResource(aQueueWithWorker(), 'AWS::SQS::Queue', 'DeadLetters');
    expect(queue['RedrivePolicy']).toMatchObject({ maxReceiveCount: 10 });
    expect(deadLetters['MessageRetentionPeriod']).toBe(14 * 86_400);
    expect(queue['MessageRetentionPeriod']).toBe(4 * 86_400);
  });

  test('hides a message until its function is surely done', () => {
    expect(theQueue()['VisibilityTimeout']).toBe(60);
    expect(() => aQueueWithWorker(Duration.seconds(60))).toThrow(
      'Test/Queue hides messages for less time than Test/Worker may take',
    );
  });

  test('gets back only the messages that failed', () => {
    expect(theResource(aQueueWithWorker(), 'AWS::Lambda::EventSourceMapping')).toMatchObject({
      BatchSize: 3,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency: 2 },
    });
  });

  test('of emails has an alarm for messages that wait', () => {
    const alarms = [...resourcesOf(aQueueWithWorker(), 'AWS::CloudWatch::Alarm').values()];
    expect(alarms.map((alarm) => [alarm['AlarmName'], alarm['AlarmDescription'], alarm['Threshold']])).toEqual([
      ['Test/Queue/Age', `Impact: ${queueHarms.account.waiting}`, 600],
    ]);
    const ages = [...resourcesOf(serviceTemplate(), 'AWS::CloudWatch::Alarm').values()]
      .map(({ AlarmName }) => String(AlarmName))
      .filter((name) => name.endsWith('/Age'));
    expect(ages).toEqual(['Weekwise-test/Sending/WeeklyQueue/Age', 'Weekwise-test/Sending/AccountQueue/Age']);
  });

  test('is one of those that the planner looks at, as is its dead-letter queue, and it may do nothing else with them', () => {
    const template = serviceTemplate({ webhookUrl: 'https://example.com/hook' });
    const watched = JSON.parse(environmentOf(template, 'Plan')['WATCHED_QUEUES']!) as Record<string, object>;
    expect(Object.keys(watched).sort()).toEqual(Object.keys(queueHarms).sort());
    const counting = statementsOf(template, 'Plan').filter(({ Action }) =>
      [Action].flat().includes('sqs:GetQueueAttributes'),
    );
    expect(counting.flatMap(({ Resource }) => Resource)).toHaveLength(2 * Object.keys(queueHarms).length);
  });

  test('is encrypted, and refuses requests that are not; so is every queue of the service', () => {
    const queues = resourcesOf(serviceTemplate(), 'AWS::SQS::Queue');
    expect(queues.size).toBe(6);
    for (const [, { SqsManagedSseEnabled }] of queues) expect(SqsManagedSseEnabled).toBe(true);
    const denying = [...resourcesOf(serviceTemplate(), 'AWS::SQS::QueuePolicy').values()].filter((policy) =>
      JSON.stringify(policy).includes('"Effect":"Deny"'),
    );
    expect(denying).toHaveLength(6);
  });

  test('stands between any two functions: each mapping of the service reports failures one by one', () => {
    const mappings = [...resourcesOf(serviceTemplate(), 'AWS::Lambda::EventSourceMapping').values()];
    expect(mappings).toHaveLength(4);
    for (const mapping of mappings) expect(mapping['FunctionResponseTypes']).toEqual(['ReportBatchItemFailures']);
  });
});
