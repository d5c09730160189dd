import { expect, test } from '@jest/globals';
import { theResource } from './support/resources.ts';
import { serviceTemplate } from './support/synthesize.ts';

test('SES’s suppression list is read every night', () => {
  expect(theResource(serviceTemplate(), 'AWS::Scheduler::Schedule', 'ReconciliationDaily')).toMatchObject({
    ScheduleExpression: 'cron(20 3 * * ? *)',
    ScheduleExpressionTimezone: 'Etc/UTC',
    State: 'ENABLED',
    Target: { Arn: expect.stringMatching(/^ReconciliationReconcile/) as unknown },
  });
});
