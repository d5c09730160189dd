import { describe, expect, test } from '@jest/globals';
import { resourcesOf, theResource } from './support/resources.ts';
import { edgeTemplate, serviceTemplate } from './support/synthesize.ts';

const alarms = (given = {}) => [...resourcesOf(serviceTemplate(given), 'AWS::CloudWatch::Alarm').values()];

describe('every alarm', () => {
  test('says what harm is done', () => {
    for (const { AlarmDescription } of alarms({ webhookUrl: 'https://example.com/hook' })) {
      expect(AlarmDescription).toMatch(/^Impact: [A-Z].+\.$/);
      // CloudWatch takes no more.
      expect(String(AlarmDescription).length).toBeLessThanOrEqual(1_024);
    }
  });

  test('is one of ten, which are free in an account: each looks at one metric', () => {
    expect(alarms()).toHaveLength(10);
    for (const alarm of alarms()) expect(alarm).not.toHaveProperty('Metrics');
  });

  test('goes to the one topic', () => {
    const topic = [...resourcesOf(serviceTemplate(), 'AWS::SNS::Topic').keys()].find((id) => id.startsWith('Watch'));
    for (const alarm of alarms()) expect(alarm['AlarmActions'] ?? alarm['InsufficientDataActions']).toEqual([topic]);
  });

  test('is named by its place in the stack, in which no other has its name', () => {
    const names = alarms().map((alarm) => String(alarm['AlarmName']));
    expect(names).toContain('Weekwise-test/Watch/QueueNeedsHand');
    expect(new Set(names).size).toBe(names.length);
  });

  test('has the logical id that its name gives: with another one CloudFormation would find the name taken', () => {
    for (const [id, { AlarmName }] of resourcesOf(serviceTemplate(), 'AWS::CloudWatch::Alarm')) {
      const [, ...path] = String(AlarmName).split('/');
      expect(id.slice(0, -8)).toBe(path.join(''));
    }
  });
});

test('the operator is told once more when an alarm is over, and not that a new one is well', () => {
  const rule = theResource(serviceTemplate(), 'AWS::Events::Rule', 'Over');
  expect(rule['EventPattern']).toMatchObject({
    source: ['aws.cloudwatch'],
    detail: {
      alarmName: [{ prefix: 'Weekwise-test/' }],
      state: { value: ['OK'] },
      previousState: { value: ['ALARM'] },
    },
  });
  expect(JSON.stringify(rule['Targets'])).toContain('WatchTopic');
});

test('and that something runs which was silent; also the first time', () => {
  const rule = theResource(serviceTemplate(), 'AWS::Events::Rule', 'Heard');
  expect(rule['EventPattern']).toMatchObject({
    detail: {
      alarmName: ['Weekwise-test/Calendar/PlannerSilent'],
      state: { value: ['OK'] },
      previousState: { value: ['INSUFFICIENT_DATA'] },
    },
  });
  expect(JSON.stringify(rule['Targets'])).toMatch(/WatchTopic.*It runs: /);
});

describe('the operator', () => {
  const mails = (given = {}) =>
    [...resourcesOf(serviceTemplate(given), 'AWS::SNS::Subscription').values()].filter(
      ({ Protocol }) => Protocol === 'email',
    );

  test('gets a mail for each when an address is configured', () => {
    expect(mails({ operatorEmail: 'ops@example.com' })).toMatchObject([{ Endpoint: 'ops@example.com' }]);
    expect(mails()).toEqual([]);
  });
});

describe('the budget', () => {
  const operatorEmail = 'ops@example.com';
  const edge = (given: object) => edgeTemplate({ operatorEmail, ...given });

  test('writes to the operator before the money is spent, when one is set', () => {
    expect(edge({})).toBeUndefined();
    expect([...resourcesOf(edge({ monthlyBudget: '50' })!, 'AWS::Budgets::Budget').values()]).toMatchObject([
      {
        Budget: { BudgetType: 'COST', TimeUnit: 'MONTHLY', BudgetLimit: { Amount: 50, Unit: 'USD' } },
        NotificationsWithSubscribers: [
          {
            Notification: { NotificationType: 'ACTUAL', Threshold: 80 },
            Subscribers: [{ Address: 'ops@example.com' }],
          },
          { Notification: { NotificationType: 'FORECASTED', Threshold: 100 } },
        ],
      },
    ]);
  });

  test('is in us-east-1, because CloudFormation cannot make one in every region', () => {
    const given = { operatorEmail, monthlyBudget: '50' };
    expect([...resourcesOf(serviceTemplate(given), 'AWS::Budgets::Budget')]).toEqual([]);
    expect([...resourcesOf(edge(given)!, 'AWS::WAFv2::WebACL')]).toEqual([]);
    const both = edge({ ...given, cdn: 'on' })!;
    for (const type of ['AWS::Budgets::Budget', 'AWS::WAFv2::WebACL']) expect(resourcesOf(both, type).size).toBe(1);
  });
});

describe('the dashboard', () => {
  test('shows every alarm and every work queue', () => {
    const body = String(theResource(serviceTemplate(), 'AWS::CloudWatch::Dashboard')['DashboardBody']);
    const { widgets } = JSON.parse(body) as { widgets: { type: string; properties: Record<string, unknown[]> }[] };
    expect(widgets.find(({ type }) => type === 'alarm')!.properties['alarms']).toHaveLength(alarms().length);
    const waiting = widgets.filter(({ properties }) => JSON.stringify(properties).includes('AgeOfOldestMessage'));
    expect(waiting.map(({ properties }) => properties['metrics']!.length)).toEqual([3]);
  });
});
