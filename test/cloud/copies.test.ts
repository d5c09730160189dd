import { expect, test } from '@jest/globals';
import { resourcesOf, type Properties } from './support/resources.ts';
import { serviceTemplate } from './support/synthesize.ts';

const copies = { bucket: 'copies-of-ours', account: '210987654321' };

const schedules = (given: Record<string, unknown>) =>
  [...resourcesOf(serviceTemplate(given), 'AWS::Scheduler::Schedule')]
    .filter(([id]) => id.startsWith('Copies'))
    .map(([, schedule]) => schedule);

test('nothing is copied outside the account unless the operator says where to', () => {
  expect(schedules({})).toEqual([]);
});

test('table and ledger are exported to a bucket that another account owns, on Sundays, or every night', () => {
  const targets = schedules({ copies }).map(({ Target }) => Target as Properties);
  expect(targets.map(({ Arn }) => JSON.stringify(Arn))).toEqual(
    Array(2).fill(expect.stringContaining(':scheduler:::aws-sdk:dynamodb:exportTableToPointInTime')),
  );
  const inputs = targets.map(({ Input }) => JSON.stringify(Input));
  for (const [index, folder] of ['table', 'ledger'].entries()) {
    expect(inputs[index]).toContain('copies-of-ours');
    // Without the owner, a bucket of that name in anybody's account would do.
    expect(inputs[index]).toMatch(/S3BucketOwner[\\": ]+210987654321/);
    expect(inputs[index]).toContain(`Weekwise-test/${folder}`);
  }
  expect(schedules({ copies }).map(({ ScheduleExpression }) => ScheduleExpression)).toEqual(
    Array(2).fill('cron(20 2 ? * SUN *)'),
  );
  expect(
    schedules({ copies: { ...copies, every: 'day' } }).map(({ ScheduleExpression }) => ScheduleExpression),
  ).toEqual(Array(2).fill('cron(20 2 * * ? *)'));
});

test('the scheduler may export these tables into that folder, and nothing else', () => {
  const template = serviceTemplate({ copies });
  const [, role] = [...resourcesOf(template, 'AWS::IAM::Policy')].find(([id]) => id.startsWith('CopiesRole'))!;
  const { Statement } = role['PolicyDocument'] as unknown as { Statement: { Action: string; Resource: unknown }[] };
  expect(Statement.map(({ Action }) => Action)).toEqual([
    'dynamodb:ExportTableToPointInTime',
    ['s3:AbortMultipartUpload', 's3:PutObject', 's3:PutObjectAcl'],
  ]);
  expect(JSON.stringify(Statement[1]!.Resource)).toContain(':s3:::copies-of-ours/Weekwise-test/*');
});
