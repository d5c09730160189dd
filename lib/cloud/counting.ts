import { Duration, Stack, TimeZone, Validations, type CfnElement } from 'aws-cdk-lib';
import { Schedule, ScheduleExpression, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import { Construct } from 'constructs';
import type { Configuration } from './configuration.ts';
import { ServiceFunction } from './service-function.ts';
import type { SubscriberTable } from './subscriber-table.ts';
import { timeouts } from './timeouts.ts';

export interface CountingProps {
  configuration: Pick<Configuration, 'logLevel' | 'series' | 'keepCompletedMonths'>;
  table: SubscriberTable;
}

/** Once a day: how many people there are, how far they are, and what became of them; then whoever is gone for long is reduced to what stays. */
export class Counting extends Construct {
  constructor(scope: Construct, id: string, { configuration, table }: CountingProps) {
    super(scope, id);
    const count = new ServiceFunction(this, 'Count', {
      handler: 'count',
      timeout: timeouts.count,
      maxEventAge: Duration.hours(6),
      impact: 'Your numbers stand still, and people who left are kept longer than the privacy page says.',
      settings: {
        TABLE_NAME: table.name,
        SERIES: configuration.series.join(' '),
        KEEP_COMPLETED_MONTHS: String(configuration.keepCompletedMonths),
        LOG_LEVEL: configuration.logLevel,
      },
    });
    table.grantCount(count.function);
    count.alarmOn(
      'ActionNeeded',
      'complaints.too-many',
      'One in a thousand lessons of the last seven days was reported as unwanted, which SES reviews an account for.',
    );
    count.alarmOn(
      'ActionNeeded',
      'events.none-heard',
      'SES tells nothing of emails that went out: bounces and complaints are not known.',
    );
    new Schedule(this, 'Daily', {
      description: 'Weekwise: count everybody, and forget who is gone',
      schedule: ScheduleExpression.cron({ hour: '3', minute: '50', timeZone: TimeZone.ETC_UTC }),
      target: new LambdaInvoke(count.function, { maxEventAge: Duration.hours(6), retryAttempts: 3 }),
    });
    // A run ends after a quarter hour; this many go on with what it did not get to. Where nothing was left, they read one item.
    new Schedule(this, 'Onward', {
      description: 'Weekwise: go on counting where a run ended',
      schedule: ScheduleExpression.cron({ hour: '4-9', minute: '5/15', timeZone: TimeZone.ETC_UTC }),
      target: new LambdaInvoke(count.function, {
        maxEventAge: Duration.minutes(15),
        retryAttempts: 3,
        input: ScheduleTargetInput.fromObject({ continuing: true }),
      }),
    });
    const logicalId = Stack.of(this).getLogicalId(count.function.node.defaultChild as CfnElement);
    Validations.of(Stack.of(this)).acknowledge({
      id: `AwsSolutions::AwsSolutions-IAM5[Resource::<${logicalId}.Arn>:*]`,
      reason: 'CDK lets the scheduler start every version of its target, which here is this function only.',
    });
  }
}
