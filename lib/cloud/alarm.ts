import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, Metric, TreatMissingData, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';

export interface HarmAlarmProps {
  /** What people lose while this lasts, as a sentence: it is what the operator reads first. */
  impact: string;
  metric: IMetric;
  threshold: number;
  /** Periods in a row that must be bad. */
  periods?: number;
  /** Bad periods among them that are enough; all of them unless told otherwise. */
  datapointsToAlarm?: number;
}

/** Length of a period in which alarms look at a metric. */
export const alarmPeriod = Duration.minutes(5);

/** An alarm that is named by its path in the stack and says what harm is done. */
export function harmAlarm(scope: Construct, id: string, props: HarmAlarmProps): Alarm {
  const { impact, metric, threshold, periods = 1, datapointsToAlarm = periods } = props;
  return new Alarm(scope, id, {
    ...named(scope, id, impact),
    metric,
    threshold,
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    evaluationPeriods: periods,
    datapointsToAlarm,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  });
}

export interface SilenceAlarmProps {
  /** What people lose by the silence, as a sentence. */
  impact: string;
  /** Something that happens at least once in each of its periods, and has no data where it does not. */
  metric: IMetric;
}

/**
 * An alarm for something that must happen again and again. Silence is the state INSUFFICIENT_DATA, which is reported when it is entered. A new alarm is in
 * it from the start and enters it only after something was heard, so a first deployment reports nothing; with missing data as a fault it would report a silence.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */
export class SilenceAlarm extends Alarm {
  /** Of the alarm, in the account. */
  readonly name: string;

  constructor(scope: Construct, id: string, { impact, metric }: SilenceAlarmProps) {
    const description = named(scope, id, impact);
    super(scope, id, {
      ...description,
      metric,
      threshold: 1,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      // CloudWatch looks at some more periods than it is told, and finds silence when there is nothing in any of them.
      evaluationPeriods: 2,
      treatMissingData: TreatMissingData.MISSING,
    });
    this.name = description.alarmName;
  }
}

/** Named by its path in the stack, with the harm that is done. */
function named(scope: Construct, id: string, impact: string) {
  return { alarmName: `${scope.node.path}/${id}`, alarmDescription: `Impact: ${impact}` };
}

/** An alarm for changes of the table that a function has not dealt with for two hours: there are twenty-two left to mend it. */
export function waitingAlarm(scope: Construct, id: string, worker: IFunction, impact: string): Alarm {
  return harmAlarm(scope, id, {
    impact,
    metric: new Metric({
      namespace: 'AWS/Lambda',
      metricName: 'IteratorAge',
      dimensionsMap: { FunctionName: worker.functionName },
      period: alarmPeriod,
      statistic: 'Maximum',
    }),
    threshold: Duration.hours(2).toMilliseconds(),
  });
}
