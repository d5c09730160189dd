import { Stack } from 'aws-cdk-lib';
import { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { EventField, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { SnsTopic } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { queueHarms } from '../../lambdas/core/sending/queue-harms.ts';
import { SilenceAlarm } from './alarm.ts';
import { HealthDashboard } from './dashboard.ts';
import { loggedHarmAlarm, loggedHarms, type LoggedHarm } from './logged-harms.ts';
import { ServiceFunction } from './service-function.ts';
import { WorkQueue } from './work-queue.ts';

export interface WatchProps {
  /** Gets a mail for each alarm, after confirming to SNS that they want it. */
  operatorEmail: string | undefined;
}

/** The one place where alarms go, and the page that shows them. */
export class Watch extends Construct {
  readonly #topic: Topic;

  constructor(scope: Construct, id: string, { operatorEmail }: WatchProps) {
    super(scope, id);
    this.#topic = new Topic(this, 'Topic', { displayName: 'Weekwise alarms', enforceSSL: true });
    // A topic with a policy of its own (enforceSSL makes one) forgets that alarms of the account may publish.
    this.#topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.#topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    );
    if (operatorEmail !== undefined) this.#topic.addSubscription(new EmailSubscription(operatorEmail));
  }

  get topicArn(): string {
    return this.#topic.topicArn;
  }

  /** Reports and shows every alarm below a construct. Called last, when all of them are there. */
  over(scope: Construct): void {
    this.#alarmOnLogs(scope);
    const tell = new SnsAction(this.#topic);
    const alarms = scope.node.findAll().filter((construct) => construct instanceof Alarm);
    const silences = alarms.filter((alarm) => alarm instanceof SilenceAlarm);
    for (const alarm of alarms) {
      if (alarm instanceof SilenceAlarm) alarm.addInsufficientDataAction(tell);
      else alarm.addAlarmAction(tell);
    }
    this.#tellWhenOver();
    this.#tellWhenHeard(silences);
    new HealthDashboard(this, 'Dashboard', scope);
  }

  /** An alarm for each harm that is logged below a construct, with what people lose in each of its cases. */
  #alarmOnLogs(scope: Construct): void {
    const below = scope.node.findAll();
    const cases = below.flatMap((construct) => (construct instanceof ServiceFunction ? construct.cases : []));
    const queues = below.flatMap((construct) =>
      construct instanceof WorkQueue ? [`${construct.name}: ${queueHarms[construct.name].deadLetters}`] : [],
    );
    for (const harm of Object.keys(loggedHarms) as LoggedHarm[]) {
      const own = cases.flatMap((one) => (one.harm === harm ? [one.says] : []));
      loggedHarmAlarm(this, harm, [
        ...(harm === 'QueueNeedsHand' ? queues : own),
        ...(harm === 'ActionNeeded'
          ? ['leaving.turned-away: People press “unsubscribe” and go on getting email.']
          : []),
      ]);
    }
  }

  /**
   * An email when an alarm is over. By its change from bad to well, since an action of the alarm itself would also report that every new alarm is
   * well: some twenty emails at the first deployment.
   */
  #tellWhenOver(): void {
    const { stackName } = Stack.of(this);
    const over = new Rule(this, 'Over', {
      description: 'Weekwise: tell the operator that an alarm is over',
      eventPattern: {
        source: ['aws.cloudwatch'],
        detailType: ['CloudWatch Alarm State Change'],
        detail: {
          alarmName: [{ prefix: `${stackName}/` }],
          state: { value: ['OK'] },
          previousState: { value: ['ALARM'] },
        },
      },
    });
    const alarm = EventField.fromPath('$.detail.alarmName');
    const description = EventField.fromPath('$.detail.configuration.description');
    over.addTarget(
      new SnsTopic(this.#topic, { message: RuleTargetInput.fromText(`Over: ${alarm}. It was: ${description}`) }),
    );
  }

  /** The same for what had been silent; and once after the first deployment, which tells the operator that it has begun. */
  #tellWhenHeard(alarms: readonly SilenceAlarm[]): void {
    const heard = new Rule(this, 'Heard', {
      description: 'Weekwise: tell the operator that what has to happen again and again happens',
      eventPattern: {
        source: ['aws.cloudwatch'],
        detailType: ['CloudWatch Alarm State Change'],
        detail: {
          alarmName: alarms.map(({ name }) => name),
          state: { value: ['OK'] },
          previousState: { value: ['INSUFFICIENT_DATA'] },
        },
      },
    });
    const alarm = EventField.fromPath('$.detail.alarmName');
    const message = `It runs: ${alarm} is well. You also get this once after the first deployment.`;
    heard.addTarget(new SnsTopic(this.#topic, { message: RuleTargetInput.fromText(message) }));
  }
}
