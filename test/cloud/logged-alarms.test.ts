import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { resourcesOf, theResource } from './support/resources.ts';
import { serviceTemplate } from './support/synthesize.ts';

const core = join(import.meta.dirname, '../../lambdas/core');

describe.each([
  ['circuit.broken', 'Refused', 'gate.ts'],
  ['planner.fenced', 'Fenced', 'planning.ts'],
  ['suppression.events-were-lost', 'EventsLost', 'reconciling.ts'],
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
    expect(readFileSync(join(core, file), 'utf8')).toContain(`'${event}'`);
  });
});
