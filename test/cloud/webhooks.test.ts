import { describe, expect, test } from '@jest/globals';
import type { Template } from 'aws-cdk-lib/assertions';
import { checkInKey, subscriberKey } from '../../lambdas/core/kit/table-keys.ts';
import { webhookHandlerNames } from '../../lib/cloud/bundling.ts';
import { operatorOutput } from '../../lib/cloud/operator-outputs.ts';
import { actionsOf, environmentOf, resourcesOf, statementsOf, theFunction } from './support/resources.ts';
import { serviceTemplate } from './support/synthesize.ts';

const webhookUrl = 'https://example.com/hook';
const template = (more: Record<string, unknown> = {}) => serviceTemplate({ webhookUrl, ...more });
const mappingOf = (of: Template, name: string) => {
  const { FunctionName } = {
    FunctionName: [...resourcesOf(of, 'AWS::Lambda::Function').keys()].find((id) => id.includes(name)),
  };
  return [...resourcesOf(of, 'AWS::Lambda::EventSourceMapping').values()].find(
    (one) => one['FunctionName'] === FunctionName,
  )!;
};
const idsOf = (of: Template) => Object.keys((of.toJSON() as { Resources: object }).Resources);
const operatorOutputs = (of: Template) =>
  JSON.stringify((of.toJSON() as { Outputs: Record<string, unknown> }).Outputs[operatorOutput]);

describe('without webhookUrl', () => {
  test('nothing of it is deployed', () => {
    const none = serviceTemplate();
    expect(idsOf(none).filter((id) => id.startsWith('Webhooks'))).toEqual([]);
    expect(operatorOutputs(none)).not.toMatch(/webhook/i);
    for (const name of Object.keys(environmentOf(none, 'web'))) expect(name).not.toMatch(/^WEBHOOK/);
  });
});

describe('with webhookUrl', () => {
  test('what was there stays as it is but for what the privacy page, the planner, the commands and the people who type them have to know', () => {
    const resources = (of: Template) => (of.toJSON() as { Resources: Record<string, object> }).Resources;
    const [none, some] = [resources(serviceTemplate()), resources(template())];
    const changed = Object.keys(none).filter((id) => JSON.stringify(none[id]) !== JSON.stringify(some[id]));
    expect(changed.map((id) => id.replace(/[0-9A-F]{8}$/, '')).sort()).toEqual([
      'CalendarPlan',
      'CalendarPlanRoleDefaultPolicy',
      'OperatorsOperating',
      'OperatorsReading',
      'WatchDashboard',
      'WatchFunctionErrors',
      'WatchQueueNeedsHand',
      'WebsiteWeb',
    ]);
    expect(Object.keys(some).filter((id) => !(id in none) && !id.startsWith('Webhooks'))).toEqual([]);
    expect(operatorOutputs(template())).toContain(webhookUrl);
  });

  test('reads the stream from its beginning, people and check-ins only, each failure by itself', () => {
    const mapping = mappingOf(template(), 'Announce');
    expect(mapping).toMatchObject({
      EventSourceArn: 'Subscribers1C30561D.StreamArn',
      StartingPosition: 'TRIM_HORIZON',
      BatchSize: 100,
      BisectBatchOnFunctionError: true,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
    const { Filters } = mapping['FilterCriteria'] as { Filters: { Pattern: string }[] };
    expect(Filters.map(({ Pattern }) => (JSON.parse(Pattern) as { dynamodb: object }).dynamodb)).toEqual([
      { Keys: { sk: { S: [subscriberKey('').sk] } } },
      { Keys: { sk: { S: [{ prefix: checkInKey('', '').sk }] } } },
    ]);
    // Until they are dealt with or forgotten: no attempt is the last.
    expect(mapping).not.toHaveProperty('MaximumRetryAttempts');
  });

  test('is told of all that stands still', () => {
    const alarms = [...resourcesOf(template(), 'AWS::CloudWatch::Alarm').values()];
    const names = alarms.map(({ AlarmName }) => String(AlarmName)).filter((name) => name.includes('/Webhooks/'));
    expect(names.map((name) => name.replace(/^.*\/Webhooks\//, ''))).toEqual(['ChangesWaiting']);
    const waiting = alarms.find(({ AlarmName }) => String(AlarmName).endsWith('ChangesWaiting'))!;
    expect(waiting).toMatchObject({ MetricName: 'IteratorAge', Threshold: 7_200_000, Statistic: 'Maximum' });
    expect(waiting['AlarmActions']).toHaveLength(1);
  });

  test('the function that reads changes writes to its queue only, and reads no item', () => {
    expect(actionsOf(statementsOf(template(), 'Announce'), 'dynamodb')).toEqual([
      'dynamodb:DescribeStream',
      'dynamodb:GetRecords',
      'dynamodb:GetShardIterator',
      'dynamodb:ListStreams',
    ]);
    const [put] = statementsOf(template(), 'Announce').filter(({ Action }) => Action === 'sqs:SendMessage');
    expect(put!.Resource).toMatch(/^WebhooksQueue[0-9A-F]{8}\.Arn$/);
    expect(actionsOf(statementsOf(template(), 'Announce'), 'secretsmanager')).toEqual([]);
  });

  test('the function that sends reads people only where events hold something of them', () => {
    const may = (more: object) => actionsOf(statementsOf(template({ ...more }), 'Webhook'), 'dynamodb');
    expect(may({})).toEqual([]);
    expect(may({ webhookIncludes: 'answers' })).toEqual(['dynamodb:GetItem']);
    expect(actionsOf(statementsOf(template(), 'Webhook'), 'secretsmanager')).toEqual(['secretsmanager:GetSecretValue']);
    // Its messages go round until they are taken.
    expect(theFunction(template(), 'Webhook')['RecursiveLoop']).toBe('Allow');
  });

  test('knows by ids what to tell, and holds no secret', () => {
    expect(environmentOf(template({ webhookEvents: ['subscribed', 'erased'] }), 'Announce')).toMatchObject({
      WEBHOOK_EVENTS: 'subscribed erased',
    });
    const settings = environmentOf(template({ webhookIncludes: ['address'] }), 'Webhook');
    expect(settings).toMatchObject({ WEBHOOK_URL: webhookUrl, WEBHOOK_INCLUDES: 'address' });
    expect(settings['KEYRING']).toMatch(/^arn:aws:secretsmanager:/);
    expect(environmentOf(template({ webhookIncludes: ['address'] }), 'web')).toMatchObject({
      WEBHOOK_INCLUDES: 'address',
    });
  });

  test('a restored table is read by its own stream', () => {
    const restoredStreamArn = 'arn:aws:dynamodb:eu-west-1:123456789012:table/copy/stream/2026-12-01T00:00:00.000';
    const restored = template({ restoredTable: 'copy', restoredStreamArn });
    expect(mappingOf(restored, 'Announce')['EventSourceArn']).toBe(restoredStreamArn);
    const [read] = statementsOf(restored, 'Announce').filter(({ Action }) => Action.includes('dynamodb:GetRecords'));
    expect(read!.Resource).toBe(restoredStreamArn);
  });

  test('makes these functions and no other', () => {
    const added = [...resourcesOf(template(), 'AWS::Lambda::Function').keys()].filter((id) =>
      id.startsWith('Webhooks'),
    );
    expect(added.map((id) => id.replace(/[0-9A-F]{8}$/, '').toLowerCase()).sort()).toEqual(
      webhookHandlerNames.map((name) => `webhooks${name}`).sort(),
    );
  });
});
