import { describe, expect, test } from '@jest/globals';
import { handlerNames } from '../../lib/cloud/bundling.ts';
import type { Template } from 'aws-cdk-lib/assertions';
import { stageResources } from '../../lib/cloud/protected-resources.ts';
import { resourcesOf, theResource } from './support/resources.ts';
import { serviceTemplate } from './support/synthesize.ts';

// A new version is no change of the stack.
expect.addSnapshotSerializer({
  test: (value) => typeof value === 'string' && /"version":"(?!<)/.test(value),
  print: (value, serialize) => serialize(String(value).replace(/"version":"[^"]+"/, '"version":"<version>"')),
});
// Asset names hang on the folder of the checkout.
expect.addSnapshotSerializer({
  test: (value) => typeof value === 'string' && /^[0-9a-f]{64}\.zip$/.test(value),
  print: () => '"<asset>.zip"',
});

describe('the stack', () => {
  test('is what it was', () => {
    expect(serviceTemplate().toJSON()).toMatchSnapshot();
  });

  // Another id is another resource: the deployment would make an empty table, or new keys (no link works), and would not take up those that were kept.
  test.each([
    ['AWS::DynamoDB::Table', [stageResources.table.id, stageResources.ledger.id]],
    ['AWS::SecretsManager::Secret', [stageResources.keys.id]],
  ])('keeps its %s', (type, ids) => {
    expect([...resourcesOf(serviceTemplate(), type).keys()]).toEqual(ids);
  });

  test('protects in production what cannot be made again, and leaves nothing behind elsewhere', () => {
    const production = serviceTemplate({ stage: 'production', domain: 'calm.example', postalAddress: '1 Real Street' });
    const policies = (template: Template, type: string) =>
      Object.values(template.findResources(type)).map((resource) => resource['DeletionPolicy'] as string);
    const kept = {
      'AWS::DynamoDB::Table': 'Retain',
      // What a first deployment that fails has made holds nothing yet.
      'AWS::SecretsManager::Secret': 'RetainExceptOnCreate',
    };
    for (const [type, policy] of Object.entries(kept)) {
      expect(new Set(policies(production, type))).toEqual(new Set([policy]));
      expect(new Set(policies(serviceTemplate(), type))).toEqual(new Set(['Delete']));
    }
    for (const table of ['Subscribers', 'LedgerEntries']) {
      const isProtected = (template: Template) =>
        theResource(template, 'AWS::DynamoDB::Table', table)['DeletionProtectionEnabled'];
      expect([isProtected(production), isProtected(serviceTemplate())]).toEqual([true, false]);
    }
  });

  test('lets no log grow for ever', () => {
    const groups = [...resourcesOf(serviceTemplate(), 'AWS::Logs::LogGroup').values()];
    expect(groups).toHaveLength(handlerNames.length + 1);
    for (const { RetentionInDays } of groups) expect(RetentionInDays).toBe(30);
  });

  test('makes no helper functions of the CDK’s own', () => {
    expect(resourcesOf(serviceTemplate(), 'AWS::Lambda::Function').size).toBe(handlerNames.length);
    serviceTemplate().resourceCountIs('AWS::CloudFormation::CustomResource', 0);
  });
});
