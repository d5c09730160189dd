import { describe, expect, test } from '@jest/globals';
import { dueIndex, subscriberKey } from '../../lambdas/core/kit/table-keys.ts';
import { stageResources } from '../../lib/cloud/protected-resources.ts';
import { SubscriberTable } from '../../lib/cloud/subscriber-table.ts';
import { environmentOf, resourcesOf, statementsOf, theResource } from './support/resources.ts';
import { serviceTemplate, templateOf } from './support/synthesize.ts';

const restoredStreamArn =
  'arn:aws:dynamodb:eu-west-1:123456789012:table/Weekwise-before/stream/2026-12-01T00:00:00.000';
const table = () => templateOf((stack) => void new SubscriberTable(stack, 'Subscribers', { protect: false }));

describe('the table', () => {
  test('has the keys that the adapters write', () => {
    expect(Object.keys(subscriberKey('x'))).toEqual(['pk', 'sk']);
    expect(theResource(table(), 'AWS::DynamoDB::Table')['KeySchema']).toEqual([
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ]);
  });

  test('has the calendar as an index that tells ids and days, and nothing else of anybody', () => {
    expect(theResource(table(), 'AWS::DynamoDB::Table')['GlobalSecondaryIndexes']).toEqual([
      {
        IndexName: dueIndex,
        KeySchema: [
          { AttributeName: 'dueKey', KeyType: 'HASH' },
          { AttributeName: 'pk', KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['days'] },
      },
    ]);
  });

  test('costs nothing while idle, can be put back to any second, and forgets what has expired', () => {
    expect(theResource(table(), 'AWS::DynamoDB::Table')).toMatchObject({
      BillingMode: 'PAY_PER_REQUEST',
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
      // For the ledger, and for webhooks.
      StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
    });
  });

  test('gives way to a restored one, and stays as it was', () => {
    const restored = serviceTemplate({ restoredTable: 'Weekwise-before', restoredStreamArn });
    expect(environmentOf(restored, 'Send')['TABLE_NAME']).toBe('Weekwise-before');
    const dynamo = statementsOf(restored, 'Send').filter(({ Action }) =>
      [Action].flat().includes('dynamodb:UpdateItem'),
    );
    expect(dynamo.length).toBeGreaterThan(0);
    for (const { Resource } of dynamo) expect(Resource).toMatch(/:table\/Weekwise-before$/);
    const own = (given?: object) => [...resourcesOf(serviceTemplate({ ...given }), 'AWS::DynamoDB::Table')];
    expect(own({ restoredTable: 'Weekwise-before', restoredStreamArn })).toEqual(own());
  });

  test('leaves the stack for a restored one, which then is the stack’s own like any other', () => {
    const tables = (given: object) => [...resourcesOf(serviceTemplate({ ...given }), 'AWS::DynamoDB::Table').keys()];
    const restored = { restoredTable: 'Weekwise-before', restoredStreamArn };
    const leaving = serviceTemplate({ ...restored, ownTable: 'leaving' });
    expect(tables({ ...restored, ownTable: 'leaving' })).toEqual([stageResources.ledger.id]);
    expect(environmentOf(leaving, 'Send')['TABLE_NAME']).toBe('Weekwise-before');
    expect(serviceTemplate({ ...restored, ownTable: 'adopted' }).toJSON()).toEqual(serviceTemplate().toJSON());
    // Without a restored one there is nothing that could take its place.
    expect(serviceTemplate({ ownTable: 'leaving' }).toJSON()).toEqual(serviceTemplate().toJSON());
  });
});
