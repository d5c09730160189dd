import { describe, expect, test } from '@jest/globals';
import { theResource } from './support/resources.ts';
import { serviceTemplate } from './support/synthesize.ts';

describe('the calendar', () => {
  test('ticks at every quarter hour of UTC, on the minute', () => {
    expect(theResource(serviceTemplate(), 'AWS::Scheduler::Schedule', 'QuarterHour')).toMatchObject({
      ScheduleExpression: 'cron(0/15 * * * ? *)',
      ScheduleExpressionTimezone: 'Etc/UTC',
      FlexibleTimeWindow: { Mode: 'OFF' },
      State: 'ENABLED',
    });
  });

  test('starts the planner', () => {
    const { Target } = theResource(serviceTemplate(), 'AWS::Scheduler::Schedule', 'QuarterHour');
    expect((Target as { Arn: string }).Arn).toMatch(/^CalendarPlan/);
  });

  test('warns when it has gone silent, and not before its first tick: a new alarm has too little data already', () => {
    const alarm = theResource(serviceTemplate(), 'AWS::CloudWatch::Alarm', 'PlannerSilent');
    expect(alarm).toMatchObject({
      MetricName: 'Invocations',
      Period: 900,
      EvaluationPeriods: 2,
      TreatMissingData: 'missing',
      InsufficientDataActions: [expect.stringContaining('WatchTopic')],
    });
    expect(alarm).not.toHaveProperty('AlarmActions');
    // A run is one invocation, so data that is there is never below the threshold.
    expect(alarm).toMatchObject({ ComparisonOperator: 'LessThanThreshold', Threshold: 1, Statistic: 'Sum' });
  });
});
