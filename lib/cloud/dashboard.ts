import { Duration, Stack } from 'aws-cdk-lib';
import { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import {
  Alarm,
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  Metric,
  type IMetric,
  type IWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { alarmPeriod } from './alarm.ts';
import { WorkQueue } from './work-queue.ts';

/** One page for the question "is it well?": every alarm, the mails, and what waits. One stage of it costs nothing: three dashboards are free. */
export class HealthDashboard extends Construct {
  /** @param watched - everything below it is shown */
  constructor(scope: Construct, id: string, watched: Construct) {
    super(scope, id);
    const below = watched.node.findAll();
    const alarms = below.filter((construct) => construct instanceof Alarm);
    const apis = below.filter((construct) => construct instanceof HttpApi);
    const queues = below.filter((construct) => construct instanceof WorkQueue);
    const widgets: IWidget[] = [
      new AlarmStatusWidget({ title: 'Alarms', alarms, width: 24, height: 4 }),
      graph('Mails of the account', ['Send', 'Bounce', 'Complaint', 'Reject'].map(mails)),
      graph('Calls of functions that the account has no room for', [throttles]),
      graph(
        'Milliseconds until the site answers, nine of ten',
        apis.map((api) => api.metricLatency(nineOfTen)),
      ),
      graph(
        'Seconds that the oldest message waits',
        queues.map(({ node, queue }) =>
          queue.metricApproximateAgeOfOldestMessage({ ...every, label: node.path.replace(/^[^/]*\//, '') }),
        ),
      ),
    ];
    new Dashboard(this, 'Resource', { dashboardName: Stack.of(this).stackName, widgets: widgets.map((one) => [one]) });
  }
}

const every = { period: alarmPeriod, statistic: 'Maximum' };
const nineOfTen = { period: alarmPeriod, statistic: 'p90' };

/** Of all functions of the account: they share what may run at once, and ours may be held back by others. */
const throttles = new Metric({
  namespace: 'AWS/Lambda',
  metricName: 'Throttles',
  period: alarmPeriod,
  statistic: 'Sum',
});

function mails(metricName: string): IMetric {
  return new Metric({ namespace: 'AWS/SES', metricName, period: Duration.hours(1), statistic: 'Sum' });
}

function graph(title: string, left: IMetric[]): IWidget {
  return new GraphWidget({ title, left, width: 24, leftYAxis: { min: 0, showUnits: false } });
}
