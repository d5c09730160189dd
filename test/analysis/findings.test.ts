import { expect, test } from '@jest/globals';
import { idle, unanswered, type Answers, type Finding } from './findings.ts';

const finding = (changes: Partial<Finding> = {}): Finding => ({
  analyser: 'checkov',
  rule: 'CKV_AWS_26',
  type: 'AWS::SNS::Topic',
  path: 'Watch/Topic',
  says: 'not encrypted',
  configuration: 'least',
  ...changes,
});
const answers = (...resources: string[]): Answers => ({
  checkov: { CKV_AWS_26: [{ resources, reason: 'Alarms hold no data about people.' }] },
});

test('a finding is answered by its type or by its path', () => {
  for (const resource of ['AWS::SNS::Topic', 'Watch/Topic']) {
    expect(unanswered([finding()], answers(resource))).toEqual([]);
    expect(idle([finding()], answers(resource))).toEqual([]);
  }
});

test.each([
  ['another rule', { rule: 'CKV_AWS_27' }],
  ['another analyser', { analyser: 'cfn-lint' }],
  ['another resource', { path: 'EventRoad/Topic' }],
])('an answer does not hold for %s', (_, changes: Partial<Finding>) => {
  const { configuration, ...open } = finding(changes);
  expect(unanswered([finding(changes)], answers('Watch/Topic'))).toEqual([
    { ...open, configurations: [configuration] },
  ]);
});

test('a finding in several deployments is told once', () => {
  const both = ['least', 'full'].map((configuration) => finding({ configuration }));
  expect(unanswered([...both, ...both], {}).map(({ configurations }) => configurations)).toEqual([['least', 'full']]);
});

test('an answer to nothing is told, by resource', () => {
  expect(idle([finding()], answers('Watch/Topic', 'EventRoad/Topic'))).toEqual(['checkov CKV_AWS_26 EventRoad/Topic']);
  expect(idle([], answers('AWS::SNS::Topic'))).toEqual(['checkov CKV_AWS_26 AWS::SNS::Topic']);
});
