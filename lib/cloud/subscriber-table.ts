import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import {
  AttributeType,
  BillingMode,
  ProjectionType,
  StreamViewType,
  Table,
  type ITable,
} from 'aws-cdk-lib/aws-dynamodb';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import { FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Construct } from 'constructs';
import {
  announcedKinds,
  controlPartition,
  countsPartition,
  dueIndex,
  sortKeysOf,
} from '../../lambdas/core/table-keys.ts';
import type { ServiceFunction } from './service-function.ts';

export interface SubscriberTableProps {
  /** Keeps the table when the stack goes, and refuses to delete it. */
  protect: boolean;
  /** A restored table that is used instead. The stack's own stays as it is: nothing is lost by going back to it. */
  restored?: string | undefined;
  /** Tells of every change. */
  stream?: boolean;
  /** Of the restored table. */
  restoredStreamArn?: string | undefined;
}

/**
 * The one table, and who may do what with it.
 *
 * A table of one region on purpose: "send once" rests on conditional writes and on reads that see them, which replicas do not give.
 */
export class SubscriberTable extends Construct {
  readonly #table: ITable;

  constructor(
    scope: Construct,
    id: string,
    { protect, restored, stream = false, restoredStreamArn }: SubscriberTableProps,
  ) {
    super(scope, id);
    const own = new Table(this, 'Resource', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      timeToLiveAttribute: 'ttl',
      deletionProtection: protect,
      removalPolicy: protect ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
      ...(stream && { stream: StreamViewType.NEW_AND_OLD_IMAGES }),
    });
    own.addGlobalSecondaryIndex({
      indexName: dueIndex,
      partitionKey: { name: 'dueKey', type: AttributeType.STRING },
      sortKey: { name: 'pk', type: AttributeType.STRING },
      projectionType: ProjectionType.INCLUDE,
      nonKeyAttributes: ['days'],
    });
    this.#table =
      restored === undefined
        ? (own as ITable)
        : Table.fromTableAttributes(this, 'Restored', {
            tableName: restored,
            ...(restoredStreamArn !== undefined && { tableStreamArn: restoredStreamArn }),
          });
  }

  get name(): string {
    return this.#table.tableName;
  }

  /** The planner's mark and the zones; no person. */
  grantPlan(planner: IGrantable): void {
    this.#grantItems(planner, ['DescribeTable', 'Query', 'UpdateItem'], {
      'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [controlPartition] },
    });
  }

  /** Who stands in a slot: ids and days, nothing else of anybody. */
  grantDispatch(dispatcher: IGrantable): void {
    Grant.addToPrincipal({
      grantee: dispatcher,
      actions: ['dynamodb:Query'],
      resourceArns: [`${this.#table.tableArn}/index/${dueIndex}`],
    });
  }

  /** Claims, deliveries, the event road, and records of problems. */
  grantSend(sender: IGrantable): void {
    this.#grantItems(sender, ['DescribeTable', 'GetItem', 'UpdateItem', 'PutItem']);
  }

  /** The same items as the sender's, from the other side. */
  grantFeedback(feedback: IGrantable): void {
    this.#grantItems(feedback, ['GetItem', 'UpdateItem', 'PutItem']);
  }

  /** How far SES's list was read, and whoever is found on it; and everybody, to erase the records of old addresses. */
  grantReconcile(reconcile: IGrantable): void {
    this.#grantItems(reconcile, ['Scan', 'Query', 'GetItem', 'UpdateItem', 'PutItem', 'BatchWriteItem']);
  }

  /** Everybody, to count them; and the numbers. */
  grantCount(counter: IGrantable): void {
    this.#grantItems(counter, ['Scan']);
    this.#grantItems(counter, ['Query', 'PutItem'], {
      'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [countsPartition('*')] },
    });
  }

  /** Sign-ups, consents, preferences; and all that is known of one person, for them to read or to erase. */
  grantWeb(web: IGrantable): void {
    this.#grantItems(web, ['GetItem', 'Query', 'UpdateItem', 'PutItem', 'DeleteItem', 'BatchWriteItem']);
  }

  /** One person and one of their check-ins: what a webhook may take along. */
  grantWebhook(webhook: IGrantable): void {
    this.#grantItems(webhook, ['GetItem']);
  }

  /** Connects its stream to a function: what became of people and check-ins, in batches. The rest of the table is nobody's business. */
  feed(worker: ServiceFunction): void {
    worker.function.addEventSource(
      new DynamoEventSource(this.#table, {
        startingPosition: StartingPosition.TRIM_HORIZON,
        batchSize: 100,
        maxBatchingWindow: Duration.seconds(5),
        bisectBatchOnError: true,
        reportBatchItemFailures: true,
        filters: announcedKinds.map((kind) => {
          const { prefix, whole } = sortKeysOf(kind);
          const sk = whole ? FilterRule.isEqual(prefix) : FilterRule.beginsWith(prefix);
          return FilterCriteria.filter({ dynamodb: { Keys: { sk: { S: sk } } } });
        }),
      }),
    );
  }

  /** Items by their key only: `Table.grant` would open the index too, and nobody but the dispatcher reads that. */
  #grantItems(
    grantee: IGrantable,
    calls: (
      | 'DescribeTable'
      | 'Query'
      | 'Scan'
      | 'GetItem'
      | 'UpdateItem'
      | 'PutItem'
      | 'DeleteItem'
      | 'BatchWriteItem'
    )[],
    conditions?: Record<string, Record<string, string[]>>,
  ): void {
    Grant.addToPrincipal({
      grantee,
      actions: calls.map((call) => `dynamodb:${call}`),
      resourceArns: [this.#table.tableArn],
      ...(conditions && { conditions }),
    });
  }
}
