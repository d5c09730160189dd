import { CfnOutput, Stack, Validations, type StackProps } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, WebIdentityPrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Configuration } from './configuration.ts';
import { mailStackName, stackName } from './operator-outputs.ts';

export interface GitHubStackProps extends StackProps {
  configuration: Pick<Configuration, 'stage' | 'domain'> & { githubRepository: string };
}

/** The roles that `cdk bootstrap` makes for a deployment, but for the one that reads the whole account, tables included. */
const bootstrapRoles = ['deploy-role', 'file-publishing-role'];

/** Who GitHub says is running: https://docs.github.com/en/actions/reference/security/oidc. */
const issuer = 'token.actions.githubusercontent.com';

/**
 * Two roles for the workflows of one repository on GitHub, without a stored key. One deploys the stage: it may become the CDK's own roles, and see how the
 * stage's stacks are. It can be had only in the environment of the stage's name; where that requires approval, GitHub lets no job into it before. The other
 * says in a pull request what would change: it reads templates. Neither reads a table. docs/decisions/0079.
 */
export class GitHubStack extends Stack {
  constructor(scope: Construct, id: string, { configuration, ...props }: GitHubStackProps) {
    super(scope, id, {
      description: `Weekwise: what workflows of ${configuration.githubRepository} may do with ${configuration.stage}`,
      ...props,
    });
    const { stage, domain, githubRepository } = configuration;
    const stacks = [stackName(stage), mailStackName(domain), 'CDKToolkit'].map((name) => `stack/${name}/*`);
    const roles = bootstrapRoles.map((role) => `role/cdk-hnb659fds-${role}-${this.account}-*`);
    const deploying = this.#role('Deploying', `repo:${githubRepository}:environment:${stage}`, [
      new PolicyStatement({ actions: ['sts:AssumeRole'], resources: roles.map((role) => this.#arn('iam', '', role)) }),
      new PolicyStatement({
        actions: ['cloudformation:DescribeStacks', 'cloudformation:ListStackResources'],
        resources: stacks.map((stack) => this.#arn('cloudformation', this.region, stack)),
      }),
      new PolicyStatement({
        actions: ['ses:GetEmailIdentity'],
        resources: [this.#arn('ses', this.region, `identity/${domain}`)],
      }),
    ]);
    const reviewing = this.#role('Reviewing', `repo:${githubRepository}:pull_request`, [
      new PolicyStatement({
        actions: ['cloudformation:DescribeStacks', 'cloudformation:GetTemplate'],
        resources: stacks.map((stack) => this.#arn('cloudformation', this.region, stack)),
      }),
    ]);
    acknowledge(deploying, [
      ...bootstrapRoles.map((role): [string, string] => [
        here('iam', '', `role/cdk-hnb659fds-${role}-<AWS::AccountId>-*`),
        'The star is the region: a site behind CloudFront has a stack in us-east-1 too.',
      ]),
      ...stacks.map((stack): [string, string] => [
        here('cloudformation', '<AWS::Region>', stack),
        'The star is the id of the stack.',
      ]),
    ]);
    acknowledge(
      reviewing,
      stacks.map((stack) => [here('cloudformation', '<AWS::Region>', stack), 'The star is the id of the stack.']),
    );
    new CfnOutput(this, 'DeployRole', {
      description: `AWS_DEPLOY_ROLE of the environment ${stage} on GitHub`,
      value: deploying.roleArn,
    });
    new CfnOutput(this, 'ReviewRole', {
      description: 'AWS_REVIEW_ROLE of the repository on GitHub, if its pull requests are compared with this stage',
      value: reviewing.roleArn,
    });
  }

  #role(id: string, subject: string, statements: PolicyStatement[]): Role {
    // An account has one provider for GitHub, shared by all its stages: no stage's stack can own it.
    const provider = this.#arn('iam', '', `oidc-provider/${issuer}`);
    return new Role(this, id, {
      assumedBy: new WebIdentityPrincipal(provider, {
        StringEquals: { [`${issuer}:aud`]: 'sts.amazonaws.com', [`${issuer}:sub`]: subject },
      }),
      inlinePolicies: { Policy: new PolicyDocument({ statements }) },
    });
  }

  #arn(service: string, region: string, resource: string): string {
    return `arn:${this.partition}:${service}:${region}:${this.account}:${resource}`;
  }
}

/** Answers to cdk-nag about stars in resources, as it names those. */
function acknowledge(role: Role, answers: readonly (readonly [resource: string, reason: string])[]): void {
  for (const [resource, reason] of answers) {
    Validations.of(role).acknowledge({ id: `AwsSolutions::AwsSolutions-IAM5[Resource::${resource}]`, reason });
  }
}

function here(service: string, region: string, resource: string): string {
  return `arn:<AWS::Partition>:${service}:${region}:<AWS::AccountId>:${resource}`;
}
