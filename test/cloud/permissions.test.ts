import { describe, expect, test } from '@jest/globals';
import {
  apiKeysPartition,
  controlPartition,
  countsPartition,
  dueIndex,
  limitKey,
  mailTurnsKey,
  noticeTextKey,
  closedInboxKey,
  subscriberPartition,
} from '../../lambdas/core/kit/table-keys.ts';
import {
  actionsOf,
  formatPower,
  resourcesOf,
  type Statement,
  statementsOf,
  tablePowersOf,
} from './support/resources.ts';
import { serviceTemplate } from './support/synthesize.ts';

const may = (name: string) => statementsOf(serviceTemplate(), name);

describe('a function may do its work and no more:', () => {
  /** Items of one person, a counter of the forms, what belongs to nobody, keys of other programs, numbers of a series. */
  const [person, limit, control, apiKeys, counts] = [
    subscriberPartition('*'),
    limitKey('*').pk,
    controlPartition,
    apiKeysPartition,
    countsPartition('*'),
  ];
  const [turns, closed, notices] = [mailTurnsKey('*').pk, closedInboxKey('*').pk, noticeTextKey('*').pk];

  test.each([
    ['Plan', ['DescribeTable', `GetItem ${control}`, `Query ${control}`, `UpdateItem ${control}`]],
    [
      'Send',
      [
        'DescribeTable',
        `GetItem ${closed}`,
        `GetItem ${control}`,
        `GetItem ${limit}`,
        `GetItem ${turns}`,
        `GetItem ${notices}`,
        `GetItem ${person}`,
        `PutItem ${person}`,
        `Query ${dueIndex}`,
        'Scan',
        `UpdateItem ${control}`,
        `UpdateItem ${limit}`,
        `UpdateItem ${turns}`,
        `UpdateItem ${person}`,
      ],
    ],
    [
      'Feedback',
      [
        `GetItem ${control}`,
        `GetItem ${limit}`,
        `GetItem ${person}`,
        `PutItem ${person}`,
        `UpdateItem ${control}`,
        `UpdateItem ${limit}`,
        `UpdateItem ${person}`,
      ],
    ],
    [
      'Reconcile',
      [
        `BatchWriteItem ${person}`,
        `DeleteItem ${person}`,
        `DeleteItem ${turns}`,
        `GetItem ${control}`,
        `GetItem ${person}`,
        `PutItem ${person}`,
        `Query ${person}`,
        'Scan',
        `UpdateItem ${control}`,
        `UpdateItem ${person}`,
      ],
    ],
    [
      'Count',
      [
        `BatchWriteItem ${person}`,
        `GetItem ${control}`,
        `GetItem ${person}`,
        `PutItem ${counts}`,
        `PutItem ${person}`,
        `Query ${counts}`,
        `Query ${person}`,
        'Scan',
      ],
    ],
    [
      'Web',
      [
        `BatchWriteItem ${person}`,
        `DeleteItem ${turns}`,
        `DeleteItem ${person}`,
        `GetItem ${apiKeys}`,
        `GetItem ${control}`,
        `GetItem ${limit}`,
        `GetItem ${person}`,
        `PutItem ${person}`,
        `Query ${person}`,
        `UpdateItem ${control}: localTimes`,
        `UpdateItem ${closed}`,
        `UpdateItem ${limit}`,
        `UpdateItem ${person}`,
      ],
    ],
    ['Unsubscribe', [`GetItem ${person}`, `UpdateItem ${person}`]],
  ])('%s does this with these parts of the table, and nothing else', (name, powers) => {
    expect(tablePowersOf(serviceTemplate(), name).map(formatPower).sort()).toEqual(powers.toSorted());
  });

  test('the function of webhooks reads people, where events hold something of them', () => {
    const webhooks = serviceTemplate({ webhookUrl: 'https://example.com/hook', webhookIncludes: ['address'] });
    expect(tablePowersOf(webhooks, 'Webhook').map(formatPower)).toEqual([`GetItem ${person}`]);
  });

  test('the ledger’s function hears of changes and enters them, and reads nothing of either table', () => {
    expect(actionsOf(may('Ledger'), 'dynamodb')).toEqual([
      'dynamodb:DescribeStream',
      'dynamodb:GetRecords',
      'dynamodb:GetShardIterator',
      'dynamodb:ListStreams',
      'dynamodb:PutItem',
    ]);
    const [entering] = may('Ledger').filter(({ Action }) => Action === 'dynamodb:PutItem');
    expect(entering!.Resource).toMatch(/^LedgerEntries[0-9A-F]{8}\.Arn$/);
    // No other function has anything to do with the ledger: what leaves the table cannot be unwritten from there.
    for (const name of ['Plan', 'Send', 'Feedback', 'Reconcile', 'Count', 'Web'])
      expect(JSON.stringify(may(name))).not.toContain('LedgerEntries');
  });

  test('only who makes links or looks addresses up reads the keys', () => {
    for (const name of ['Plan', 'Feedback', 'Count', 'Ledger'])
      expect(actionsOf(may(name), 'secretsmanager')).toEqual([]);
    for (const name of ['Send', 'Reconcile', 'Web', 'Unsubscribe']) {
      expect(actionsOf(may(name), 'secretsmanager')).toEqual(['secretsmanager:GetSecretValue']);
    }
  });

  test('only the sender sends, and from our addresses only', () => {
    for (const name of ['Plan', 'Feedback', 'Count', 'Web', 'Unsubscribe'])
      expect(actionsOf(may(name), 'ses')).toEqual([]);
    const [mail] = may('Send').filter(({ Action }) => Action === 'ses:SendRawEmail');
    expect(mail!.Condition).toEqual({
      StringEquals: { 'ses:FromAddress': ['coach@weekly.example.com', 'hello@account.example.com'] },
    });
  });

  test('nobody may do everything with anything; only names of streams and what is asked of the whole account know no resource', () => {
    const statements = [...resourcesOf(serviceTemplate(), 'AWS::IAM::Policy').values()].flatMap(
      ({ PolicyDocument }) => (PolicyDocument as { Statement: Statement[] }).Statement,
    );
    expect(statements.flatMap(({ Action }) => Action).filter((action) => action.includes('*'))).toEqual([]);
    const onAnything = statements.filter(({ Resource }) => [Resource].flat().includes('*'));
    expect([...new Set(onAnything.flatMap(({ Action }) => Action))].sort()).toEqual([
      // Names only; the CDK grants it to every reader of a stream.
      'dynamodb:ListStreams',
      'ses:GetSendQuota',
      'ses:ListSuppressedDestinations',
    ]);
  });
});
