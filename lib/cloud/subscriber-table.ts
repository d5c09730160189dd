import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import {
  AttributeType,
  BillingMode,
  type ITable,
  ProjectionType,
  StreamViewType,
  Table,
} from 'aws-cdk-lib/aws-dynamodb';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import { FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Construct } from 'constructs';
import {
  announcedKinds,
  apiKeysPartition,
  controlPartition,
  countsPartition,
  dueIndex,
  limitKey,
  mailTurnsKey,
  noticeTextKey,
  closedInboxKey,
  sortKeysOf,
  subscriberPartition,
} from '../../lambdas/core/kit/table-keys.ts';
import { ledgerReasons } from '../../lambdas/core/counting/ledger.ts';
import type { ServiceFunction } from './service-function.ts';

/** Partitions of the table as an IAM policy names them. */
const partitions = {
  /** All that is known of one person. */
  people: subscriberPartition('*'),
  /** How often a form was used. */
  limits: limitKey('*').pk,
  /** What notices say. */
  notices: noticeTextKey('*').pk,
  /** Emails that an inbox asked for lately. */
  turns: mailTurnsKey('*').pk,
  /** Inboxes that are never asked again. */
  closedInboxes: closedInboxKey('*').pk,
  /** What belongs to nobody: the planner's mark, the zones, the event feed, the gate. */
  control: controlPartition,
  /** Keys of other programs. */
  apiKeys: apiKeysPartition,
  /** Numbers, one partition a series. */
  counts: countsPartition('*'),
} as const;

type Part = keyof typeof partitions;

/** Calls that `dynamodb:LeadingKeys` limits. A condition on `Scan` or `DescribeTable`, which have no leading keys, would always hold. */
type ItemCall = 'Query' | 'GetItem' | 'BatchGetItem' | 'UpdateItem' | 'PutItem' | 'DeleteItem' | 'BatchWriteItem';

export interface SubscriberTableProps {
  /** Keeps the table when the stack goes, and refuses to delete it. */
  protect: boolean;
  /** A restored table that is used instead. The stack's own stays as it is: nothing is lost by going back to it. */
  restored?: string | undefined;
  /** Of the restored table. */
  restoredStreamArn?: string | undefined;
  /** Set while the restored table takes the place of the stack's own: see `Configuration`. */
  ownTable?: 'leaving' | 'adopted' | undefined;
}

/**
 * The one table, and who may do what with it.
 *
 * A table of one region on purpose: "send once" rests on conditional writes and on reads that see them, which replicas do not give.
 */
export class SubscriberTable extends Construct {
  readonly #table: ITable;

  constructor(scope: Construct, id: string, props: SubscriberTableProps) {
    super(scope, id);
    const { protect, restored, restoredStreamArn, ownTable } = props;
    const copy =
      restored === undefined || ownTable === 'adopted'
        ? undefined
        : Table.fromTableAttributes(this, 'Restored', {
            tableName: restored,
            ...(restoredStreamArn !== undefined && { tableStreamArn: restoredStreamArn }),
          });
    // Beside the restored one, too: nothing is lost by going back to it.
    const own = copy !== undefined && ownTable === 'leaving' ? undefined : this.#own(protect);
    this.#table = (copy ?? own)!;
  }

