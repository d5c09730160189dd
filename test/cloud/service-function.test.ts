import { describe, expect, test } from '@jest/globals';
import type * as z from 'zod';
import {
  FeedbackSettings,
  parseSettings,
  PlanSettings,
  SendSettings,
  UnsubscribeSettings,
  WebSettings,
} from '../../lambdas/core/settings.ts';
import { timings } from '../../lambdas/core/kit/timings.ts';
import { environmentOf, resourcesOf, statementsOf, theFunction, theResource } from './support/resources.ts';
import { serviceTemplate } from './support/synthesize.ts';

const contracts: [name: string, schema: z.ZodObject][] = [
  ['Plan', PlanSettings],
  ['Send', SendSettings],
  ['Feedback', FeedbackSettings],
  ['Web', WebSettings],
  ['Unsubscribe', UnsubscribeSettings],
];

const variablesOf = (name: string) => environmentOf(serviceTemplate(), name);

describe('each function', () => {
  test.each(contracts)('%s gets every setting that it needs, and no other', (name, schema) => {
    const { NODE_OPTIONS, POWERTOOLS_METRICS_NAMESPACE, ...variables } = variablesOf(name);
    expect([NODE_OPTIONS, POWERTOOLS_METRICS_NAMESPACE]).toEqual(['--enable-source-maps', 'Weekwise-test']);
    expect(Object.keys(variables).sort()).toEqual(Object.keys(schema.shape).sort());
    expect(() => parseSettings(schema, variables)).not.toThrow();
  });

  test.each(contracts)('%s runs a current Node on ARM', (name) => {
    expect(theFunction(serviceTemplate(), name)).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
    });
  });

  test.each(contracts)('%s is not traced: Lambda accepts no sampling rate, and each trace costs', (name) => {
    expect(theFunction(serviceTemplate(), name)['TracingConfig']).toBeUndefined();
  });

  test.each(contracts)('%s logs our lines and those of Lambda that warn, nothing else', (name) => {
    expect(theFunction(serviceTemplate(), name)['LoggingConfig']).toMatchObject({
      LogFormat: 'JSON',
      ApplicationLogLevel: 'INFO',
      SystemLogLevel: 'WARN',
    });
  });

  test('a schedule starts only functions that Lambda tries once more at most', () => {
    const started = [...resourcesOf(serviceTemplate(), 'AWS::Scheduler::Schedule').values()].map(({ Target }) =>
      (Target as { Arn: string }).Arn.replace('.Arn', ''),
    );
    const configured = [...resourcesOf(serviceTemplate(), 'AWS::Lambda::EventInvokeConfig').values()];
    expect(new Set(started).size).toBe(3);
    expect(configured.map(({ FunctionName }) => String(FunctionName)).toSorted((a, b) => a.localeCompare(b))).toEqual(
      [...new Set(started)].toSorted((a, b) => a.localeCompare(b)),
    );
    for (const { MaximumRetryAttempts } of configured) expect(MaximumRetryAttempts).toBe(1);
  });

  test.each(contracts)(
    '%s may go round as often as it must when it writes to the queue that it reads, and only then',
    (name) => {
      const mappings = [...resourcesOf(serviceTemplate(), 'AWS::Lambda::EventSourceMapping').values()];
      const reads = mappings
        .filter(({ FunctionName }) => new RegExp(`${name}[0-9A-F]{8}$`).test(String(FunctionName)))
        .map(({ EventSourceArn }) => EventSourceArn);
      const writes = statementsOf(serviceTemplate(), name)
        .filter(({ Action }) => [Action].flat().includes('sqs:SendMessage'))
        .flatMap(({ Resource }) => Resource);
      const allowRecursion = reads.some((queue) => writes.includes(String(queue)));
      expect(theFunction(serviceTemplate(), name)['RecursiveLoop']).toBe(allowRecursion ? 'Allow' : 'Terminate');
    },
  );

  test('that sends lives exactly as long as the core says that a claim may be live', () => {
    expect(theFunction(serviceTemplate(), 'Send')['Timeout']).toBe(timings.timeout.send);
  });

  test('that sends knows with how many it shares what SES allows', () => {
    const concurrencies = [...resourcesOf(serviceTemplate(), 'AWS::Lambda::EventSourceMapping')]
      .filter(([id]) => id.startsWith('SendingSend'))
      .map(([, { ScalingConfig }]) => (ScalingConfig as { MaximumConcurrency: number }).MaximumConcurrency);
    // Account mail is little and keeps no pace; the weekly queue has the larger concurrency.
    expect(variablesOf('Send')['SENDERS_MAX']).toBe(String(Math.max(...concurrencies)));
  });

  test('knows where the keys are, never what they are', () => {
    const secret = theResource(serviceTemplate(), 'AWS::SecretsManager::Secret');
    expect(secret['SecretString']).toBeUndefined();
    for (const [name] of contracts) {
      for (const value of Object.values(variablesOf(name))) expect(value).not.toMatch(/resolve:|secretstring/i);
    }
    expect(variablesOf('Send')['KEYRING']).toMatch(/^arn:aws:secretsmanager:/);
  });
});
