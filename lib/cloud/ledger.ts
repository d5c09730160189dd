import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Grant } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { ledgerKeys } from '../../lambdas/core/counting/ledger.ts';
import type { Configuration } from './configuration.ts';
import { ServiceFunction } from './service-function.ts';
import type { SubscriberTable } from './subscriber-table.ts';
import { timeouts } from './timeouts.ts';

export interface LedgerProps {
  configuration: Pick<Configuration, 'logLevel'>;
  table: SubscriberTable;
  /** Keeps the ledger when the stack goes, and refuses to delete it. */
  protect: boolean;
}

/** Who must not be mailed any more, outside the table: what a table restored from a backup is told before mail goes out. */
export class Ledger extends Construct {
  readonly name: string;
  readonly arn: string;

  constructor(scope: Construct, id: string, { configuration, table, protect }: LedgerProps) {
    super(scope, id);
    const entries = new Table(this, 'Entries', {
      partitionKey: { name: ledgerKeys.partition, type: AttributeType.STRING },
      sortKey: { name: ledgerKeys.sort, type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      timeToLiveAttribute: 'ttl',
      deletionProtection: protect,
      removalPolicy: protect ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    this.name = entries.tableName;
    this.arn = entries.tableArn;
    const ledger = new ServiceFunction(this, 'Ledger', {
      handler: 'ledger',
      timeout: timeouts.ledger,
      impact: 'People who leave now come back if the table is restored, and after 24 hours of this always will.',
      settings: { LEDGER_NAME: entries.tableName, LOG_LEVEL: configuration.logLevel },
    });
    Grant.addToPrincipal({
      grantee: ledger.function,
      actions: ['dynamodb:PutItem'],
      resourceArns: [entries.tableArn],
    });
    table.feedLedger(ledger);
  }
}
