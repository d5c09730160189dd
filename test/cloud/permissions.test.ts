import { describe, expect, test } from '@jest/globals';
import { controlPartition, countsPartition } from '../../lambdas/core/table-keys.ts';
import { actionsOf, resourcesOf, statementsOf, type Statement } from './support/resources.ts';
import { serviceTemplate } from './support/synthesize.ts';

const may = (name: string) => statementsOf(serviceTemplate(), name);

describe('a function may do its work and no more:', () => {
  test('the planner reads what belongs to nobody and moves its own mark, and sees no person', () => {
    expect(actionsOf(may('Plan'), 'dynamodb')).toEqual([
      'dynamodb:DescribeTable',
      'dynamodb:Query',
      'dynamodb:UpdateItem',
    ]);
    const [table] = may('Plan').filter(({ Action }) => Action.includes('dynamodb:Query'));
    expect(table!.Condition).toEqual({ 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [controlPartition] } });
  });

  test('the dispatcher queries the index and reads no item', () => {
    expect(actionsOf(may('Dispatch'), 'dynamodb')).toEqual(['dynamodb:Query']);
    const [index] = may('Dispatch').filter(({ Action }) => Action === 'dynamodb:Query');
    expect(index!.Resource).toBe('Subscribers1C30561D.Arn/index/due');
  });

  test.each(['Send', 'Feedback'])('%s writes but neither deletes nor lists', (name) => {
    const items = actionsOf(may(name), 'dynamodb').filter((action) => action.endsWith('Item'));
    expect(items).toEqual(['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem']);
    expect(actionsOf(may(name), 'dynamodb')).not.toContain('dynamodb:Query');
  });

  test('the counter reads everybody, and writes numbers only', () => {
    expect(actionsOf(may('Count'), 'dynamodb')).toEqual(['dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:Scan']);
    const [numbers] = may('Count').filter(({ Action }) => Action.includes('dynamodb:PutItem'));
    const partition = countsPartition('');
    expect(numbers!.Condition).toEqual({ 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [`${partition}*`] } });
  });

  test('the nightly comparison reads everybody, to erase the records of old addresses', () => {
    expect(actionsOf(may('Reconcile'), 'dynamodb')).toEqual([
      'dynamodb:BatchWriteItem',
      'dynamodb:GetItem',
      'dynamodb:PutItem',
      'dynamodb:Query',
      'dynamodb:Scan',
      'dynamodb:UpdateItem',
    ]);
  });

  test('the site deletes items, and lists what is one person’s', () => {
    expect(actionsOf(may('Web'), 'dynamodb')).toEqual([
      'dynamodb:BatchWriteItem',
      'dynamodb:DeleteItem',
      'dynamodb:GetItem',
      'dynamodb:PutItem',
      'dynamodb:Query',
      'dynamodb:UpdateItem',
    ]);
  });

  test('only who makes links or looks addresses up reads the keys', () => {
    for (const name of ['Plan', 'Dispatch', 'Feedback', 'Count'])
      expect(actionsOf(may(name), 'secretsmanager')).toEqual([]);
    for (const name of ['Send', 'Reconcile', 'Web']) {
      expect(actionsOf(may(name), 'secretsmanager')).toEqual(['secretsmanager:GetSecretValue']);
    }
  });

  test('only the sender sends, and from our addresses only', () => {
    for (const name of ['Plan', 'Dispatch', 'Feedback', 'Count', 'Web'])
      expect(actionsOf(may(name), 'ses')).toEqual([]);
    const [mail] = may('Send').filter(({ Action }) => Action === 'ses:SendRawEmail');
    expect(mail!.Condition).toEqual({
      StringEquals: { 'ses:FromAddress': ['coach@weekly.example.com', 'hello@account.example.com'] },
    });
  });

  test('nobody may do everything with anything; only traces and what is asked of the whole account know no resource', () => {
    const statements = [...resourcesOf(serviceTemplate(), 'AWS::IAM::Policy').values()].flatMap(
      ({ PolicyDocument }) => (PolicyDocument as { Statement: Statement[] }).Statement,
    );
    expect(statements.flatMap(({ Action }) => Action).filter((action) => action.includes('*'))).toEqual([]);
    const onAnything = statements.filter(({ Resource }) => [Resource].flat().includes('*'));
    expect([...new Set(onAnything.flatMap(({ Action }) => Action))].sort()).toEqual([
      'ses:GetSendQuota',
      'ses:ListSuppressedDestinations',
      'xray:PutTelemetryRecords',
      'xray:PutTraceSegments',
    ]);
  });
});
