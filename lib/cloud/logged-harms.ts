import { Duration, Stack } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { MetricFilter, type IFilterPattern, type ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { harmAlarm } from './alarm.ts';

interface Harm {
  /** What it is, and where to look: the beginning of the alarm's description. */
  says: string;
  /** Log lines in a period that are too many; and of so many periods, how many have to be bad. */
  threshold: number;
  period: Duration;
  periods: number;
  datapointsToAlarm: number;
}

/** Set off by one line. What lasts is logged again each quarter hour, so the alarm stays. */
const atOnce = { threshold: 1, period: Duration.minutes(15), periods: 2, datapointsToAlarm: 1 };

/**
 * Harms that functions log, grouped by how soon somebody has to do something. Each is one metric, made of log lines, since ten metrics of alarms are free in
 * an account and more are not; the alarm's description lists its cases.
 */
export const loggedHarms = {
  FunctionErrors: {
    says: 'Functions fail. Which one: its log group has lines with platform.report, and a log line before them says why.',
    // What fails once is tried again by whatever began it.
    ...atOnce,
    periods: 3,
    datapointsToAlarm: 2,
  },
  QueueNeedsHand: {
    says: 'Messages are in a dead-letter queue, or wait; `npx weekwise status` says in which queue.',
    ...atOnce,
  },
  MailStopped: { says: 'Nobody gets email; `npx weekwise status` says why.', ...atOnce },
  SesUnreachable: {
    says: 'Emails wait.',
    // A single email is tried again every half minute; lost connections that come now and then are fewer, or over soon.
    threshold: 5,
    period: Duration.minutes(5),
    periods: 3,
    datapointsToAlarm: 3,
  },
  ActionNeeded: {
    says: 'Somebody waits, or gets email that they do not want; the log of the function says which case it is.',
    ...atOnce,
  },
} as const satisfies Record<string, Harm>;

export type LoggedHarm = keyof typeof loggedHarms;

export interface HarmLine {
  harm: LoggedHarm;
  logGroup: ILogGroup;
  pattern: IFilterPattern;
}

/** Lets log lines count towards the alarm of a harm. */
export function countHarm(scope: Construct, id: string, { harm, logGroup, pattern }: HarmLine): void {
  new MetricFilter(scope, id, {
    logGroup,
    metricNamespace: Stack.of(scope).stackName,
    metricName: metricOf(harm),
    filterPattern: pattern,
  });
}

/**
 * The alarm of a harm.
 *
 * @param cases - what people lose in each case, as sentences with a name before them
 */
export function loggedHarmAlarm(scope: Construct, harm: LoggedHarm, cases: readonly string[]): void {
  const { says, period, ...when } = loggedHarms[harm];
  const metricName = metricOf(harm);
  const metric = new Metric({ namespace: Stack.of(scope).stackName, metricName, period, statistic: 'Sum' });
  harmAlarm(scope, harm, { impact: [says, ...cases].join(' '), metric, ...when });
}

function metricOf(harm: LoggedHarm): string {
  return `harm.${harm}`;
}
