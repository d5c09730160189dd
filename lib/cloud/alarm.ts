import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, Metric, TreatMissingData, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';

export interface HarmAlarmProps {
  /** What people lose while this lasts, as a sentence: it is what the operator reads first. */
  impact: string;
  metric: IMetric;
  threshold: number;
  comparison?: ComparisonOperator;
  /** Periods in a row that must be bad. */
  periods?: number;
  /** Bad periods among them that are enough; all of them unless told otherwise. */
  datapointsToAlarm?: number;
  /** True for things that must happen: then silence is the alarm. */
  treatMissingAsBreaching?: boolean;
}

/** Length of a period in which alarms look at a metric. */
export const alarmPeriod = Duration.minutes(5);

/** An alarm that is named by its path in the stack and says what harm is done. */
export function harmAlarm(scope: Construct, id: string, props: HarmAlarmProps): Alarm {
  const {
    impact,
    metric,
    threshold,
    comparison,
    periods = 1,
    datapointsToAlarm = periods,
    treatMissingAsBreaching = false,
  } = props;
  return new Alarm(scope, id, {
    alarmName: `${scope.node.path}/${id}`,
    alarmDescription: `Impact: ${impact}`,
    metric,
    threshold,
    comparisonOperator: comparison ?? ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    evaluationPeriods: periods,
    datapointsToAlarm,
    treatMissingData: treatMissingAsBreaching ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
  });
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
