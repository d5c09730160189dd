import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { resourcesOf, theResource } from './support/resources.ts';
import { serviceTemplate } from './support/synthesize.ts';

const lambdas = join(import.meta.dirname, '../../lambdas');

const atOnce = { Threshold: 1, EvaluationPeriods: 1 };

describe.each<[string, string, string, object?]>([
  ['circuit.broken', 'Refused', 'core/sending/send-control.ts'],
  ['quota.nearly-used', 'QuotaNearlyUsed', 'adapters/ses/quota.ts'],
  ['quota.reserved', 'AccountMailHeld', 'core/sending/submitting.ts'],
  ['forms.limited', 'FormsLimited', 'core/actions/limits.ts'],
  ['confirmations.braked', 'ConfirmationsBraked', 'core/sending/bounce-brake.ts'],
  ['planner.fenced', 'Fenced', 'core/sending/planning.ts'],
  ['suppression.events-were-lost', 'EventsLost', 'core/hearing/reconciling.ts'],
  [
    'ses.unreachable',
    'SesUnreachable',
    'core/sending/submitting.ts',
    { Threshold: 5, EvaluationPeriods: 3, DatapointsToAlarm: 3 },
  ],
])('the log line %s', (event, alarm, file, often = atOnce) => {
  test('sets off an alarm at once, or where it may pass by itself, when it lasts', () => {
    expect(theResource(serviceTemplate(), 'AWS::CloudWatch::Alarm', alarm)).toMatchObject({
      MetricName: event,
      Namespace: 'Weekwise-test',
      ...often,
      TreatMissingData: 'notBreaching',
    });
    const filters = [...resourcesOf(serviceTemplate(), 'AWS::Logs::MetricFilter').values()];
    expect(filters).toContainEqual(expect.objectContaining({ FilterPattern: `{ $.message = "${event}" }` }));
  });

  test('is one that the code writes', () => {
    expect(readFileSync(join(lambdas, file), 'utf8')).toContain(`'${event}'`);
  });
});
