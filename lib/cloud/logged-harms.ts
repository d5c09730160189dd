import { Duration, Stack } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { MetricFilter, type IFilterPattern, type ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { harmAlarm } from './alarm.ts';

/**
 * Harms that functions log, grouped by who has to do something about them. Each is one metric, made of log lines, since ten metrics of alarms are free in
 * an account and more are not; the alarm's description lists its cases.
 */
export const loggedHarms = {
  FunctionErrors:
    'functions fail. Which one: its log group has lines with platform.report, and a log line before them says why.',
  QueueNeedsHand: 'messages are in a dead-letter queue, or wait; `npx weekwise status` says in which queue.',
  MailStopped: 'nobody gets email; `npx weekwise status` says why.',
  LimitReached: 'somebody is kept waiting by a limit; the log of the function says which.',
  UnwantedMail: 'people get email that they do not want.',
} as const;

export type LoggedHarm = keyof typeof loggedHarms;

/** What an alarm needs: the sum of the values of its log lines in one of its periods. */
const threshold = 15;

/** The planner logs what lasts once in it. */
const period = Duration.minutes(15);

export interface HarmLine {
  harm: LoggedHarm;
  logGroup: ILogGroup;
  pattern: IFilterPattern;
  /** Lines within a quarter hour that are too many; one by default. */
  atLeast?: 1 | 3 | 15;
}

/** Lets log lines count towards the alarm of a harm. */
export function countHarm(scope: Construct, id: string, { harm, logGroup, pattern, atLeast = 1 }: HarmLine): void {
  new MetricFilter(scope, id, {
    logGroup,
    metricNamespace: Stack.of(scope).stackName,
    metricName: metricOf(harm),
    filterPattern: pattern,
    metricValue: String(threshold / atLeast),
  });
}

/**
 * The alarm of a harm.
 *
 * @param cases - what people lose in each case, as sentences with a name before them
 */
export function loggedHarmAlarm(scope: Construct, harm: LoggedHarm, cases: readonly string[]): void {
  harmAlarm(scope, harm, {
    impact: [capitalized(loggedHarms[harm]), ...cases].join(' '),
    metric: new Metric({
      namespace: Stack.of(scope).stackName,
      metricName: metricOf(harm),
      period,
      statistic: 'Sum',
    }),
    threshold,
    // A failure that passes is tried again by whatever began it; all else is logged when it needs somebody, again and again while it lasts.
    ...(harm === 'FunctionErrors' ? { periods: 3, datapointsToAlarm: 2 } : { periods: 2, datapointsToAlarm: 1 }),
  });
}

function metricOf(harm: LoggedHarm): string {
  return `harm.${harm}`;
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
