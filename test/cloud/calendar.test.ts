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

  test('warns when it has not ticked for three quarters of an hour: silence is the alarm', () => {
    expect(theResource(serviceTemplate(), 'AWS::CloudWatch::Alarm', 'PlannerSilent')).toMatchObject({
      MetricName: 'Invocations',
      ComparisonOperator: 'LessThanThreshold',
      Threshold: 1,
      Period: 900,
      EvaluationPeriods: 3,
      TreatMissingData: 'breaching',
    });
  });
});
