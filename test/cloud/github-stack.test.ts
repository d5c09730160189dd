import { expect, test } from '@jest/globals';
import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { Template } from 'aws-cdk-lib/assertions';
import { readConfiguration } from '../../lib/cloud/configuration.ts';
import { cdkFlags } from '../../lib/cloud/flags.ts';
import { GitHubStack } from '../../lib/cloud/github-stack.ts';

const given = { stage: 'production', domain: 'calm.example', githubRepository: 'clinic/my-course' };
const app = new App({ analyticsReporting: false, context: cdkFlags() });
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
const template = Template.fromStack(new GitHubStack(app, 'GitHub', { configuration: given }));

interface Statement {
  Action: string | string[];
  Effect: string;
  Resource: unknown;
}

/** Of each role by the beginning of its logical id: who may become it, and what it may do, with `Fn::Join` as text. */
function roles() {
  const found = template.findResources('AWS::IAM::Role') as Record<
    string,
    {
      Properties: {
        AssumeRolePolicyDocument: { Statement: { Condition: object; Principal: object; Action: string }[] };
        Policies: { PolicyDocument: { Statement: Statement[] } }[];
        ManagedPolicyArns?: unknown;
      };
    }
  >;
  return Object.fromEntries(
    Object.entries(found).map(([id, { Properties: role }]) => [
      id.replace(/[0-9A-F]{8}$/, ''),
      {
        trust: role.AssumeRolePolicyDocument.Statement,
        may: role.Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement).flatMap(({ Action, Resource }) =>
          [Action].flat().flatMap((action) => [Resource].flat().map((one) => `${action} ${asText(one)}`)),
        ),
        managed: role.ManagedPolicyArns,
      },
    ]),
  );
}

function asText(value: unknown): string {
  if (typeof value === 'string') return value;
  const { 'Fn::Join': join, Ref } = value as { 'Fn::Join'?: [string, unknown[]]; Ref?: string };
  return join === undefined ? `<${Ref}>` : join[1].map(asText).join(join[0]);
}

const arn = (service: string, resource: string, region = '<AWS::Region>') =>
  `arn:<AWS::Partition>:${service}:${region}:<AWS::AccountId>:${resource}`;
const stacks = ['Weekwise-production', 'WeekwiseMail-calm-example', 'CDKToolkit'].map((name) =>
  arn('cloudformation', `stack/${name}/*`),
);

test('a workflow that deploys may become two roles of the CDK, and see how stacks are; it reads no table', () => {
  const { Deploying } = roles();
  expect(Deploying!.managed).toBeUndefined();
  expect(Deploying!.may.toSorted()).toEqual(
    [
      ...['deploy-role', 'file-publishing-role'].map(
        (role) => `sts:AssumeRole ${arn('iam', `role/cdk-hnb659fds-${role}-<AWS::AccountId>-*`, '')}`,
      ),
      ...stacks.flatMap((stack) => [
        `cloudformation:DescribeStacks ${stack}`,
        `cloudformation:ListStackResources ${stack}`,
      ]),
      `ses:GetEmailIdentity ${arn('ses', 'identity/calm.example')}`,
    ].toSorted(),
  );
});

test('a pull request reads templates, and may become nothing else', () => {
  const { Reviewing } = roles();
  expect(Reviewing!.managed).toBeUndefined();
  expect(Reviewing!.may.toSorted()).toEqual(
    stacks
      .flatMap((stack) => [`cloudformation:DescribeStacks ${stack}`, `cloudformation:GetTemplate ${stack}`])
      .toSorted(),
  );
});

test('GitHub has to say which repository it is, and for deploying that the environment of the stage let it in', () => {
  const { Deploying, Reviewing } = roles();
  for (const [role, subject] of [
    [Deploying!, 'repo:clinic/my-course:environment:production'],
    [Reviewing!, 'repo:clinic/my-course:pull_request'],
  ] as const) {
    expect(role.trust).toHaveLength(1);
    expect(role.trust[0]!.Condition).toEqual({
      StringEquals: {
        'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
        'token.actions.githubusercontent.com:sub': subject,
      },
    });
    expect(asText((role.trust[0]!.Principal as { Federated: unknown }).Federated)).toBe(
      arn('iam', 'oidc-provider/token.actions.githubusercontent.com', ''),
    );
  }
});

test('a name that GitHub would read as more than one repository is none', () => {
  for (const githubRepository of [
    'clinic/*',
    'clinic',
    'clinic/my-course:ref',
    '*/my-course',
    'https://github.com/clinic/x',
  ]) {
    expect(() => readConfiguration((key) => ({ ...given, githubRepository })[key as 'stage'])).toThrow(
      'githubRepository',
    );
  }
});