  #own(protect: boolean): ITable {
    const own = new Table(this, 'Resource', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      timeToLiveAttribute: 'ttl',
      deletionProtection: protect,
      removalPolicy: protect ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
      stream: StreamViewType.NEW_AND_OLD_IMAGES,
    });
    own.addGlobalSecondaryIndex({
      indexName: dueIndex,
      partitionKey: { name: 'dueKey', type: AttributeType.STRING },
      sortKey: { name: 'pk', type: AttributeType.STRING },
      projectionType: ProjectionType.INCLUDE,
      nonKeyAttributes: ['days'],
    });
    return own as ITable;
  }

  get name(): string {
    return this.#table.tableName;
  }

  get arn(): string {
    return this.#table.tableArn;
  }

  /** The planner's mark and the zones, and whether events were heard; no person. */
  grantPlan(planner: IGrantable): void {
    this.#grantTable(planner, 'DescribeTable');
    this.#grantItems(planner, 'control', ['GetItem', 'Query', 'UpdateItem']);
  }

  /** Who stands in a slot, and everybody for a notice; claims, deliveries and records of problems; the gate, and probes of the event feed. */
  grantSend(sender: IGrantable): void {
    Grant.addToPrincipal({
      grantee: sender,
      actions: ['dynamodb:Query'],
      resourceArns: [`${this.#table.tableArn}/index/${dueIndex}`],
    });
    this.#grantTable(sender, 'DescribeTable');
    this.#grantTable(sender, 'Scan');
    this.#grantItems(sender, 'notices', ['GetItem']);
    this.#grantItems(sender, 'people', ['GetItem', 'UpdateItem', 'PutItem']);
    this.#grantItems(sender, 'control', ['GetItem', 'UpdateItem']);
    this.#grantItems(sender, 'limits', ['GetItem', 'UpdateItem']);
    this.#grantItems(sender, 'turns', ['GetItem', 'UpdateItem']);
    this.#grantItems(sender, 'closedInboxes', ['GetItem']);
  }

  /** The same people as the sender's, from the other side; the event feed. */
  grantFeedback(feedback: IGrantable): void {
    this.#grantItems(feedback, 'people', ['GetItem', 'UpdateItem', 'PutItem']);
    this.#grantItems(feedback, 'control', ['GetItem', 'UpdateItem']);
    this.#grantItems(feedback, 'limits', ['GetItem', 'UpdateItem']);
  }

  /** How far SES's list was read, and whoever is found on it; and everybody, to finish changes of address and erase the records of old ones. */
  grantReconcile(reconcile: IGrantable): void {
    this.#grantTable(reconcile, 'Scan');
    this.#grantItems(reconcile, 'people', [
      'GetItem',
      'Query',
      'UpdateItem',
      'PutItem',
      'DeleteItem',
      'BatchWriteItem',
    ]);
    this.#grantItems(reconcile, 'turns', ['DeleteItem']);
    this.#grantItems(reconcile, 'control', ['GetItem', 'UpdateItem']);
  }

  /** Everybody, to count them; the numbers; whether events were heard; and what is left of people who are gone for long, in place of what was known. */
  grantCount(counter: IGrantable): void {
    this.#grantTable(counter, 'Scan');
    this.#grantItems(counter, 'counts', ['Query', 'PutItem']);
    this.#grantItems(counter, 'control', ['GetItem']);
    this.#grantItems(counter, 'people', ['GetItem', 'Query', 'PutItem', 'BatchWriteItem']);
  }

  /**
   * Sign-ups, consents, preferences; and all that is known of one person, for them to read or to erase. It counts uses of forms and looks up keys of
   * programs. Of the control items it may update the times of a zone and no other attribute: neither the planner's mark nor the switch.
   */
  grantWeb(web: IGrantable): void {
    this.#grantItems(web, 'people', ['GetItem', 'Query', 'UpdateItem', 'PutItem', 'DeleteItem', 'BatchWriteItem']);
    this.#grantItems(web, 'limits', ['GetItem', 'UpdateItem']);
    this.#grantItems(web, 'turns', ['DeleteItem']);
    this.#grantItems(web, 'closedInboxes', ['UpdateItem']);
    this.#grantItems(web, 'apiKeys', ['GetItem']);
    this.#grantItems(web, 'control', ['GetItem']);
    this.#grantItems(web, 'control', ['UpdateItem'], ['localTimes']);
  }

  /** Unsubscribing, undoing that, and the reason. */
  grantUnsubscribe(unsubscribe: IGrantable): void {
    this.#grantItems(unsubscribe, 'people', ['GetItem', 'UpdateItem']);
  }

  /** One person and one of their check-ins: what a webhook may take along. */
  grantWebhook(webhook: IGrantable): void {
    this.#grantItems(webhook, 'people', ['GetItem']);
  }

  /** Everything in it, for people who look; and how it is kept. */
  grantReading(operator: IGrantable): void {
    for (const call of ['DescribeTable', 'DescribeContinuousBackups', 'Scan'] as const)
      this.#grantTable(operator, call);
    this.#grantItems(operator, ['people', 'control', 'apiKeys', 'counts'], ['Query']);
    this.#grantItems(operator, ['people', 'control', 'notices'], ['GetItem']);
  }

  /** What an operator does for people and with the service, beside {@link grantReading}. */
  grantOperating(operator: IGrantable): void {
    this.#grantItems(operator, ['apiKeys', 'closedInboxes'], ['GetItem']);
    this.#grantItems(operator, ['people'], ['BatchGetItem', 'BatchWriteItem']);
    this.#grantItems(operator, ['people', 'control', 'counts', 'apiKeys', 'notices'], ['PutItem']);
    this.#grantItems(operator, ['people', 'control'], ['UpdateItem']);
    this.#grantItems(operator, ['people', 'apiKeys', 'closedInboxes'], ['DeleteItem']);
  }

  /** Connects its stream to a function: what became of people and check-ins, in batches. The rest of the table is nobody's business. */
  feed(worker: ServiceFunction): void {
    const filters = announcedKinds.map((kind) => {
      const { prefix, whole } = sortKeysOf(kind);
      return { Keys: { sk: { S: whole ? FilterRule.isEqual(prefix) : FilterRule.beginsWith(prefix) } } };
    });
    this.#feed(worker, filters, { maxBatchingWindow: Duration.seconds(5) });
  }

  /** Connects its stream to the ledger: profiles whose status says that nobody is mailed. Nobody else's change calls the function. */
  feedLedger(worker: ServiceFunction): void {
    const Keys = { sk: { S: FilterRule.isEqual(sortKeysOf('profile').prefix) } };
    this.#feed(worker, [{ Keys, NewImage: { status: { S: FilterRule.or(...ledgerReasons) } } }]);
  }

  #feed(worker: ServiceFunction, filters: object[], more: { maxBatchingWindow?: Duration } = {}): void {
    worker.function.addEventSource(
      new DynamoEventSource(this.#table, {
        startingPosition: StartingPosition.TRIM_HORIZON,
        batchSize: 100,
        bisectBatchOnError: true,
        reportBatchItemFailures: true,
        filters: filters.map((dynamodb) => FilterCriteria.filter({ dynamodb })),
        ...more,
      }),
    );
    Validations.of(worker).acknowledge({
      id: 'AwsSolutions::AwsSolutions-IAM5[Resource::*]',
      reason: 'The event source of the CDK asks for dynamodb:ListStreams, which knows no resources.',
    });
  }

  /**
   * Items of some partitions, by their key only: `Table.grant` would open the index too, and nobody but the sender reads that.
   *
   * @param attributes - those that may be updated; all of them by default
   */
  #grantItems(grantee: IGrantable, parts: Part | readonly Part[], calls: ItemCall[], attributes?: string[]): void {
    Grant.addToPrincipal({
      grantee,
      actions: calls.map((call) => `dynamodb:${call}`),
      resourceArns: [this.#table.tableArn],
      conditions: {
        'ForAllValues:StringLike': {
          'dynamodb:LeadingKeys': [parts].flat().map((part) => partitions[part]),
          // DynamoDB counts the key among the attributes of an update.
          ...(attributes && { 'dynamodb:Attributes': ['pk', 'sk', ...attributes] }),
        },
      },
    });
  }

  #grantTable(grantee: IGrantable, call: 'DescribeTable' | 'DescribeContinuousBackups' | 'Scan'): void {
    Grant.addToPrincipal({ grantee, actions: [`dynamodb:${call}`], resourceArns: [this.#table.tableArn] });
  }
}
