import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { mailDomainTemplate, serviceTemplate } from './support/synthesize.ts';

/*
 * What an upgrade must not make anew: another logical id, or another value of a property that cannot be changed in place, and CloudFormation
 * replaces the resource with an empty one. `released.json` holds those of the last release; a release that means to change them says so there,
 * and in CHANGELOG under "breaking".
 */

type Resources = Record<string, { Type: string; Properties?: Record<string, unknown> }>;

/** Stateful resources, and what of them cannot be changed in place (CloudFormation's "update requires: replacement"). */
const fixed: Record<string, string[]> = {
  'AWS::DynamoDB::Table': ['TableName', 'KeySchema', 'AttributeDefinitions', 'LocalSecondaryIndexes'],
  // Secrets Manager makes another secret when any of GenerateSecretString changes: every link and id would be void.
  'AWS::SecretsManager::Secret': ['Name', 'GenerateSecretString'],
  'AWS::SES::EmailIdentity': ['EmailIdentity'],
  'AWS::SES::ConfigurationSet': ['Name'],
  'AWS::SQS::Queue': ['QueueName', 'FifoQueue'],
  'AWS::SNS::Topic': ['TopicName', 'FifoTopic'],
  'AWS::ApiGatewayV2::Api': ['ProtocolType'],
};

function stateful(resources: Resources): Resources {
  return Object.fromEntries(
    Object.entries(resources)
      .filter(([, { Type }]) => Type in fixed)
      .map(([id, { Type, Properties = {} }]) => {
        const kept = Object.entries(Properties).filter(([name]) => fixed[Type]!.includes(name));
        return [id, { Type, Properties: Object.fromEntries(kept) }];
      }),
  );
}

const released = JSON.parse(readFileSync(join(import.meta.dirname, 'released.json'), 'utf8')) as Resources;
const resourcesIn = (given: Record<string, unknown> = {}) =>
  (serviceTemplate(given).toJSON() as { Resources: Record<string, Resources[string] & { DeletionPolicy?: string }> })
    .Resources;

test('an upgrade from the last release makes nothing stateful anew; its first step has the mail identity still', () => {
  const now = stateful(resourcesIn({ mailIdentity: 'leaving' }));
  expect(Object.keys(released).length).toBeGreaterThan(12);
  for (const [id, resource] of Object.entries(released)) expect([id, now[id]]).toEqual([id, resource]);
});

test('then the mail identity alone leaves for the stack of its domain; before, even a test stage has been told to keep it', () => {
  const now = resourcesIn();
  const identities = Object.keys(released).filter((id) => released[id]!.Type === 'AWS::SES::EmailIdentity');
  expect(Object.keys(released).filter((id) => !(id in now))).toEqual(identities);
  for (const id of identities) {
    expect(resourcesIn({ mailIdentity: 'leaving' })[id]!.DeletionPolicy).toBe('RetainExceptOnCreate');
  }
  mailDomainTemplate()!.hasResourceProperties('AWS::SES::EmailIdentity', released[identities[0]!]!.Properties!);
});

test('and would be caught if it did', () => {
  const { Resources } = serviceTemplate().toJSON() as { Resources: Resources };
  const [id, table] = Object.entries(Resources).find(([, { Type }]) => Type === 'AWS::DynamoDB::Table')!;
  const other = { ...table, Properties: { ...table.Properties, TableName: 'another' } };
  expect(stateful({ [id]: other })).not.toEqual(stateful({ [id]: table }));
});
