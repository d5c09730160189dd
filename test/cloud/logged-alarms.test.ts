import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { queueHarms } from '../../lambdas/core/sending/queue-harms.ts';
import { handlerNames } from '../../lib/cloud/bundling.ts';
import { resourcesOf, theResource } from './support/resources.ts';
import { serviceTemplate } from './support/synthesize.ts';

const lambdas = join(import.meta.dirname, '../../lambdas');

const alarmOf = (harm: string) => theResource(serviceTemplate(), 'AWS::CloudWatch::Alarm', harm);
const filters = () =>
  [...resourcesOf(serviceTemplate(), 'AWS::Logs::MetricFilter').values()].map(
    ({ FilterPattern, MetricTransformations }) => ({
      pattern: String(FilterPattern),
      ...(MetricTransformations as { MetricName: string; MetricNamespace: string; MetricValue: string }[])[0]!,
    }),
  );

describe.each<[string, string, string]>([
  ['circuit.broken', 'MailStopped', 'core/sending/send-control.ts'],
  ['ses.unreachable', 'SesUnreachable', 'core/sending/submitting.ts'],
  ['planner.fenced', 'MailStopped', 'core/sending/planning.ts'],
  ['queue.needs-a-hand', 'QueueNeedsHand', 'core/sending/queue-watch.ts'],
  ['quota.nearly-used', 'ActionNeeded', 'adapters/ses/quota.ts'],
  ['quota.reserved', 'ActionNeeded', 'core/sending/submitting.ts'],
  ['forms.limited', 'ActionNeeded', 'core/actions/limits.ts'],
  ['confirmations.braked', 'ActionNeeded', 'core/sending/bounce-brake.ts'],
  ['suppression.events-were-lost', 'ActionNeeded', 'core/hearing/reconciling.ts'],
  ['complaints.too-many', 'ActionNeeded', 'core/counting/complaints.ts'],
  ['events.none-heard', 'ActionNeeded', 'core/counting/silent-feed.ts'],
])('the log line %s', (event, harm, file) => {
  test('sets off its alarm, which names it', () => {
    const { MetricName, Namespace, AlarmDescription } = alarmOf(harm);
    const own = filters().filter(({ pattern }) => pattern === `{ $.message = "${event}" }`);
    expect(own).toMatchObject([{ MetricName, MetricNamespace: Namespace, MetricValue: '1' }]);
    // That of the queues names each queue instead.
    expect(AlarmDescription).toContain(harm === 'QueueNeedsHand' ? 'feedback: ' : `${event}: `);
  });

  test('is one that the code writes', () => {
    expect(readFileSync(join(lambdas, file), 'utf8')).toContain(`'${event}'`);
  });
});

describe('an alarm on log lines', () => {
  test('stays while what the planner logs each quarter hour lasts, and not for long after it', () => {
    for (const harm of ['MailStopped', 'QueueNeedsHand', 'ActionNeeded']) {
      expect(alarmOf(harm)).toMatchObject({
        Threshold: 1,
        Period: 900,
        EvaluationPeriods: 2,
        DatapointsToAlarm: 1,
        TreatMissingData: 'notBreaching',
      });
    }
  });

  test('is not set off by connections to SES that are lost now and then, or for a moment', () => {
    expect(alarmOf('SesUnreachable')).toMatchObject({
      Threshold: 5,
      Period: 300,
      EvaluationPeriods: 3,
      DatapointsToAlarm: 3,
    });
  });

  test('is set off by a function that fails twice in three quarters of an hour, whichever it is, and names each', () => {
    const { MetricName, AlarmDescription, ...alarm } = alarmOf('FunctionErrors');
    expect(alarm).toMatchObject({ Period: 900, EvaluationPeriods: 3, DatapointsToAlarm: 2, Threshold: 1 });
    const failed = filters().filter((filter) => filter.MetricName === MetricName);
    expect(failed).toHaveLength(handlerNames.length);
    for (const { pattern } of failed) {
      expect(pattern).toBe('{ ($.type = "platform.report") && ($.record.status != "success") }');
    }
    for (const name of handlerNames) {
      expect(AlarmDescription).toContain(` ${name}: `);
    }
  });

  test('names every queue that may need somebody, and what people lose', () => {
    for (const name of ['send', 'account', 'feedback'] as const) {
      expect(alarmOf('QueueNeedsHand')['AlarmDescription']).toContain(`${name}: ${queueHarms[name].deadLetters}`);
    }
  });
});
