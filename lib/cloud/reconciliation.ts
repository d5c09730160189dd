import { Duration, Stack, TimeZone, Validations, type CfnElement } from 'aws-cdk-lib';
import { Schedule, ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import { Construct } from 'constructs';
import type { Configuration } from './configuration.ts';
import type { Keys } from './keys.ts';
import type { MailIdentity } from './mail-identity.ts';
import { ServiceFunction } from './service-function.ts';
import type { SubscriberTable } from './subscriber-table.ts';
import { timeouts } from './timeouts.ts';
import type { WorkQueue } from './work-queue.ts';

export interface ReconciliationProps {
  configuration: Pick<Configuration, 'logLevel' | 'series'>;
  table: SubscriberTable;
  keys: Keys;
  identity: MailIdentity;
  /** Where mails that people ask for go. */
  accountQueue: WorkQueue;
}

/** Once a day: what SES knows of bounces and complaints, against what we heard; changes of address that were cut short are finished, and old ones erased. */
export class Reconciliation extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { configuration, table, keys, identity, accountQueue }: ReconciliationProps,
  ) {
    super(scope, id);
    const reconcile = new ServiceFunction(this, 'Reconcile', {
      handler: 'reconcile',
      timeout: timeouts.reconcile,
      maxEventAge: Duration.hours(6),
      impact:
        'Bounces and complaints whose events were lost stay unknown; changes of address that were cut short stay so.',
      settings: {
        TABLE_NAME: table.name,
        ACCOUNT_QUEUE_URL: accountQueue.url,
        KEYRING: keys.location,
        SERIES: configuration.series.join(' '),
        LOG_LEVEL: configuration.logLevel,
      },
    });
    reconcile.alarmOn(
      'ActionNeeded',
      'suppression.events-were-lost',
      'Bounces or complaints never reached us, and those people were emailed until tonight.',
    );
    table.grantReconcile(reconcile.function);
    keys.grantRead(reconcile.function);
    accountQueue.grantSend(reconcile.function);
    identity.grantReadSuppressionList(reconcile.role);
    new Schedule(this, 'Daily', {
      description: 'Weekwise: compare SES’s suppression list with ours',
      schedule: ScheduleExpression.cron({ hour: '3', minute: '20', timeZone: TimeZone.ETC_UTC }),
      target: new LambdaInvoke(reconcile.function, { maxEventAge: Duration.hours(6), retryAttempts: 3 }),
    });
    const logicalId = Stack.of(this).getLogicalId(reconcile.function.node.defaultChild as CfnElement);
    Validations.of(Stack.of(this)).acknowledge({
      id: `AwsSolutions::AwsSolutions-IAM5[Resource::<${logicalId}.Arn>:*]`,
      reason: 'CDK lets the scheduler start every version of its target, which here is this function only.',
    });
  }
}
