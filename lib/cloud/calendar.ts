import { Duration, Stack, TimeZone, Validations, type CfnElement } from 'aws-cdk-lib';
import { Schedule, ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import { Construct } from 'constructs';
import { SilenceAlarm } from './alarm.ts';
import type { Configuration } from './configuration.ts';
import { ServiceFunction } from './service-function.ts';
import type { SubscriberTable } from './subscriber-table.ts';
import { timeouts } from './timeouts.ts';
import { queueAddresses, type WorkQueue } from './work-queue.ts';

/** Between two runs of the planner. */
const tick = Duration.minutes(15);

export interface CalendarProps {
  configuration: Pick<Configuration, 'logLevel'>;
  table: SubscriberTable;
  /** Where slots go. */
  weeklyQueue: WorkQueue;
  /** All queues: the planner says which of them need somebody. */
  queues: readonly WorkQueue[];
}

/** The clock: every quarter hour, which slots came due? */
export class Calendar extends Construct {
  constructor(scope: Construct, id: string, { configuration, table, weeklyQueue, queues }: CalendarProps) {
    super(scope, id);
    const plan = new ServiceFunction(this, 'Plan', {
      handler: 'plan',
      timeout: timeouts.plan,
      // The planner catches up on what it missed: an event older than the next one is of no use.
      maxEventAge: tick,
      impact: 'No weekly email is planned; it goes out, late, once this works again.',
      settings: {
        TABLE_NAME: table.name,
        SEND_QUEUE_URL: weeklyQueue.url,
        WATCHED_QUEUES: Stack.of(this).toJsonString(queueAddresses(queues)),
        LOG_LEVEL: configuration.logLevel,
      },
    });
    table.grantPlan(plan.function);
    weeklyQueue.grantSend(plan.function);
    for (const queue of queues) queue.grantCount(plan.function);
    plan.alarmOn('MailStopped', 'planner.fenced', 'The table was restored from a backup and waits to be accepted.');
    plan.alarmOn('QueueNeedsHand', 'queue.needs-a-hand');
    this.#everyQuarterHour(plan);
  }

  #everyQuarterHour(plan: ServiceFunction<'plan'>): void {
    new Schedule(this, 'QuarterHour', {
      description: 'Weekwise: plan the slots that came due',
      // Local times are the planner's business; this only has to tick at every quarter hour of every time zone.
      schedule: ScheduleExpression.cron({ minute: '0/15', timeZone: TimeZone.ETC_UTC }),
      target: new LambdaInvoke(plan.function, { maxEventAge: tick, retryAttempts: 3 }),
    });
    const planner = Stack.of(this).getLogicalId(plan.function.node.defaultChild as CfnElement);
    // On the stack, because CDK keeps one role for all schedules of the same target there.
    Validations.of(Stack.of(this)).acknowledge({
      id: `AwsSolutions::AwsSolutions-IAM5[Resource::<${planner}.Arn>:*]`,
      reason: 'CDK lets the scheduler start every version of its target, which here is the planner only.',
    });
    new SilenceAlarm(this, 'PlannerSilent', {
      impact: 'Nobody gets a weekly email, because the planner is not being started.',
      metric: plan.function.metricInvocations({ period: tick }),
    });
  }
}
