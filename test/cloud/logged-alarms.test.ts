import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { resourcesOf, theResource } from './support/resources.ts';
import { serviceTemplate } from './support/synthesize.ts';

const lambdas = join(import.meta.dirname, '../../lambdas');

describe.each([
  ['circuit.broken', 'Refused', 'core/sending/send-control.ts'],
  ['quota.nearly-used', 'QuotaNearlyUsed', 'adapters/ses/quota.ts'],
  ['quota.reserved', 'AccountMailHeld', 'core/sending/submitting.ts'],
  ['forms.limited', 'FormsLimited', 'core/actions/limits.ts'],
  ['confirmations.braked', 'ConfirmationsBraked', 'core/sending/bounce-brake.ts'],
  ['planner.fenced', 'Fenced', 'core/sending/planning.ts'],
  ['suppression.events-were-lost', 'EventsLost', 'core/hearing/reconciling.ts'],
])('the log line %s', (event, alarm, file) => {
  test('sets off an alarm at once', () => {
    expect(theResource(serviceTemplate(), 'AWS::CloudWatch::Alarm', alarm)).toMatchObject({
      MetricName: event,
      Namespace: 'Weekwise-test',
      Threshold: 1,
      EvaluationPeriods: 1,
      TreatMissingData: 'notBreaching',
    });
    const filters = [...resourcesOf(serviceTemplate(), 'AWS::Logs::MetricFilter').values()];
    expect(filters).toContainEqual(expect.objectContaining({ FilterPattern: `{ $.message = "${event}" }` }));
  });

  test('is one that the code writes', () => {
    expect(readFileSync(join(lambdas, file), 'utf8')).toContain(`'${event}'`);
  });
});
